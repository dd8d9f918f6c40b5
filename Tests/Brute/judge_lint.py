#!/usr/bin/env python3
"""Judges the findings about meaning by brute force: every profile of a small rule set is evaluated by truth tables.

    judge_lint.py [--count N] [--seed S] [--jobs N] [--tenet PATH]

Each check has a verdict here for each rule, clause and choice, made from all profiles alone. A finding without its verdict is a
disagreement, and so is a verdict without its finding; a witness must be one of the smallest profiles that show the finding. A profile
is any set of base facts (those that some rule reads and none concludes), and any value of the numbers that some rule reads. The truth
tables are held against clingo themselves.

`ground` rule sets have no variables; `variables` has them over kinds of two or three members, with verbs of two such places, subjects
like `someone`, counts, numbers of each member and choices among them; some leave a place open to terms that nobody mentions.
`denials` has rules that each may take a term of its own not to fire. In `lines` one number is a multiple of another one, or so much
more.
"""

import random
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import partial

from small import CAPTURES
from abstract import SELF, AddNumber, Clause, Conflict, Profile, Rule, Var, bound_variables, is_binding, variables
from conditions import body, is_leaf, leaves_below, literals, nodes, shown, signed, ways, without
from answers import expected
from circles import judge_circles
from lintcases import LACKS, DenialGenerator, LineGenerator, LintGenerator, VariableGenerator
from tables import CONTESTED, Space, Tables, Vocabulary
from text import Writer, comparable
from world import main, require

MEANING = {
    "unreachable-rule", "impossible-condition", "always-true-condition", "irrelevant-condition", "duplicate-rule", "subsumed-rule",
    "redundant-rule", "self-supporting-rule", "baseless-circle", "exception-never-applies", "exception-always-applies",
    "conflict-never", "conflict-always", "choice-overlap", "choice-gap", "contested-number", "contradictory-conclusions"}


class Case:
    """One rule set, what every profile comes to, and the findings about it."""

    def __init__(self, generator, files):
        self.program = generator.program()
        self.statements = self.program.statements
        self.vocabulary = Vocabulary(self.program, strangers=generator.strangers)
        self.writer = Writer(self.program)
        self.found = defaultdict(lambda: defaultdict(list))
        self.read(files)
        self.space = Space(self.vocabulary, self.statements, self.witnessed())
        self.tables = Tables(self.program, self.statements, self.space)
        self.outcome = self.tables.outcome()
        self.names = {comparable(self.writer.clause(f)): f for f in self.space.base}
        self.picks = {comparable(self.writer.conclusion(p)): p for p in self.space.picks}
        self.numbers = {comparable(self.writer.number(*n)): n for n in self.space.given}
        self.fires = [self.ever(s, body(s)) for s in self.statements]
        self.useless = [isinstance(s, Rule) and self.same_without(index) for index, s in enumerate(self.statements)]

    def read(self, files):
        declarations = self.writer.declarations()
        lines = [*declarations, *map(self.writer.statement, self.statements)]
        files.write("rules.tenet", "".join(line + "\n" for line in lines))
        answer, notes = files.ask_aloud("lint", "rules.tenet", "--verbose", status=(0, 1))
        for finding in answer["findings"]:
            if finding["check"] in MEANING:
                self.found[finding["line"] - 1 - len(declarations)][finding["check"]].append(finding)
        # What a bound stopped, and says so, may be missing.
        noted = re.findall(r"^rules.tenet:(\d+):\d+: hint: not decided .* \[([a-z-]+)\]$", notes, re.M)
        self.undecided = {(int(line) - 1 - len(declarations), check) for line, check in noted}
        def lines_of(word):
            return {line.split(":")[0].split(" in ")[0].removeprefix(word): number - len(declarations)
                    for number, line in enumerate(declarations) if line.startswith(word)}

        self.choice_lines, self.number_lines = lines_of("choice "), lines_of("number ")

    def witnessed(self):
        """The amounts in tenths that witnesses give."""
        lines = [line for checks in self.found.values() for found in checks.values() for f in found for line in f["witness"]]
        return {float(found[1]) * 10 for found in (re.search(r" is (-?[0-9.]+)$", line) for line in lines) if found}

    # What holds when

    def bindings(self, statement, names=None):
        return self.vocabulary.bindings(variables(statement) if names is None else names, self.vocabulary.ranges(statement))

    def ever(self, statement, condition):
        """The profiles in which a condition holds with some binding of a statement's variables."""
        column = 0
        for binding in self.bindings(statement):
            column |= self.tables.holds(condition, binding)
        return column

    def by_binding(self, statement, condition, names):
        """For each binding of some variables the profiles in which a condition holds with it."""
        found = defaultdict(int)
        for binding in self.bindings(statement):
            found[tuple(binding[n] for n in names)] |= self.tables.holds(condition, binding)
        return {key: column for key, column in found.items() if column}

    def same(self, statements):
        """Whether other rules come to the same in every profile."""
        return Tables(self.program, statements, self.space).outcome() == self.outcome

    def same_without(self, index):
        return self.same(self.statements[:index] + self.statements[index + 1:])

    def same_with(self, index, statement):
        return self.same((*self.statements[:index], statement, *self.statements[index + 1:]))

    # Comparing

    def agree(self, index, check, wanted, reason, column=None):
        """The check is there as often as wanted, with a smallest witness of a column."""
        found = self.found[index][check]
        if (index, check) in self.undecided and not found:
            return
        name = self.statements[index].name if index >= 0 else "the number or choice"
        require(bool(found) == wanted, f"{check} of {name}: tenet says {bool(found)}, {reason}", *found)
        for finding in found:
            self.agree_witness(finding, column)

    def agree_witness(self, finding, column):
        if column is None:
            return
        if not column:
            require(not finding["witness"], "a witness where no profile can show it", finding)
            return
        least = self.space.least(column)
        require(len(finding["witness"]) == least, f"the smallest witnesses have {least} elements", finding)
        require(self.profile(finding["witness"]) & column, "the witness does not show it", finding)

    def profile(self, lines):
        """The profile with these facts and values. Values that are not tried are as the nearest one that is, and terms that
        nobody mentions as good as each other."""
        column = self.space.all
        lines = [comparable(line) for line in lines]
        strangers = list(dict.fromkeys(s for line in lines for s in re.findall(r"thing \d+", line)))
        if len(strangers) > len(self.vocabulary.strangers):
            return column
        lines = [re.sub(r"thing \d+", lambda found: f"thing {strangers.index(found[0]) + 1}", line) for line in lines]
        unknown = [line for line in lines if line not in self.names and line not in self.picks and line.rpartition(" is ")[0] not in self.numbers]
        require(not unknown, "the witness gives what no rule reads", *unknown)
        for text, fact in self.names.items():
            held = self.space.columns[fact]
            column &= held if text in lines else ~held
        for text, pick in self.picks.items():
            held = self.space.picks[pick]
            column &= held if text in lines else ~held
        amounts = {line.rpartition(" is ")[0]: float(line.rpartition(" is ")[2]) * 10 for line in lines
                   if line.rpartition(" is ")[0] in self.numbers}
        positions = self.space.values.positions(amounts.values())
        for name, number in self.numbers.items():
            column &= self.space.digits[number][positions[amounts[name]] if name in amounts else 0]
        return column


def count_of(column):
    return column.bit_count()


def judge_conflict(case, index):
    fires = case.fires[index]
    case.agree(index, "conflict-never", not fires, f"it holds in {count_of(fires)} profiles")
    case.agree(index, "conflict-always", fires == case.space.all, f"it holds in {count_of(fires)} profiles", fires)
    return 2


def judge_reach(case, index, rule):
    fires = case.fires[index]
    case.agree(index, "unreachable-rule", not fires, f"it fires in {count_of(fires)} profiles")
    case.agree(index, "redundant-rule", case.useless[index], f"it can go: {case.useless[index]}", fires)
    needed = [c for c in rule.conclusions if isinstance(c, Clause) and all((c, True) in way for way in ways(body(rule)))]
    case.agree(index, "self-supporting-rule", bool(needed), f"it needs {needed}")
    if rule.unless is None:
        return 3
    names = sorted(variables(rule))
    meets = case.by_binding(rule, rule.condition, names)
    whole = case.by_binding(rule, body(rule), names)
    bare = case.ever(rule, rule.condition)
    case.agree(index, "exception-never-applies", bool(meets) and meets == whole, "it leaves other bindings", bare)
    case.agree(index, "exception-always-applies", bool(meets) and not fires, f"it fires in {count_of(fires)} profiles", bare)
    return 5


def renamed(node, names):
    """A conclusion with its variables called by their numbers."""
    return re.sub(r"Var\(name='(\w+)'\)", lambda found: f"v{names.index(found[1])}", repr(node))


def in_order(rule):
    """The variables of a rule's conclusions, in the order in which they stand there; where it adds, all others too."""
    names = re.findall(r"Var\(name='(\w+)'\)", repr(rule.conclusions))
    return list(dict.fromkeys(names + (sorted(variables(rule)) if any(isinstance(c, AddNumber) for c in rule.conclusions) else [])))


def judge_pairs(case, index, rule):
    """Whether another rule says as much."""
    rules = {i: s for i, s in enumerate(case.statements) if isinstance(s, Rule)}
    said = {i: {renamed(c, in_order(s)) for c in s.conclusions} for i, s in rules.items()}
    shown = {i: case.by_binding(s, body(s), in_order(s)) for i, s in rules.items()}
    own = shown[index]

    def repeats(index):
        """What a rule adds is left out: to add again is as much a repetition as to conclude again."""
        adds = tuple(c for c in rules[index].conclusions if isinstance(c, AddNumber))
        return case.same_with(index, replace(rules[index], conclusions=adds)) if adds else case.useless[index]

    def is_pair(other, is_same):
        if other == index or not own or not repeats(index):
            return False
        # What the conclusions of both share has its variables first in both.
        theirs = defaultdict(int)
        for key, column in shown[other].items():
            theirs[key[:len(in_order(rule))]] |= column
        is_equal = own == theirs and said[index] == said[other]
        if is_same:
            return is_equal and (other < index or not repeats(other))
        covers = all(not column & ~theirs.get(key, 0) for key, column in own.items())
        return said[index] <= said[other] and covers and not is_equal and not any(isinstance(c, AddNumber) for c in rule.conclusions)

    if not own:
        return 0
    twins = [o for o in rules if is_pair(o, True)]
    wider = [o for o in rules if is_pair(o, False)]
    case.agree(index, "duplicate-rule", bool(twins), f"its twins are {twins}", case.fires[index])
    case.agree(index, "subsumed-rule", bool(wider) and not twins, f"wider ones are {wider}", case.fires[index])
    return 2


def own_leaves(statement):
    """The leaves of a condition, those of its exception left out."""
    conditions = [statement.left, statement.right] if isinstance(statement, Conflict) else [statement.condition]
    return [node for condition in conditions for node in nodes(condition) if is_leaf(node[0])]


def judge_leaves(case, index, statement):
    """Clauses that hold always or never: with some value of their variables, with every one."""
    wanted = {"impossible-condition": Counter(), "always-true-condition": Counter()}
    ranges = case.vocabulary.ranges(statement)
    for leaf, _, positive in own_leaves(statement):
        leaf = signed(leaf, positive)
        # A clause that binds is asked with any terms, and so is never one that always holds.
        binds = is_binding(shown(leaf)) and bool(variables(leaf))
        ever, always = 0, 0 if binds else case.space.all
        for binding in case.vocabulary.bindings(variables(leaf), None if binds else ranges):
            column = case.tables.holds(leaf, binding)
            ever |= column
            always &= column
        text = comparable(case.writer.condition(leaf, 3)).replace("≠", "is not")
        if not ever:
            wanted["impossible-condition"][text] += 1
        if always == case.space.all:
            wanted["always-true-condition"][text] += 1
    for check, texts in wanted.items():
        if (index, check) in case.undecided:
            continue
        got = Counter(comparable(f["message"].split("`")[1]).replace("≠", "is not") for f in case.found[index][check])
        require(got == texts, f"{check} of {statement.name}: tenet says {dict(got)}, brute force {dict(texts)}")
    return 2 * len(own_leaves(statement))


def is_bound(statement):
    """Whether every branch of a condition binds all that it and the conclusions use."""
    return all(
        set().union(*map(variables, branch), *map(variables, statement.conclusions)) <= bound_variables(branch).keys()
        for branch in literals(statement.whole))


def judge_slack(case, index, statement):
    """Parts of a condition that could as well be left out."""
    whole = body(statement)
    slack, wanted, count = set(), 0, 0
    found = list(nodes(whole))
    for part, path, _ in [n for n in found if is_leaf(n[0])] + [n for n in found if not is_leaf(n[0])]:
        below = leaves_below(part, path)
        variant = without(whole, path)
        # A group whose only sign is a `not` around one leaf is that leaf.
        if variant is None or below & slack:
            continue
        other = changed(statement, variant)
        if not is_bound(other):
            continue
        count += 1
        if case.same_with(index, other):
            slack |= below
            wanted += 1
    found = case.found[index]["irrelevant-condition"]
    if (index, "irrelevant-condition") in case.undecided:
        return 0
    require(len(found) == wanted, f"irrelevant-condition of {statement.name}: tenet says {len(found)}, brute force {wanted}",
            *found, sorted(map(str, slack)))
    for finding in found:
        case.agree_witness(finding, case.fires[index])
    return count


@dataclass(frozen=True)
class OtherConflict(Conflict):
    """A conflict with another condition: it is about whom it was about before."""

    condition: object = None
    about: object = SELF

    @property
    def whole(self):
        return self.condition

    @property
    def subject(self):
        return self.about


def changed(statement, condition):
    if isinstance(statement, Conflict):
        return OtherConflict(statement.name, statement.left, statement.right, condition, statement.subject)
    return replace(statement, condition=condition, unless=None)


def touches(leaf, conclusion):
    """Whether a conclusion can be what a clause asks for."""
    return isinstance(leaf, Clause) and isinstance(conclusion, Clause) and leaf.verb == conclusion.verb and all(
        a == b or not isinstance(a, str) or not isinstance(b, str) for a, b in zip(leaf.places, conclusion.places))


def judge_contradictions(case, index, rule):
    """What one rule concludes against itself, or every profile."""
    fires = case.fires[index]
    said = [c for c in rule.conclusions if isinstance(c, Clause)]
    own = bool(fires) and any(a.verb == CAPTURES and b.verb == LACKS and a.places == b.places for a in said for b in said)
    for other, conflict in enumerate(case.statements):
        if isinstance(conflict, Conflict) and fires and not fires & ~case.fires[other]:
            sides = [any(positive and any(touches(leaf, c) for c in rule.conclusions) for leaf, _, positive in nodes(side))
                     for side in (conflict.left, conflict.right)]
            own |= all(sides)
    facts = case.tables.facts
    everywhere = [f for f, column in facts.items() if f.verb == CAPTURES and column == case.space.all
                  and facts.get(replace(f, verb=LACKS), 0) == case.space.all]
    firsts = {next(i for i, s in enumerate(case.statements) if f in s.conclusions) for f in everywhere}
    case.agree(index, "contradictory-conclusions", own or index in firsts, f"own: {own}, everywhere: {everywhere}")
    return 1


def judge_choices(case):
    """Whether picks can contest a choice, or leave it without any; and whether rules contest a number."""
    for name, choice in case.program.choices.items():
        _, contested, none = case.tables.picks(name)
        empty = none if choice.otherwise is None else 0
        line = case.choice_lines[name]
        case.agree(line, "choice-overlap", bool(contested), f"{count_of(contested)} profiles show it", contested)
        case.agree(line, "choice-gap", bool(empty), f"{count_of(empty)} profiles show it", empty)
    for name in case.program.numbers:
        columns = [case.tables.number(*key).get(CONTESTED, 0) for key in list(case.tables.sets) if key[0] == name]
        contested = [c for c in columns if c]
        line = case.number_lines[name]
        case.agree(line, "contested-number", bool(contested), f"{len(contested)} of its subjects show it")
        for finding in case.found[line]["contested-number"]:
            require(any(case.profile(finding["witness"]) & column for column in contested), "the witness does not show it", finding)
    return 2 * len(case.program.choices) + len(case.program.numbers)


def judge_tables(case):
    """Holds the tables themselves against clingo, over all profiles."""
    profiles, columns = [], []
    for number in range(case.space.size) if case.space.size <= 256 else random.Random(0).sample(range(case.space.size), 256):
        bit = 1 << number
        given = tuple((n, next(v for v, d in zip(case.space.values.amounts, case.space.digits[n]) if d & bit)) for n in case.space.given)
        # clingo has whole tenths only.
        if any(v is not None and v != int(v) for _, v in given):
            continue
        picks = tuple((p.choice, p.term) for p, column in case.space.picks.items() if column & bit)
        profiles.append(Profile(f"p{number}", tuple(f for f in case.space.base if case.space.columns[f] & bit),
                                numbers=tuple((n, int(v)) for n, v in given if v is not None), picks=picks))
        columns.append(bit)
    for profile, bit, answer in zip(profiles, columns, expected(case.program, profiles)):
        facts = {comparable(case.writer.clause(f)) for f, column in case.tables.facts.items() if column & bit}
        given = {comparable(case.writer.clause(f)) for f in profile.facts}
        require(facts - given == set(answer.facts) - given, f"the tables say {sorted(facts - given)}, clingo {sorted(answer.facts)}", profile)
    return len(profiles)


def judge_all(case):
    count = judge_tables(case) + judge_choices(case) + judge_circles(case)
    for index, statement in enumerate(case.statements):
        count += judge_leaves(case, index, statement) + judge_slack(case, index, statement)
        if isinstance(statement, Conflict):
            count += judge_conflict(case, index)
        else:
            count += judge_reach(case, index, statement) + judge_pairs(case, index, statement)
            count += judge_contradictions(case, index, statement)
    return count


def judge(generator, seed, files):
    return judge_all(Case(generator(seed), files))


GENERATORS = {"ground": LintGenerator, "variables": VariableGenerator, "denials": DenialGenerator, "lines": LineGenerator}

if __name__ == "__main__":
    sys.exit(main({name: partial(judge, generator) for name, generator in GENERATORS.items()}, __doc__.split("\n")[0]))
