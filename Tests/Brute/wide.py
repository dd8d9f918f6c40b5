"""Random rule sets of a rich vocabulary, as text: verbs of several places, kinds, quantifiers, variables, numbers with units and of
other subjects, and a choice of any sort."""

import random

FIRMS, GOODS = ("acme", "bolt"), ("nuts", "wire")
VOCABULARY = """kind firm (firms): acme, bolt
kind good (goods): nuts, wire
verb (firm) ships (good) to (firm)
verb (firm) trusts (firm)
verb gains
verb needs
number size in m
number share in %
number score
"""
#: What rules conclude, each above what it may rest on.
HEADS = ["gains nuts", "gains wire", "needs acme", "firm ground", "lane is alpha", "lane is beta", "score", "wins"]
UNITS = {"size": " m", "acme's size": " m", "share": "%"}


class Generator:
    """Rules as text, each clause with the facts and the numbers that it reads."""

    def __init__(self, seed):
        self.random = random.Random(f"wide {seed}")
        self.good, self.firm = self.pick(GOODS), self.pick(FIRMS)
        self.numbers = self.random.sample(list(UNITS), self.random.choice([0, 1, 1, 2]))
        self.constants = {n: self.random.sample([5, 10, 40], self.random.choice([1, 1, 2])) for n in self.numbers}

    def pick(self, items):
        return self.random.choice(items)

    def chance(self, probability):
        return self.random.random() < probability

    def clause(self, level):
        """The text of a clause, the base facts that it may read, and whether it binds a variable `?f`."""
        good, firm, other = self.good, self.firm, FIRMS[self.firm == FIRMS[0]]
        ships = [f"ships {g} to {firm}" for g in GOODS]
        trusts = [f"trusts {f}" for f in FIRMS]
        menu = [
            lambda: (ships[0], ships[:1]),
            lambda: (f"{other} ships {good} to self", [f"{other} ships {good} to self"]),
            lambda: (f"ships {self.pick(['any', 'no', 'every', 'at least 2', 'exactly 1'])} good to {firm}"
                     .replace("2 good", "2 goods"), ships),
            lambda: (f"trusts {self.pick(['any firm', 'no firm', 'only acme', 'at most 1 firm', 'every firm'])}", trusts),
            lambda: (f"someone else trusts {other}", [f"{f} trusts {other}" for f in FIRMS]),
            lambda: (f"no one ships {good} to {firm}", [f"{s}ships {good} to {firm}" for s in ("", "acme ", "bolt ")]),
            lambda: ("thin margin", ["thin margin"]),
            lambda: ("late start", ["late start"]),
            lambda: (f"{firm} has strike", [f"{firm} has strike"]),
            lambda: (f"ships _ to {firm}", ships)]
        roll = self.random.random()
        if self.numbers and roll < 0.3:
            return self.comparison(), []
        if level and roll < 0.55:
            return self.above(self.random.randrange(4 if level == 5 else level))
        return self.pick(menu)()

    def comparison(self):
        number = self.pick(self.numbers)
        if len(self.numbers) == 2 and "share" not in self.numbers and self.chance(0.4):
            return f"{self.numbers[0]} {self.pick(['>', '<', '≥', '≠'])} {self.numbers[1]}"
        sign = self.pick(["≥", "≤", ">", "<", "=", "≠"])
        sign = {"=": "is", "≠": "is not"}.get(sign, sign)
        return f"{number} {sign} {self.pick(self.constants[number])}{UNITS[number]}"

    def above(self, level):
        """A clause about what rules conclude; where no rule does, it is a base fact."""
        if HEADS[level] == "score":
            return f"score {self.pick(['≥', '<'])} {self.random.randint(1, 3)}", []
        if HEADS[level].startswith("lane"):
            return self.pick([HEADS[level], "lane is not beta"]), []
        return HEADS[level], [HEADS[level]]

    def condition(self, level, with_variables=True):
        parts, facts = [], []
        for _ in range(self.random.randint(1, 3)):
            text, read = self.clause(level)
            parts.append(f"not ({text})" if self.chance(0.25) and "not" not in text else text)
            facts += read
        if with_variables and self.chance(0.15):
            parts = [f"?f trusts {self.firm} and ?f ships {self.good} to self"]
            facts = [f"{s}{t}" for s in ("", "acme ", "bolt ") for t in (f"trusts {self.firm}", f"ships {self.good} to self")]
            return parts[0], facts
        return self.pick([" and ", " and ", " or "]).join(parts), facts

    def rule(self, name, level):
        text, facts = self.condition(level)
        head = HEADS[level]
        if head == "score":
            head = self.pick(["add 1 to score", "add 2 to score"])
        if self.chance(0.2):
            more, read = self.condition(level, with_variables=False)
            return f"rule {name}: {text} → {head} unless {more}", facts + read
        return f"rule {name}: {text} → {head}", facts

    def rules(self):
        """Statements with what they read."""
        levels = sorted(self.random.choices(range(len(HEADS)), k=self.random.randint(3, 7)))
        rules = [self.rule(f"r{i}", level) for i, level in enumerate(levels)]
        if self.chance(0.4):
            one, read = self.clause(len(HEADS) - 1)
            other, more = self.clause(len(HEADS) - 1)
            rules.append((f"rule c: ({one}) conflicts with ({other})", read + more))
        return rules

    def header(self):
        policy, otherwise = self.pick(["one of", "first of", "all of"]), self.pick(["", " otherwise beta", " otherwise nothing"])
        return VOCABULARY + f"choice lane: {policy} alpha, beta{otherwise}\n"


def text_of(header, rules):
    """The text of a rule set and its base facts."""
    # A choice or a sum that is read has to be concluded too, or profiles might give it.
    rules = [*rules, ("rule last: thin margin → lane is alpha", ["thin margin"]),
             ("rule sum: late start → add 1 to score", ["late start"])]
    concluded = {h for h in HEADS for r, _ in rules if f"→ {h}" in r}
    read = dict.fromkeys(f for _, facts in rules for f in facts)
    return header + "\n".join(r for r, _ in rules) + "\n", [f for f in read if f not in concluded]
