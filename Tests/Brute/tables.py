"""Every profile of a small rule set at once, by truth tables: each fact is a column of bits, one for each profile.

The slowest way there is, made short: a rule is tried with every binding of its variables to every term, and each of its clauses looked
up in the columns. It shares nothing with Tenet; `judge_lint.py` holds it against clingo. Numbers that a profile gives are tried with
a few values each; what rules make of a number is a list of values, each with the profiles in which the number has it.
"""

from collections import defaultdict
from itertools import combinations, product

from reference import COMPARISONS
from abstract import (
    NOTHING, SELF, AddNumber, And, Binary, ChoiceIs, Clause, Compare, Conflict, KindTest, Literal, Not, NumberOf, Or, Pick, Quantifier, Rule,
    Same, SetNumber, Subject, Var, Wild, clauses, expression_numbers, is_binding, leaves, variables)
from conditions import literals
from strata import levels
from values import Values

CONTESTED = "contested"


class Vocabulary:
    """What can stand where: the terms of a program, and some that nobody mentions."""

    def __init__(self, program, terms=(), strangers=0):
        self.program = program
        members = [m for _, ms in program.kinds.values() for m in ms]
        self.strangers = [f"thing {i + 1}" for i in range(strangers)]
        self.terms = list(dict.fromkeys([SELF, *members, *terms, *constants(program), *self.strangers]))

    def members(self, kind):
        return list(self.program.kinds[kind][1])

    def fitting(self, verb, position):
        """The terms that fit a place of a verb."""
        kind = verb.kinds[position] if position < len(verb.kinds) else None
        return self.terms if kind is None else [SELF, *self.members(kind)]

    def fits(self, fact):
        return all(t in self.fitting(fact.verb, i) for i, t in enumerate(fact.places))

    def ranges(self, statement):
        """For each variable what the clauses that bind it let it be together, in some branch."""
        return self.meeting(statement, set.intersection)

    def possible(self, branch):
        """The same for one branch, with what comparisons say beside."""
        found = {n: set(ts) for n, ts in self.meeting(Rule(None, And(tuple(branch)), ()), set.intersection).items()}
        for literal in branch:
            equal = literal.equal if isinstance(literal, Same) else None
            same = literal if isinstance(literal, Same) else literal.condition if isinstance(literal, Not) else None
            if isinstance(same, Same) and not isinstance(same.right, Var):
                wanted = equal if equal is not None else not same.equal
                found[same.left.name] &= {same.right} if wanted else set(self.terms) - {same.right}
        return found

    def meeting(self, statement, join):
        found = defaultdict(set)
        for branch in literals(statement.whole):
            own = {}
            for literal in filter(is_binding, branch):
                places = [(literal.value, self.members(literal.kind))] if isinstance(literal, KindTest) else [
                    (p, self.fitting(literal.verb, i)) for i, p in enumerate(literal.places)]
                for place, terms in places:
                    if isinstance(place, Var):
                        own[place.name] = join(own.get(place.name, set(terms)), terms)
            for name, terms in own.items():
                found[name] |= terms
        return {name: [t for t in self.terms if t in found.get(name, ())] for name in variables(statement)}

    def bindings(self, names, ranges=None):
        names = sorted(names)
        for terms in product(*(self.terms if ranges is None else ranges[n] for n in names)):
            yield dict(zip(names, terms))

    def read(self, statement):
        """The ground facts that the clauses of a statement look at, each by itself."""
        for clause in clauses(statement.whole):
            options = []
            for position, place in enumerate(clause.places):
                fitting = self.fitting(clause.verb, position)
                match place:
                    case Var() | Wild() | Subject():
                        terms = fitting
                    case Quantifier(word="only"):
                        terms = fitting
                    case Quantifier():
                        terms = self.members(place.kind)
                    case _:
                        terms = [place]
                options.append([t for t in terms if t in fitting])
            yield from (Clause(clause.verb, places) for places in product(*options))

    def concluded(self, statement):
        """The ground facts that a statement may conclude; a rule that only carries facts of one verb on starts none."""
        for branch in literals(statement.whole):
            possible = self.possible(branch)
            for conclusion in statement.conclusions:
                if isinstance(conclusion, Clause) and not carries(branch, conclusion):
                    yield from (ground(conclusion, binding) for binding in self.bindings(variables(conclusion), possible))

    def base(self, statements):
        """What some rule reads and none concludes."""
        concluded = {f for s in statements for f in self.concluded(s)}
        read = dict.fromkeys(f for s in statements for f in self.read(s))
        return [f for f in read if f not in concluded and f.verb.words != "faces"]

    def options(self, statements):
        """The choices that some rule reads and none picks."""
        picked = {c.choice for s in statements for c in s.conclusions if isinstance(c, Pick)}
        asked = dict.fromkeys(l.choice for s in statements for l, _ in leaves(s.whole) if isinstance(l, ChoiceIs))
        return [c for c in asked if c not in picked]

    def made(self, statements):
        """The numbers that a statement may conclude, each with whose it is."""
        found = set()
        for statement in statements:
            for branch in literals(statement.whole):
                possible = self.possible(branch)
                for conclusion in statement.conclusions:
                    if isinstance(conclusion, (SetNumber, AddNumber)):
                        subject = conclusion.subject
                        subjects = possible[subject.name] if isinstance(subject, Var) else [subject]
                        found |= {(conclusion.number, s) for s in subjects}
        return found

    def given(self, statements):
        """The numbers that some rule reads and none concludes, each with whose it is."""
        made = self.made(statements)
        found = {}
        for statement in statements:
            ranges = self.meeting(statement, set.union)
            expressions = [side for leaf, _ in leaves(statement.whole) if isinstance(leaf, Compare) for side in (leaf.left, leaf.right)]
            expressions += [c.value for c in statement.conclusions if isinstance(c, (SetNumber, AddNumber))]
            for reference in (r for e in expressions for r in expression_numbers(e)):
                subjects = ranges[reference.subject.name] if isinstance(reference.subject, Var) else [reference.subject]
                found.update(dict.fromkeys((reference.number, s) for s in subjects if (reference.number, s) not in made))
        return list(found)


def constants(program):
    for statement in program.statements:
        for clause in [*clauses(statement.whole), *(c for c in statement.conclusions if isinstance(c, Clause))]:
            yield from (p for p in clause.places if isinstance(p, str))
            yield from (p.term for p in clause.places if isinstance(p, Quantifier) and p.word == "only")
        yield from (r.subject for r in number_references(statement) if isinstance(r.subject, str))


def number_references(statement):
    """Each number that a statement reads or concludes, with whose it is."""
    for leaf, _ in leaves(statement.whole):
        if isinstance(leaf, Compare):
            yield from (r for side in (leaf.left, leaf.right) for r in expression_numbers(side))
    for conclusion in statement.conclusions:
        if isinstance(conclusion, (SetNumber, AddNumber)):
            yield NumberOf(conclusion.number, conclusion.subject)
            yield from expression_numbers(conclusion.value)


def ground(node, binding):
    places = tuple(binding.get(p.name, p) if isinstance(p, Var) else p for p in node.places)
    return Clause(node.verb, places)


def varies(clause):
    return any(not isinstance(p, str) for p in clause.places)


def carries(branch, head):
    """Whether a branch concludes facts of a verb, with variables, from others of the same one."""
    return any(
        isinstance(l, Clause) and is_binding(l) and l.verb == head.verb and l != head and varies(l) and varies(head)
        and all(a == b or not isinstance(a, str) or not isinstance(b, str) for a, b in zip(l.places, head.places)) for l in branch)


class Space:
    """All profiles: each base fact there or not, each given number with one of its values or none, each choice that no rule
    picks with one of its options or none, or of `all of` with any of them."""

    def __init__(self, vocabulary, statements, witnessed=()):
        self.vocabulary = vocabulary
        self.base = vocabulary.base(statements)
        self.given = vocabulary.given(statements)
        self.choices = vocabulary.options(statements)
        self.values = Values(statements, len(self.given), witnessed)
        radix = len(self.values.amounts)
        self.size = 2 ** len(self.base) * radix ** len(self.given)
        choices = vocabulary.program.choices
        for choice in self.choices:
            count = len(choices[choice].options)
            self.size *= 2 ** count if choices[choice].policy == "all of" else count + 1
        self.all = (1 << self.size) - 1
        self.sizes = [self.all]
        self.columns, self.digits, self.picks = {}, {}, {}
        stride = 1
        for fact in self.base:
            self.columns[fact] = self.pattern(stride, 2, 1)
            self.grow(self.columns[fact])
            stride *= 2
        for number in self.given:
            self.digits[number] = [self.pattern(stride, radix, d) for d in range(radix)]
            self.grow(self.all & ~self.digits[number][0])
            stride *= radix
        for choice in self.choices:
            stride = self.choose(choice, choices[choice], stride)

    def choose(self, name, choice, stride):
        """Makes room for what a profile picks."""
        several = choice.policy == "all of"
        for number, option in enumerate(choice.options):
            radix = 2 if several else len(choice.options) + 1
            self.picks[Pick(name, option)] = self.pattern(stride, radix, 1 if several else number + 1)
            self.grow(self.picks[Pick(name, option)])
            stride *= 2 if several else 1
        return stride if several else stride * (len(choice.options) + 1)

    def pattern(self, stride, radix, digit):
        """The profiles in which a place of their number has a digit."""
        pattern, length = ((1 << stride) - 1) << digit * stride, stride * radix
        while length < self.size:
            pattern |= pattern << length
            length *= 2
        return pattern & self.all

    def grow(self, held):
        """Counts one more element of each profile that has it."""
        self.sizes = [(self.sizes[n] & ~held if n < len(self.sizes) else 0) | (self.sizes[n - 1] & held if n else 0)
                      for n in range(len(self.sizes) + 1)]

    def least(self, column):
        """How many elements the smallest profile of a column has."""
        return next((n for n, profiles in enumerate(self.sizes) if profiles & column), None)


class Tables:
    """What a rule set comes to in every profile of a space."""

    def __init__(self, program, statements, space):
        self.program, self.statements, self.space = program, list(statements), space
        self.vocabulary = space.vocabulary
        self.facts = defaultdict(int, space.columns)
        self.conflicts = defaultdict(int)
        self.candidates = {choice: defaultdict(int) for choice in program.choices}
        for pick, column in space.picks.items():
            self.candidates[pick.choice][pick.term] = column
        self.sets, self.additions = defaultdict(list), defaultdict(dict)
        self.adders = {c.number for s in statements for c in s.conclusions if isinstance(c, AddNumber)}
        self.known = {}
        order = levels(self.statements, {k: ms for k, (_, ms) in program.kinds.items()})
        if order is None:
            raise ValueError("not stratified")
        for level in sorted(set(order)):
            self.run([s for s, l in zip(self.statements, order) if l == level])

    def run(self, statements):
        changed = True
        while changed:
            changed = False
            for statement in statements:
                names = variables(statement)
                for binding in self.vocabulary.bindings(names, self.vocabulary.ranges(statement)):
                    column = self.holds(statement.whole, binding)
                    if column:
                        for number, conclusion in enumerate(statement.conclusions):
                            changed |= self.conclude(statement, number, conclusion, binding, column)

    def conclude(self, statement, number, conclusion, binding, column):
        match conclusion:
            case Clause():
                fact = ground(conclusion, binding)
                before = self.facts[fact]
                self.facts[fact] |= column
                if isinstance(statement, Conflict):
                    self.conflicts[(statement.name, fact.places[0])] |= column
                return self.facts[fact] != before
            case Pick(choice, term):
                self.candidates[choice][self.value(term, binding)] |= column
            case SetNumber(name, subject, value):
                self.sets[(name, self.value(subject, binding))] += self.amounts(value, binding, column)
            case AddNumber(name, subject, value):
                once = (self.statements.index(statement), number, tuple(binding.items()))
                self.additions[(name, self.value(subject, binding))][once] = self.amounts(value, binding, column)
        return False

    def value(self, place, binding):
        return binding[place.name] if isinstance(place, Var) else place

    # Conditions

    def holds(self, condition, binding):
        """The profiles in which a condition holds with a binding."""
        match condition:
            case Not(inner):
                return self.space.all & ~self.holds(inner, binding)
            case And(parts):
                column = self.space.all
                for part in parts:
                    column = column and column & self.holds(part, binding)
                return column
            case Or(parts):
                column = 0
                for part in parts:
                    column |= self.holds(part, binding)
                return column
            case Clause():
                return self.clause(condition, binding)
            case KindTest(value, kind):
                return self.space.all if self.value(value, binding) in self.vocabulary.members(kind) else 0
            case Same(left, right, equal):
                return self.space.all if (self.value(left, binding) == self.value(right, binding)) == equal else 0
            case ChoiceIs(choice, term, holds):
                column = self.picks(choice)[0].get(self.value(term, binding), 0)
                return column if holds else self.space.all & ~column
            case Compare(left, operator, right):
                column = 0
                for a, first in self.amounts(left, binding, self.space.all):
                    for b, second in self.amounts(right, binding, first):
                        column |= second if COMPARISONS[operator](a, b) else 0
                return column

    def clause(self, clause, binding):
        clause = ground(clause, binding)
        subject, target, *_ = clause.places
        if isinstance(subject, Subject):
            others = [t for t in self.vocabulary.fitting(clause.verb, 0) if not (subject.other and t == SELF)]
            column = 0
            for term in others:
                column |= self.clause(Clause(clause.verb, (term, *clause.places[1:])), binding)
            return self.space.all & ~column if subject.negative else column
        for position, place in enumerate(clause.places):
            if isinstance(place, Quantifier):
                return self.quantified(clause, position, place)
        options = [self.vocabulary.fitting(clause.verb, i) if isinstance(p, Wild) else [p] for i, p in enumerate(clause.places)]
        column = 0
        for places in product(*options):
            column |= self.facts.get(Clause(clause.verb, places), 0)
        return column

    def quantified(self, clause, position, quantifier):
        def column(term):
            return self.facts.get(Clause(clause.verb, (*clause.places[:position], term, *clause.places[position + 1:])), 0)

        if quantifier.word == "only":
            own = clause.verb.kinds[position]
            others = 0
            for term in self.vocabulary.members(own) if own else self.vocabulary.terms:
                others |= column(term) if term != quantifier.term else 0
            return column(quantifier.term) & ~others
        columns = [column(t) for t in self.vocabulary.members(quantifier.kind)]
        match quantifier.word:
            case "any":
                return self.at_least(1, columns)
            case "no":
                return self.space.all & ~self.at_least(1, columns)
            case "every":
                return self.at_least(len(columns), columns)
            case "at least":
                return self.at_least(quantifier.count, columns)
            case "at most":
                return self.space.all & ~self.at_least(quantifier.count + 1, columns)
            case "exactly":
                return self.at_least(quantifier.count, columns) & ~self.at_least(quantifier.count + 1, columns)

    def at_least(self, count, columns):
        found = self.space.all if count == 0 else 0
        for chosen in combinations(columns, count) if count else ():
            both = self.space.all
            for column in chosen:
                both &= column
            found |= both
        return found

    # Numbers and choices

    def amounts(self, expression, binding, column):
        """The values of an expression in tenths, each with the profiles of a column in which it has it."""
        match expression:
            case Literal(tenths):
                return [(tenths, column)]
            case NumberOf(name, subject):
                values = self.number(name, self.value(subject, binding))
                return [(v, held & column) for v, held in values.items() if v not in (None, CONTESTED) and held & column]
            case Binary(operator, left, right):
                found = []
                for a, first in self.amounts(left, binding, column):
                    for b, second in self.amounts(right, binding, first):
                        found.append(({"+": a + b, "-": a - b, "*": a * b / 10}[operator], second))
                return found

    def number(self, name, subject):
        """Each value of a number, None and CONTESTED among them, with its profiles. What rules give it is settled before."""
        key = (name, subject)
        values = {None: self.space.all}
        if key in self.space.digits:
            values = dict(zip(self.space.values.amounts, self.space.digits[key]))
        if name in self.adders and subject == SELF:
            values[0] = values.get(0, 0) | values.pop(None)
        added = [part for parts in self.additions.get(key, {}).values() for part in parts]
        for amount, column in added if name in self.adders else self.sets.get(key, ()):
            grown = defaultdict(int)
            for value, held in values.items():
                if held & ~column:
                    grown[value] |= held & ~column
                if held & column:
                    total = (value or 0) + amount if name in self.adders else amount if value in (None, amount) else CONTESTED
                    grown[total] |= held & column
            values = grown
        return values

    def picks(self, choice):
        """For each term the profiles in which it is picked, and the profiles in which a `one of` is contested."""
        plan, candidates = self.program.choices[choice], self.candidates[choice]
        found, none, contested = defaultdict(int), self.space.all, 0
        order = [*plan.options, *(t for t in candidates if t not in plan.options)]
        for term in order:
            column = candidates.get(term, 0)
            found[term] |= column & none if plan.policy == "first of" else column
            contested |= column & ~none if plan.policy == "one of" else 0
            none &= ~column
        found[plan.otherwise or NOTHING] |= none
        return found, contested, none

    # Comparing

    def outcome(self):
        """All that readers see, to compare two rule sets over one space."""
        facts = {f: c for f, c in self.facts.items() if c and f.verb.words != "faces"}
        conflicts = {k: c for k, c in self.conflicts.items() if c}
        picks = {n: ({t: c for t, c in self.picks(n)[0].items() if c}, self.picks(n)[1]) for n in self.program.choices}
        keys = {*self.sets, *self.additions, *((n, SELF) for n in self.program.numbers)}
        numbers = {k: {v: c for v, c in self.number(*k).items() if c} for k in keys}
        plain = {k: v for k, v in numbers.items() if v.get(None) != self.space.all}
        return facts, conflicts, picks, plain
