"""Random sets of rules, as people write them, with streams of profiles in JSON, for `streams.py`. The same seed makes the same case."""

import json
import random
import re
from dataclasses import replace

from generate import Generator
from text import Free, Writer

KINDS = {
    "layer": ("layers", ["interface", "billing", "identity", "workflow", "daily habit"]),
    "actor": ("actors", ["cloud partner", "chip maker", '"24-hour desk"', "Åström"]),
    "company": ("companies", ["Meridian", "Ostrel", "Åström"]),
}
WORDS = ["night desk", "Zoë", "straße", "tier 2 desk", "marketplace", "north-gate"]
NEW = ["bob", "carl", "Łódź", "ivy", "Dvořák", "dana", "été"]
PROPERTIES = ["wide footprint", "chews cud", "thin margin", "good name", "late start"]
CONCLUDED = ["steady pulse", "slow train", "long neck", "open weights"]
BASES = ["owns", "lacks", "uses", "needs", "adjoins", "depends on", "leases from", "hides", "sells to through"]
DECLARED = {
    "adjoins": "verb adjoins", "reaches": "verb reaches", "oversees": "verb oversees", "favours": "verb favours", "hides": "verb hides ({})",
    "leases from": "verb ({}) leases ({}) from ()", "sells to through": "verb () sells () to () through ({})"}
# Concluded verbs and numbers by their level: what is counted, compared or denied is of a lower one.
MADE = {"reaches": 1, "captures": 1, "oversees": 2, "favours": 3}
NUMBERS = {
    "head count": (0, "people"), "usage share": (0, "%"), "score": (1, ""), "weight": (2, "kg"), "margin": (2, ""), "rank": (3, "")}
ADDED = {"score", "rank"}
CHOICES = {"lane": (1, "one of"), "archetype": (2, "first of"), "side": (3, "all of")}
# How often a set of rules has what: one that has everything leaves most to the slower of two ways.
FEATURES = {"variables": 0.75, "quantifiers": 0.6, "numbers": 0.4, "choices": 0.3, "conflicts": 0.5, "comparisons": 0.5,
            "recursion": 0.5, "open numbers": 0.4, "open choices": 0.4, "open conflicts": 0.75, "read conclusions": 0.4, "new numbers": 0.4,
            "quotes": 0.3, "webs": 0.15}
PICKS = ["fast", "slow", "nothing", "careful"]


class Rules:
    """Random rules that read like those of a person, in levels so that no circle goes through what is denied or counted."""

    def __init__(self, source):
        self.random = source
        self.features = {f: source.random() < share for f, share in FEATURES.items()}
        self.kinds = {k: KINDS[k] for k in source.sample(list(KINDS), source.randint(1, 3))}
        if not self.features["quotes"]:
            self.kinds = {k: (plural, [m for m in members if m[0] != '"']) for k, (plural, members) in self.kinds.items()}
        self.bases = source.sample(BASES, source.randint(3, 5))
        self.members = [m for _, members in self.kinds.values() for m in members]
        self.words = source.sample(WORDS, 3)
        # What rules and profiles mostly speak of, so that they meet.
        self.focus = source.sample(self.members, 3) + self.words[:1]
        self.properties = source.sample(PROPERTIES, 3)
        self.places = {verb: [None] * (3 + verb.count(" ") if " " in verb else 2) for verb in [*self.bases, *MADE]}
        self.options = {}
        # The verbs of a conflict that profiles are made to have.
        self.clash = []
        self.statements = self.declarations()
        self.most = source.choice([1, 2, 3, 3])
        names = iter(range(1, 100))
        for level in range(1, self.most + 1):
            for _ in range(source.randint(2, 5)):
                self.statements.append(self.rule(level, next(names)))
        if self.features["conflicts"]:
            if self.features["open conflicts"]:
                self.clash = source.sample([v for v in [*self.bases, *MADE] if self.places[v] == [None, None]], 2)
                self.statements.append(f"rule clash: ?p {self.clash[0]} ?x conflicts with ?p {self.clash[1]} ?x")
            self.statements += [self.conflict(next(names)) for _ in range(source.randint(1, 3))]
            if source.random() < 0.4:
                about = source.choice(["any conflict", "at least 2 conflicts", "exactly 1 conflict", "no conflict"])
                subject = source.choice(["", "?p ", "someone "]) if about[0] == "a" else ""
                self.statements.append(f"rule alarm: {subject}faces {about} → {'?p ' * (subject == '?p ')}has an open audit")
        if self.one((True, False, False)):
            self.statements.append(f"outcome {', '.join(source.sample(['captures', 'reaches', 'favours'], 2))}")

    def one(self, options):
        return self.random.choice(options)

    def chance(self, probability):
        return self.random.random() < probability

    def declarations(self):
        lines = []
        for kind, (plural, members) in self.kinds.items():
            lines.append(f"kind {kind}{'' if plural == kind + 's' else f' ({plural})'}: {', '.join(members)}")
        for verb in [*self.bases, *MADE]:
            if verb not in DECLARED:
                self.places[verb] = [None, None]
                continue
            kinds = [self.one(["", *self.kinds]) for _ in range(DECLARED[verb].count("{}"))]
            lines.append(DECLARED[verb].format(*kinds))
            open_places = re.findall(r"\((\w*)\)", lines[-1])
            if verb == "hides":
                open_places.insert(0, "")
            self.places[verb] = [k or None for k in open_places] or [None, None]
        for number, (_, unit) in NUMBERS.items():
            lines.append(f"number {number}" + f" in {unit}" * bool(unit))
        for choice, (_, policy) in CHOICES.items():
            otherwise = self.one(["", " otherwise nothing", " otherwise slow", " otherwise odd"])
            self.options[choice] = self.random.sample(PICKS, 3)
            lines.append(f"choice {choice}: {policy} {', '.join(self.options[choice])}{otherwise}")
        return lines

    # Clauses

    def text(self, verb, places):
        """A clause; a subject `self` is mostly left out."""
        subject, target, *rest = places
        words, *prepositions = verb.split(" ") if verb in ("leases from", "sells to through") else [verb]
        text = f"{words} {target}" + "".join(f" {p} {place}" for p, place in zip(prepositions, rest))
        return text if subject == "self" and not self.chance(0.05) else f"{subject} {text}"

    def constant(self, kind):
        fits = self.kinds[kind][1] if kind else [*self.members, *self.words]
        return self.one([w for w in self.focus if w in fits and self.chance(0.8)] or fits)

    def readable(self, level):
        return self.bases + [v for v, made in MADE.items() if made <= level] * 2

    def clause(self, level, subject, target):
        """A positive clause whose further places are constants, and the kinds of its places."""
        verb = self.one(self.readable(level))
        kinds = self.places[verb]
        subject = subject or self.constant(kinds[0])
        target = target or self.constant(kinds[1])
        return self.text(verb, [subject, target, *(self.one(["_", self.constant(k)]) for k in kinds[2:])])

    def counted(self, level, subject):
        """A clause with a quantifier, of a lower level."""
        verb = self.one([v for v in self.readable(level - 1) if len(self.places[v]) == 2])
        kind = self.places[verb][1] or self.one(list(self.kinds))
        plural = self.kinds[kind][0]
        which = self.one([
            f"any {kind}", f"no {kind}", f"every {kind}", f"at least {self.one([1, 2, 2, 3])} {plural}",
            f"at most {self.one([0, 1, 2])} {plural}", f"exactly {self.one([1, 2])} {plural}", f"only {self.constant(self.places[verb][1])}"])
        if self.chance(0.15):
            which, subject = self.constant(self.places[verb][1]), self.one(["someone else", "no one", "no one else", "someone"])
        return self.text(verb, [subject, which])

    def body(self, level, kind):
        """Positive clauses, and the variables that they bind."""
        if not self.features.get(f"open {kind}s", True):
            return [self.clause(0, self.one(["self", "self", None]), None) for _ in range(self.one([1, 1, 2]))], []
        if not self.features["variables"]:
            return [self.clause(level, self.one(["self", "self", None]), None) for _ in range(self.one([1, 1, 2]))], []
        first = self.one(["self", "self", "?p", None])
        owner = ["?p"] if first == "?p" else []
        match self.random.randrange(8):
            case 0:
                return [self.clause(level, "self", None) for _ in range(self.one([1, 1, 2]))], []
            case 1:
                return [self.clause(level, first, "?x")], owner + ["?x"]
            case 2 | 3:
                return [self.clause(level, first, "?x"), self.clause(level, "?x", "?y")], owner + ["?x", "?y"]
            case 4:
                return [self.clause(level, "?p", "?x"), self.clause(level, self.one(["self", "?p"]), "?x")], ["?p", "?x"]
            case 5:
                return [self.clause(level, "someone else", self.one(["?x", None]))] * 1 + [self.clause(level, "self", "?x")], ["?x"]
            case 6:
                return [self.clause(level, "?p", None)], ["?p"]
        return [self.one(["", "?p has "]) + self.one(self.properties), self.clause(level, "?p", "?x")], ["?p", "?x"]

    def tests(self, level, bound):
        subject = self.one([*bound, "self"])
        possessive = "" if subject == "self" else f"{subject}'s "
        options = [f"not {self.clause(level - 1, subject, None)}", f"not {self.clause(level - 1, 'self', self.one([*bound, None]))}"]
        options += [self.counted(level, self.one([subject, "self"])) for _ in range(2)] * self.features["quantifiers"]
        numbers = [n for n, (made, _) in NUMBERS.items() if made < (level if self.features["read conclusions"] else 1)]
        operator = self.one([">", "≥", "<", "is at most", "is", "≠"])
        options += [f"{possessive}{self.one(numbers)} {operator} {self.one([0, 1, 2, 3, 40])}"] * 2 * self.features["comparisons"]
        choices = [c for c, (made, _) in CHOICES.items() if made < level and self.features["choices"]]
        options += [f"{c} is {self.one(['', 'not '])}{self.one(self.options[c])}" for c in choices]
        options += [f"{v} is a {self.one(list(self.kinds))}" for v in bound[:1]]
        options += [f"{bound[0]} is not {self.one([*bound[1:], 'self'])}"] if bound else []
        return self.random.sample(options, self.one([0, 0, 1, 1, 2]))

    # Statements

    def rule(self, level, index):
        """Rules that add, set or pick look at lower levels only; others may be recursive."""
        kinds = ["fact"] * 3 + ["number"] * 2 * self.features["numbers"] + ["choice"] * self.features["choices"]
        kind = self.one(kinds + ["known"] * self.features["recursion"])
        lower = level if kind == "fact" else level - 1
        if kind == "known" and level == 1 and "adjoins" in self.bases:
            condition, conclusion = self.one([
                ("reaches ?x and ?x adjoins ?y", "reaches ?y"), ("?x reaches ?y and ?y adjoins ?z", "?x reaches ?z"),
                ("?x reaches ?y and ?y reaches ?z", "?x reaches ?z"),
                ("?x adjoins ?y", "?x reaches ?y"), ("adjoins ?y", "reaches ?y")])
            return f"rule r{index}: {condition} → {conclusion}"
        clauses, bound = self.body(lower, kind)
        parts = clauses + self.tests(level, bound)
        if self.chance(0.1):
            self.random.shuffle(parts)
        if level > 1 and self.chance(0.2):
            parts.insert(0, CONCLUDED[level - 1])
        condition = self.one([" and ", " and ", ", "]).join(parts)
        if self.chance(0.2):
            other = [self.clause(lower, bound[0] if bound else "self", bound[1] if len(bound) > 1 else None)]
            other += self.tests(level, bound[:2])
            if len(bound) < 3:
                condition += " or " + " and ".join(other)
        conclusions = self.conclusions(kind, level, bound)
        unless = f" unless {self.one(self.tests(level, bound) or [self.clause(level - 1, 'self', None)])}" * self.chance(0.2)
        name = f"rule r{index}: " * self.chance(0.8)
        return f"{name}{condition} → {', '.join(conclusions)}{unless}" + '\n  because "It was seen."' * self.chance(0.1)

    def conclusions(self, kind, level, bound):
        subject = self.one([*bound, *bound, "self"])
        if kind == "number":
            number = self.one([n for n, (made, _) in NUMBERS.items() if made == level] or ["score"])
            name = number if subject == "self" else f"{subject}'s {number}"
            read = self.one([n for n, (made, unit) in NUMBERS.items() if made < level and unit in ("", NUMBERS[number][1])] or ["2"])
            amount = self.one([1, 2, 0.5, -1, 7, read, f"{read} / ({read} + 1)", f"3 * {read} * {read}", f"{subject}'s {read} * 2" if subject != "self" and read != "2" else f"{read} + 1"])
            unit = f" {NUMBERS[number][1]}".replace(" %", "%") * (isinstance(amount, (int, float)) and self.chance(0.5))
            return [f"add {amount} to {name}" if number in ADDED else f"{name} is {amount}{unit.rstrip()}"]
        if kind == "choice":
            choice = self.one([c for c, (made, _) in CHOICES.items() if made == level])
            return [f"{choice} is {self.one(self.options[choice])}"]
        made = [v for v, own in MADE.items() if own == level]
        heads = [self.text(self.one(made), [subject, self.one([*bound, self.constant(None)])]),
                 f"{'' if subject == 'self' else subject + ' has '}{CONCLUDED[level]}"]
        return self.random.sample(heads, self.one([1, 1, 1, 2]))

    def conflict(self, index):
        with_variables = self.features["open conflicts"] and self.chance(0.9)
        owner, level = self.one(["self", "?p", "?p"] if with_variables else ["self"]), self.most
        first = self.clause(level, owner, "?x" if with_variables and self.chance(0.7) else None)
        bound = [v for v in (owner, "?x") if v in first or v == "self"]
        second = self.one([self.clause(level, owner, self.one([*bound[1:], *bound[1:], None])), self.one(self.properties)])
        if owner == "?p" and "?p" not in second:
            second = f"?p has {second}"
        if self.chance(0.3):
            second += " and " + self.clause(level, self.one(bound), None)
        return f"rule c{index}: " * self.chance(0.7) + f"{first} conflicts with {second}"


class Lines:
    """Random profiles for rules, as lines of JSON."""

    def __init__(self, source, rules, with_wrong):
        self.random, self.rules, self.with_wrong = source, rules, with_wrong
        self.known = [*rules.members, *rules.words]
        self.webs = [v for v in [*rules.bases, *MADE] if v in ("adjoins", "reaches", "owns", "depends on", "uses", "captures")]
        # One in so many words is written another way.
        self.variety = 1000
        self.verbs = rules.bases * 3 + [v for v in MADE if source.random() < 0.5]

    def new_word(self, index):
        return f"{self.random.choice(NEW)} {self.random.choice([1, 2, index, 17])}"

    def word(self, kind, pool):
        members = self.rules.kinds[kind][1] if kind else pool
        word = self.random.choice([w for w in members if w in pool] or members)
        match self.random.randrange(self.variety):
            case 0 if word[0] != '"':
                return word.upper()
            case 1 if self.rules.features["quotes"]:
                return word if word[0] == '"' else f'"{word}"'
            case 2 if word[0] != '"':
                return f"the {word}"
            case 3 if word[0] != '"':
                return word.replace("ö", "o\u0308").replace("é", "e\u0301").replace(" ", "  ")
        return word

    def line(self, index):
        source = self.random
        known = source.sample(self.rules.focus, 2) + source.sample(self.known, source.choice([0, 1, 1, 4]))
        pool = list(dict.fromkeys(known + [self.new_word(index) for _ in range(source.choice([0, 0, 1, 3]))]))
        self.variety = source.choice([12, 1000, 1000, 1000])
        facts = []
        for _ in range(source.choice([2, 8, 12, 16, 24])):
            verb = source.choice(self.verbs)
            subject, *rest = self.rules.places[verb]
            facts.append(self.rules.text(verb, [
                "self" if source.random() < 0.4 else self.word(subject, pool), *(self.word(k, pool) for k in rest)]))
        if self.rules.features["webs"] and source.random() < 0.1:
            web = [f"{source.choice(NEW)} {i}" for i in range(source.choice([6, 12, 20]))]
            facts += [f"{a} {source.choice(self.webs)} {b}" for a, b in zip(web, web[1:])] + [f"{self.webs[0]} {web[0]}"]
            facts += [f"{source.choice(web)} {self.webs[0]} {source.choice(web)}" for _ in range(len(web) // 2)]
        facts += [source.choice(["", "", f"{source.choice(pool)} has "]) + p for p in self.rules.properties if source.random() < 0.3]
        # What rules conclude may be given too.
        if self.rules.clash and source.random() < 0.3:
            clash = [f"{source.choice(pool)} {verb} {source.choice(pool)}" for verb in self.rules.clash]
            facts += [*clash, clash[0].replace(*self.rules.clash)]
            facts += [source.choice(["", f"{source.choice(pool)} "]) + "faces clash"] * (source.random() < 0.5)
        facts += [f"{source.choice(pool)} has {p}" for p in CONCLUDED if source.random() < 0.05]
        numbers = {}
        for number, (level, unit) in NUMBERS.items():
            for subject in ("self", *pool[:4]):
                if '"' in subject or (subject not in self.known and subject != "self" and not self.rules.features["new numbers"]):
                    continue
                if source.random() < (0.3 if level == 0 else 0.06):
                    name = number if subject == "self" else f"{subject}'s {number}"
                    value = source.choice([0, 1, 2, 3, 40, 2.5, -3] * 5 + [999999999999999999, 0.0005])
                    text = f"{value} {unit}".strip().replace(" %", "%")
                    where = source.random()
                    if where < 0.15:
                        facts.append(f"{name} is {text}")
                    if where > 0.13:
                        numbers[name] = source.choice([text, value, str(value)])
        return self.written(index, facts, numbers)

    def written(self, index, facts, numbers):
        source = self.random
        source.shuffle(facts)
        if facts and source.random() < 0.1:
            facts.append(source.choice(facts))
        value = {"profile": source.choice(["P", "P", "P", 'B\u00e4r "q"', "tab\t/\\"]) + f" {index}", "facts": facts}
        if numbers or source.random() < 0.2:
            value["numbers"] = numbers
        if source.random() < 0.1:
            pick = source.choice(self.rules.options[c := source.choice(list(CHOICES))])
            value["choices"] = source.choice([{}, {c: pick}, {c: [pick]}])
        if source.random() < 0.1:
            value["unknown"] = [self.rules.clause(0, "self", None).replace("_", "Zoë")] if source.random() < 0.5 else []
        if source.random() < 0.02:
            del value["profile"]
        if source.random() < 0.1:
            value = dict(source.sample(list(value.items()), len(value)))
        text = json.dumps(value, ensure_ascii=source.random() < 0.2, separators=source.choice([(",", ":"), (", ", ": ")]))
        return wrong(text, source) if self.with_wrong and source.random() < 0.04 else text


# What leaves a profile to the slower of two ways.
NOTHING_ELSE = {"memberships": (), "picks": (), "unknown": ()}


def wrong(text, source):
    """The line with a mistake."""
    return source.choice([
        text[:-2], text.replace(":", " ", 1), "[]", "   ", text.replace('"facts"', '"facst"'), text.replace('["', '["owns ", "', 1),
        text.replace('["', '["owns a and b", "', 1), text.replace("}", ',"numbers":{"score":"3 apples"}}'), '{"facts": 3}', ""])


def renamed(text, words, source):
    """The line with a word that no rule knows in place of one that they may know."""
    if source.random() < 0.7:
        return text
    return text.replace(source.choice(words), f"{source.choice(NEW)} {source.randint(1, 30)}")


def case(seed):
    """The statements and lines of a seed, and whether lines that are wrong are passed over."""
    source = random.Random(seed)
    keeps_going, count = source.random() < 0.6, source.choice([120, 200, 300, 600])
    if seed % 2:
        generator = Generator(seed)
        program = generator.program()
        writer = Writer(program, Free(source))
        profiles = [replace(generator.profile(program, f"P {i}"), **({} if i % 9 == 0 else NOTHING_ELSE)) for i in range(count)]
        lines = [renamed(writer.ndjson(p), generator.terms, source) if keeps_going else writer.ndjson(p) for p in profiles]
        return writer.declarations() + [writer.statement(s) for s in program.statements], lines, keeps_going
    rules = Rules(source)
    maker = Lines(source, rules, keeps_going)
    return rules.statements, [maker.line(i) for i in range(count)], keeps_going
