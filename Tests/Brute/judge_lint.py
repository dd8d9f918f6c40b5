#!/usr/bin/env python3
"""Judges the findings about meaning by brute force: every profile of a small rule set is evaluated by clingo.

    judge_lint.py [--count N] [--seed S] [--jobs N] [--tenet PATH]

Each check has a verdict here for each rule, clause and choice, made from all profiles alone. A finding without its verdict is a
disagreement, and so is a verdict without its finding; a witness must be one of the smallest profiles that show the finding. A profile
is any set of base facts: those that some rule reads and none concludes.
"""

import sys
from collections import Counter, defaultdict
from dataclasses import replace

from small import OWNS, CAPTURES, SmallGenerator, base_facts, is_contested
from abstract import HAS, SELF, And, Clause, Conflict, Not, Or, Pick, Quantifier, Rule, Verb
from strata import levels
from text import Writer, comparable
from world import World, main, require

LACKS = Verb("lacks")
MEANING = {
    "unreachable-rule", "impossible-condition", "always-true-condition", "irrelevant-condition", "duplicate-rule", "subsumed-rule",
    "redundant-rule", "self-supporting-rule", "baseless-circle", "exception-never-applies", "exception-always-applies",
    "conflict-never", "conflict-always", "choice-overlap", "choice-gap", "contradictory-conclusions"}


class LintGenerator(SmallGenerator):
    """Small rule sets in which rules may also say what is captured and lacked."""

    def __init__(self, seed):
        super().__init__(seed, limit=6)
        if self.chance(0.4):
            self.derived += [Clause(verb, (SELF, "usage")) for verb in (CAPTURES, LACKS)]

    def complete(self, statements):
        return replace(super().complete(statements), verbs=(OWNS, CAPTURES, LACKS))

    def rule(self, index):
        rule = super().rule(index)
        # Rules that are nearly another one: the same condition with one clause more, or turned round.
        if index and self.chance(0.25) and self.made:
            other = self.random.choice(self.made)
            condition = other.condition
            if self.chance(0.4):
                condition = self.flat(And, (condition, self.literal()))
            elif isinstance(condition, (And, Or)):
                condition = replace(condition, parts=condition.parts[::-1])
            rule = replace(other, name=f"r{index}", condition=condition)
        self.made.append(rule)
        return rule

    @property
    def made(self):
        return self.__dict__.setdefault("rules_made", [])


# Conditions: what stands in them, and what is left without a part.

def parts_of(condition):
    return condition.parts if isinstance(condition, And) else (condition,)


def body(statement):
    """The condition with the exception as one more part, as a conflict's two sides are."""
    if isinstance(statement, Conflict):
        parts = (*parts_of(statement.left), *parts_of(statement.right))
        return parts[0] if len(parts) == 1 else And(parts)
    if statement.unless is None:
        return statement.condition
    return And((*parts_of(statement.condition), Not(statement.unless)))


def nodes(condition, path=(), positive=True):
    """Every part with the path to it and whether it stands outside every `not`; a `not` and what it negates are one part."""
    yield condition, path, positive
    inner = condition
    while isinstance(inner, Not):
        inner, path, positive = inner.condition, (*path, None), not positive
    if isinstance(inner, (And, Or)):
        for index, part in enumerate(inner.parts):
            yield from nodes(part, (*path, index), positive)


def is_leaf(condition):
    while isinstance(condition, Not):
        condition = condition.condition
    return not isinstance(condition, (And, Or))


def leaves_below(condition, path):
    return {p for part, p, _ in nodes(condition, path) if is_leaf(part)}


def without(condition, path):
    """The condition without a part; None where nothing is left."""
    if not path:
        return None
    if path[0] is None:
        inner = without(condition.condition, path[1:])
        return None if inner is None else Not(inner)
    index = path[0]
    rest = without(condition.parts[index], path[1:])
    parts = (*condition.parts[:index], *(() if rest is None else (rest,)), *condition.parts[index + 1:])
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else type(condition)(parts)


def signed(condition, positive):
    """A leaf with the sign that it has where it stands."""
    negative = not positive
    while isinstance(condition, Not):
        condition, negative = condition.condition, not negative
    return Not(condition) if negative else condition


def ways(condition, holds=True):
    """The condition as alternatives of signed leaves."""
    match condition:
        case Not(inner):
            return ways(inner, not holds)
        case And(parts) | Or(parts) if isinstance(condition, And) == holds:
            result = [[]]
            for part in parts:
                result = [left + right for left in result for right in ways(part, holds)]
            return result
        case And(parts) | Or(parts):
            return [way for part in parts for way in ways(part, holds)]
    return [[(condition, holds)]]


def waits_for(way):
    """The facts without which one way cannot hold."""
    return [leaf for leaf, holds in way if holds and isinstance(leaf, Clause) and not isinstance(leaf.places[1], Quantifier)]


def probe(text):
    return Clause(HAS, (SELF, text))


class Case:
    """One rule set, its answers for every profile, and the findings about it."""

    def __init__(self, seed, files):
        generator = LintGenerator(seed)
        self.program = generator.program()
        self.statements = self.program.statements
        self.base = base_facts(self.statements, generator.layers, self.program.choices)
        self.writer = Writer(self.program)
        probes = [Rule(None, condition, (probe(name),)) for name, condition in self.probes()]
        self.world = World(replace(self.program, statements=(*self.statements, *probes)), self.base)
        self.states = [s for s in self.world.states if not is_contested(s, self.program.choices, ("one of", "first of"))]
        self.fires = [self.shown(f"fires {index}") for index in range(len(self.statements))]
        self.useless = [isinstance(s, Rule) and self.same_without(index) for index, s in enumerate(self.statements)]
        self.found = defaultdict(lambda: defaultdict(list))
        self.read(files)

    def probes(self):
        """A fact for each thing that a check asks about."""
        for index, statement in enumerate(self.statements):
            whole = body(statement)
            yield f"fires {index}", whole
            if isinstance(statement, Rule) and statement.unless is not None:
                yield f"meets {index}", statement.condition
                yield f"excused {index}", And((statement.condition, statement.unless))
            for number, (leaf, _, positive) in enumerate(self.own_leaves(statement)):
                yield f"leaf {index} {number}", signed(leaf, positive)
            if isinstance(statement, Conflict):
                for number, (_, path, _) in enumerate(nodes(whole)):
                    if path and without(whole, path) is not None:
                        yield f"variant {index} {number}", without(whole, path)

    @staticmethod
    def own_leaves(statement):
        """The leaves of a condition, those of its exception left out."""
        conditions = [statement.left, statement.right] if isinstance(statement, Conflict) else [statement.condition]
        return [node for condition in conditions for node in nodes(condition) if is_leaf(node[0])]

    def read(self, files):
        declarations = self.writer.declarations()
        lines = [*declarations, *map(self.writer.statement, self.statements)]
        files.write("rules.tenet", "".join(line + "\n" for line in lines))
        for finding in files.ask("lint", "rules.tenet", status=(0, 1))["findings"]:
            if finding["check"] in MEANING:
                self.found[finding["line"] - 1 - len(declarations)][finding["check"]].append(finding)
        self.choice_lines = {line.split(":")[0].removeprefix("choice "): number - len(declarations)
                             for number, line in enumerate(declarations) if line.startswith("choice ")}

    def shown(self, name):
        return frozenset(s for s in self.states if name in self.world.answers[s].facts)

    def same(self, statements):
        """Whether other rules come to the same in every profile."""
        other = World(replace(self.program, statements=tuple(statements)), self.base)
        for state in self.states:
            before, after = self.world.answers[state], other.answers[state]
            facts = {f for f in before.facts if f.split(" ")[0] not in ("fires", "meets", "excused", "leaf", "variant")}
            if facts != set(after.facts) or before.choices != after.choices or before.conflicts != after.conflicts:
                return False
        return True

    def same_without(self, index):
        return self.same(self.statements[:index] + self.statements[index + 1:])

    def same_with(self, index, statement):
        return self.same((*self.statements[:index], statement, *self.statements[index + 1:]))

    # Comparing

    def agree(self, index, check, wanted, reason, states=None):
        """The check is there as often as wanted, with a smallest witness among the states."""
        found = self.found[index][check]
        name = self.statements[index].name if index >= 0 else "the choice"
        require(bool(found) == wanted, f"{check} of {name}: tenet says {bool(found)}, {reason}", *found)
        for finding in found:
            self.agree_witness(finding, states)

    def agree_witness(self, finding, states):
        if states is None:
            return
        witness = frozenset(map(comparable, finding["witness"]))
        shown = [frozenset(map(self.world.text, s)) for s in states]
        if not shown:
            require(not witness, "a witness where no profile can show it", finding)
            return
        require(witness in shown and len(witness) == min(map(len, shown)), "the witness is none, or not a smallest one", finding)


def judge_conflict(case, index):
    fires = case.fires[index]
    case.agree(index, "conflict-never", not fires, f"it holds in {len(fires)} profiles")
    case.agree(index, "conflict-always", len(fires) == len(case.states), f"it holds in {len(fires)} profiles", fires)
    return 2


def judge_reach(case, index, rule):
    fires = case.fires[index]
    case.agree(index, "unreachable-rule", not fires, f"it fires in {len(fires)} profiles")
    case.agree(index, "redundant-rule", case.useless[index], f"it can go: {case.useless[index]}", fires)
    needed = [c for c in rule.conclusions if isinstance(c, Clause) and all((c, True) in way for way in ways(body(rule)))]
    case.agree(index, "self-supporting-rule", bool(needed), f"it needs {needed}")
    if rule.unless is None:
        return 3
    meets, excused = case.shown(f"meets {index}"), case.shown(f"excused {index}")
    reason = f"it applies in {len(excused)} of {len(meets)} profiles"
    case.agree(index, "exception-never-applies", bool(meets) and not excused, reason, meets)
    case.agree(index, "exception-always-applies", bool(meets) and excused == meets, reason, meets)
    return 5


def judge_pairs(case, index, rule):
    """Whether another rule says as much."""
    def is_pair(other, is_same):
        second, own = case.statements[other], case.fires[index]
        if other == index or not isinstance(second, Rule) or not own or not case.useless[index]:
            return False
        if is_same:
            return (set(rule.conclusions) == set(second.conclusions) and own == case.fires[other]
                    and (other < index or not case.useless[other]))
        is_narrower = own != case.fires[other] or set(rule.conclusions) != set(second.conclusions)
        return set(rule.conclusions) <= set(second.conclusions) and own <= case.fires[other] and is_narrower

    others = range(len(case.statements))
    twins = [o for o in others if is_pair(o, True)]
    wider = [o for o in others if is_pair(o, False)]
    case.agree(index, "duplicate-rule", bool(twins), f"its twins are {twins}", case.fires[index])
    case.agree(index, "subsumed-rule", bool(wider) and not twins, f"wider ones are {wider}", case.fires[index])
    return 2


def judge_leaves(case, index, statement):
    """Clauses that hold always or never."""
    wanted = {"impossible-condition": Counter(), "always-true-condition": Counter()}
    for number, (leaf, _, positive) in enumerate(case.own_leaves(statement)):
        states = case.shown(f"leaf {index} {number}")
        text = comparable(case.writer.condition(signed(leaf, positive), 3))
        if not states:
            wanted["impossible-condition"][text] += 1
        if len(states) == len(case.states):
            wanted["always-true-condition"][text] += 1
    for check, texts in wanted.items():
        got = Counter(comparable(f["message"].split("`")[1]) for f in case.found[index][check])
        require(got == texts, f"{check} of {statement.name}: tenet says {dict(got)}, brute force {dict(texts)}")
    return 2 * (number + 1)


def judge_slack(case, index, statement):
    """Parts of a condition that could as well be left out."""
    whole = body(statement)
    slack, wanted, count = set(), 0, 0
    numbered = list(enumerate(nodes(whole)))
    for number, (part, path, _) in [n for n in numbered if is_leaf(n[1][0])] + [n for n in numbered if not is_leaf(n[1][0])]:
        below = leaves_below(part, path)
        variant = without(whole, path)
        if variant is None or below & slack:
            continue
        # A group whose only sign is a `not` around one leaf is that leaf.
        count += 1
        if isinstance(statement, Conflict):
            can_go = case.shown(f"variant {index} {number}") == case.fires[index]
        else:
            can_go = case.same_with(index, replace(statement, condition=variant, unless=None))
        if can_go:
            slack |= below
            wanted += 1
    found = case.found[index]["irrelevant-condition"]
    require(len(found) == wanted, f"irrelevant-condition of {statement.name}: tenet says {len(found)}, brute force {wanted}",
            *found, sorted(map(str, slack)))
    for finding in found:
        case.agree_witness(finding, case.fires[index])
    return count


def judge_circles(case):
    """Rules that conclude only each other's conditions."""
    founded, known = set(), set(case.base)
    bodies = [ways(body(s)) for s in case.statements]
    grows = True
    while grows:
        grows = False
        for index, statement in enumerate(case.statements):
            if index not in founded and any(set(waits_for(way)) <= known for way in bodies[index]):
                founded.add(index)
                known |= set(statement.conclusions)
                grows = True
    waiting = {}
    for index in set(range(len(case.statements))) - founded:
        missing = {f for way in bodies[index] for f in waits_for(way)} - known
        waiting[index] = {o for o, s in enumerate(case.statements) if o not in founded and missing & set(s.conclusions)}

    def reach(start):
        seen, ahead = set(), [start]
        while ahead:
            new = waiting[ahead.pop()] - seen
            seen |= new
            ahead += new
        return seen

    circles = [frozenset(o for o in reach(i) | {i} if o == i or i in reach(o)) for i in waiting]
    firsts = {min(circle) for circle in circles if len(circle) > 1}
    for index in range(len(case.statements)):
        case.agree(index, "baseless-circle", index in firsts, f"circles are {circles}")
        if index in waiting:
            require(not case.fires[index], "a rule of a baseless circle fires")
    return len(case.statements)


def judge_contradictions(case, index, rule):
    """What one rule concludes against itself, or every profile."""
    fires = case.fires[index]
    texts = {case.world.text(c) for c in rule.conclusions if isinstance(c, Clause)}
    own = {f for f in fires} if {"captures usage", "lacks usage"} <= texts else set()
    for other, conflict in enumerate(case.statements):
        if isinstance(conflict, Conflict) and fires and fires <= case.fires[other]:
            sides = [any(positive and leaf in rule.conclusions for leaf, _, positive in nodes(side))
                     for side in (conflict.left, conflict.right)]
            if all(sides):
                own = fires
    everywhere = all({"captures usage", "lacks usage"} <= set(case.world.answers[s].facts) for s in case.states)
    first = next((i for i, s in enumerate(case.statements) if Clause(CAPTURES, (SELF, "usage")) in s.conclusions), None)
    wanted = bool(own) or everywhere and first == index
    case.agree(index, "contradictory-conclusions", wanted, f"own: {bool(own)}, everywhere: {everywhere}")
    return 1


def judge_choices(case):
    """Whether picks can contest a choice, or leave it without any."""
    for name, choice in case.program.choices.items():
        answers, line = case.world.answers, case.choice_lines[name]
        contested = [s for s in case.states if answers[s].choices[name][1]]
        empty = [s for s in case.states if not answers[s].choices[name][0]] if choice.otherwise is None else []
        case.agree(line, "choice-overlap", bool(contested), f"{len(contested)} profiles show it", contested)
        case.agree(line, "choice-gap", bool(empty), f"{len(empty)} profiles show it", empty)
    return 2 * len(case.program.choices)


def judge(seed, files):
    case = Case(seed, files)
    count = judge_choices(case) + judge_circles(case)
    for index, statement in enumerate(case.statements):
        count += judge_leaves(case, index, statement) + judge_slack(case, index, statement)
        if isinstance(statement, Conflict):
            count += judge_conflict(case, index)
        else:
            count += judge_reach(case, index, statement) + judge_pairs(case, index, statement)
            count += judge_contradictions(case, index, statement)
    return count


if __name__ == "__main__":
    sys.exit(main({"lint": judge}, __doc__.split("\n")[0]))
