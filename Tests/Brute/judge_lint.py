#!/usr/bin/env python3
"""Judges the findings about meaning by brute force: every profile of a small rule set is evaluated by clingo.

    judge_lint.py [--count N] [--seed S] [--jobs N] [--tenet PATH]

Each finding must be true, and what is true must be found. A profile here is any set of base facts: those that some rule reads and
none concludes.
"""

import sys
from collections import defaultdict
from dataclasses import replace

from small import SmallGenerator, base_facts
from abstract import HAS, SELF, And, Clause, Conflict, Not, Pick, Rule
from shrink import smaller_conditions
from strata import levels
from text import Writer, comparable
from world import World, main, require

# What may be said of a rule whose removal changes no profile.
USELESS = {"unreachable-rule", "duplicate-rule", "subsumed-rule", "redundant-rule", "self-supporting-rule", "baseless-circle"}
# What may be said of a rule of which a condition can go.
SLACK = USELESS | {"irrelevant-condition", "always-true-condition", "impossible-condition", "exception-never-applies"}


def probe(text):
    return Clause(HAS, (SELF, text))


class Probed:
    """A rule set with a fact for each thing that a check asks about, in every profile."""

    def __init__(self, program, base):
        probes = []
        for index, statement in enumerate(program.statements):
            probes.append(Rule(None, statement.whole, (probe(f"fires {index}"),)))
            if isinstance(statement, Rule) and statement.unless is not None:
                probes.append(Rule(None, statement.condition, (probe(f"meets {index}"),)))
                probes.append(Rule(None, And((statement.condition, statement.unless)), (probe(f"excused {index}"),)))
        self.world = World(replace(program, statements=(*program.statements, *probes)), base)

    def states(self, text):
        """The profiles in which a probe holds."""
        return [s for s in self.world.states if text in self.world.answers[s].facts]


def same_answers(before, after):
    return all(not before.answers[s].differences(after.answers[s]) for s in before.states)


def variants(statement):
    """The statement with one part less."""
    if isinstance(statement, Conflict):
        return
    for condition in smaller_conditions(statement.condition):
        yield replace(statement, condition=condition)
    if statement.unless is not None:
        yield replace(statement, unless=None)
        yield replace(statement, condition=Not(statement.unless), unless=None)
        for unless in smaller_conditions(statement.unless):
            yield replace(statement, unless=unless)


def top_variants(statement):
    """The statement without one of the conditions that it joins."""
    if isinstance(statement, Rule) and isinstance(statement.condition, And):
        parts = statement.condition.parts
        for index in range(len(parts)):
            rest = parts[:index] + parts[index + 1:]
            yield replace(statement, condition=rest[0] if len(rest) == 1 else And(rest))


class Case:
    """One rule set with the findings about it."""

    def __init__(self, seed, files):
        generator = SmallGenerator(seed, limit=6)
        self.program = generator.program()
        self.base = base_facts(self.program.statements, generator.layers)
        self.probed = Probed(self.program, self.base)
        self.world = World(self.program, self.base)
        writer = Writer(self.program)
        declarations = writer.declarations()
        files.write("rules.tenet", "".join(line + "\n" for line in [*declarations, *map(writer.statement, self.program.statements)]))
        answer = files.ask("lint", "rules.tenet", status=(0, 1))
        self.found = defaultdict(dict)
        self.about_choice = {}
        for finding in answer["findings"]:
            index = finding["line"] - 1 - len(declarations)
            if index >= 0:
                self.found[index][finding["check"]] = finding
            elif finding["check"].startswith("choice-"):
                self.about_choice[finding["check"]] = finding

    def agree(self, index, check, wanted, reason):
        got = check in self.found[index]
        require(got == wanted, f"{check} of line {self.program.statements[index].name}: tenet says {got}, {reason}", self.found[index].get(check))

    def without(self, index):
        statements = self.program.statements
        return World(replace(self.program, statements=statements[:index] + statements[index + 1:]), self.base)

    def with_variant(self, index, variant):
        """The world of the program with another statement in the place, or None where that is circular."""
        statements = list(self.program.statements)
        statements[index] = variant
        if levels(statements, {}) is None:
            return None
        return World(replace(self.program, statements=tuple(statements)), self.base)

    def droppable(self, index, candidates):
        """The first variant that changes no profile."""
        for variant in candidates:
            world = self.with_variant(index, variant)
            if world is not None and same_answers(self.world, world):
                return variant
        return None


def judge_reach(case, index, statement):
    fires = case.probed.states(f"fires {index}")
    if isinstance(statement, Conflict):
        case.agree(index, "conflict-never", not fires, f"it holds in {len(fires)} profiles")
        case.agree(index, "conflict-always", len(fires) == len(case.world.states), f"it holds in {len(fires)} profiles")
        return 2
    case.agree(index, "unreachable-rule", not fires, f"it fires in {len(fires)} profiles")
    if statement.unless is None:
        return 1
    meets, excused = case.probed.states(f"meets {index}"), case.probed.states(f"excused {index}")
    if meets:
        case.agree(index, "exception-never-applies", not excused, f"it applies in {len(excused)} of {len(meets)} profiles")
        case.agree(index, "exception-always-applies", len(excused) == len(meets), f"it applies in {len(excused)} of {len(meets)} profiles")
    return 3


def judge_use(case, index, statement):
    """Rules and conditions that could go."""
    if isinstance(statement, Conflict):
        return 0
    found = case.found[index].keys()
    useless = same_answers(case.world, case.without(index))
    named = found & (USELESS - {"baseless-circle"})
    require(useless or not named, f"{sorted(named)} of {statement.name}: its removal changes a profile")
    twins = {check for at, others in case.found.items() for check in others if at != index and check in USELESS}
    require(not useless or found & USELESS or twins & {"duplicate-rule", "subsumed-rule", "baseless-circle"},
            f"the removal of {statement.name} changes no profile, and nothing is said of it")
    if "irrelevant-condition" in found or "always-true-condition" in found:
        require(case.droppable(index, variants(statement)), f"{sorted(found)} of {statement.name}: no condition can go")
    elif not useless and not found & SLACK:
        variant = case.droppable(index, top_variants(statement))
        require(variant is None, f"nothing is said of {statement.name}, and it could as well be", variant and Writer(case.program).statement(variant))
    return 2


def judge_choice(case):
    """Whether picks can contest a choice, or leave it without any."""
    picked = {c.choice for s in case.program.statements for c in s.conclusions if isinstance(c, Pick)}
    for name in picked:
        choice = case.program.choices[name]
        answers = case.world.answers
        contested = [s for s in case.world.states if answers[s].choices[name][1]]
        empty = [s for s in case.world.states if not answers[s].choices[name][0]]
        wanted = {"choice-overlap": contested, "choice-gap": empty if choice.otherwise is None else []}
        for check, states in wanted.items():
            finding = case.about_choice.get(check)
            require((finding is not None) == bool(states), f"{check}: tenet says {finding is not None}, {len(states)} profiles show it", finding)
            if finding is not None and finding.get("witness") is not None:
                witness = frozenset(map(comparable, finding["witness"]))
                shown = [frozenset(map(case.world.text, s)) for s in states]
                require(witness in shown and len(witness) == min(map(len, shown)), f"{check}: the witness", finding, sorted(map(sorted, shown))[:4])
        return 2
    return 0


def judge(seed, files):
    case = Case(seed, files)
    count = judge_choice(case)
    for index, statement in enumerate(case.program.statements):
        count += judge_reach(case, index, statement) + judge_use(case, index, statement)
    return count


if __name__ == "__main__":
    sys.exit(main({"lint": judge}, __doc__.split("\n")[0]))
