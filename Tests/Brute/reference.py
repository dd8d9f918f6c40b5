"""A slow evaluator of abstract programs, rule by rule and binding by binding, that knows the least height of every fact.

A given fact has height 1, and so has whatever is shown without facts; a derived fact has one more than the highest premise of its
cheapest rule instance. It serves the check of traces; it shares nothing with Tenet and nothing with the translation to ASP.
"""

from collections import defaultdict
from fractions import Fraction

import small
from abstract import (
    NOTHING, SELF, AddNumber, And, Binary, ChoiceIs, Clause, Compare, Conflict, KindTest, Literal, Not, NumberOf, Or, Pick, Quantifier,
    Same, SetNumber, Subject, Var, Wild, is_binding, variables)
from strata import levels

COMPARISONS = {
    ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, "<": lambda a, b: a < b, "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b}


def inward(condition, positive=True):
    """The condition with every `not` pushed down to its clauses."""
    match condition:
        case Not(inner):
            return inward(inner, not positive)
        case And(parts) | Or(parts):
            make = type(condition) if positive else (Or if isinstance(condition, And) else And)
            return make(tuple(inward(p, positive) for p in parts))
    return condition if positive else denied(condition)


def denied(leaf):
    """The denial of a clause, as a clause that shows facts where it can."""
    if isinstance(leaf, ChoiceIs):
        return ChoiceIs(leaf.choice, leaf.term, not leaf.holds)
    if isinstance(leaf, Clause):
        quantifier = next((p for p in leaf.places if isinstance(p, Quantifier)), None)
        if isinstance(leaf.subject, Subject):
            if quantifier is None:
                words = {"no one": "someone", "no one else": "someone else", "someone": "no one", "someone else": "no one else"}
                return Clause(leaf.verb, (Subject(words[leaf.subject.word]), *leaf.places[1:]))
        elif quantifier is not None and quantifier.word in ("no", "at most"):
            more = Quantifier("at least", quantifier.kind, 1 if quantifier.word == "no" else quantifier.count + 1)
            return Clause(leaf.verb, tuple(more if p is quantifier else p for p in leaf.places))
        elif quantifier is not None and quantifier.word == "only":
            plain = Clause(leaf.verb, tuple(p.term if p is quantifier else p for p in leaf.places))
            other = Quantifier("other than", term=quantifier.term)
            return Or((Not(plain), Clause(leaf.verb, tuple(other if p is quantifier else p for p in leaf.places))))
    return Not(leaf)


def alternatives(condition):
    """The branches of a condition that has been pushed inward."""
    match condition:
        case And(parts):
            result = [[]]
            for part in parts:
                result = [left + right for left in result for right in alternatives(part)]
            return result
        case Or(parts):
            return [branch for part in parts for branch in alternatives(part)]
    return [[condition]]


class Reference:
    """The answer about one profile without unknown facts."""

    def __init__(self, program, profile):
        self.program = program
        self.facts = defaultdict(dict)
        self.derived = {}
        self.sets, self.additions = defaultdict(set), defaultdict(dict)
        self.given_numbers = {key: Fraction(value, 10) for key, value in profile.numbers}
        self.candidates = {choice: {} for choice in program.choices}
        self.kinds = {kind: set(members) for kind, (_, members) in program.kinds.items()}
        self.kinds["conflict"] = {s.name for s in program.statements if isinstance(s, Conflict)}
        self.adders = {c.number for s in program.statements for c in s.conclusions if isinstance(c, AddNumber)}
        for term, kind in profile.memberships:
            self.kinds[kind].add(term)
        for fact in profile.facts:
            self.facts[fact.verb][fact.places] = 1
        for choice, term in profile.picks:
            self.candidates[choice][term] = 1
        order = levels(program.statements, {})
        for level in sorted(set(order)):
            self.run([i for i, l in enumerate(order) if l == level])

    def run(self, indices):
        """Applies the statements until nothing changes."""
        changed = True
        while changed:
            changed = False
            for index in indices:
                statement = self.program.statements[index]
                for binding, height in list(self.solutions(inward(statement.whole))):
                    for number, conclusion in enumerate(statement.conclusions):
                        changed |= self.conclude(index, number, conclusion, binding, height + 1)

    def conclude(self, index, number, conclusion, binding, height):
        match conclusion:
            case Clause(verb, places):
                ground = tuple(self.value(p, binding) for p in places)
                fact = Clause(verb, ground)
                if height < self.derived.get(fact, height + 1):
                    self.derived[fact] = height
                if height < self.facts[verb].get(ground, height + 1):
                    self.facts[verb][ground] = height
                    return True
            case SetNumber(name, subject, value):
                amount = self.amount(value, binding)
                if amount is not None:
                    self.sets[(name, self.value(subject, binding))].add(amount)
            case AddNumber(name, subject, value):
                key = (index, number, tuple(sorted(binding.items())))
                amount = self.amount(value, binding)
                if amount is not None:
                    self.additions[(name, self.value(subject, binding))][key] = amount
            case Pick(choice, term):
                if height < self.candidates[choice].get(term, height + 1):
                    self.candidates[choice][term] = height
                    return True
        return False

    def value(self, place, binding):
        return binding.get(place.name) if isinstance(place, Var) else place

    # Numbers and choices

    def number(self, name, subject):
        given = self.given_numbers.get((name, subject))
        if name in self.adders:
            added = self.additions.get((name, subject), {})
            if given is None and not added and subject != SELF:
                return None
            return sum(added.values(), given or Fraction(0))
        values = self.sets.get((name, subject), set()) | ({given} if given is not None else set())
        return next(iter(values)) if len(values) == 1 else None

    def amount(self, expression, binding):
        match expression:
            case Literal(tenths):
                return Fraction(tenths, 10)
            case NumberOf(name, subject):
                return self.number(name, self.value(subject, binding))
            case Binary(operator, left, right):
                a, b = self.amount(left, binding), self.amount(right, binding)
                if a is None or b is None or (operator == "/" and b == 0):
                    return None
                return {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: a / b}[operator]()

    def picks(self, choice):
        """The picks of a choice with their heights."""
        plan, found = self.program.choices[choice], self.candidates[choice]
        if not found:
            return {plan.otherwise or NOTHING: 1}
        if plan.policy == "first of":
            first = next(o for o in plan.options if o in found)
            return {first: found[first]}
        return found

    def pick_height(self, picks, term, holds):
        """`is not nothing` shows a pick; what else is not picked shows nothing."""
        if term == NOTHING and not holds:
            return min(h for t, h in picks.items() if t != NOTHING)
        if term == NOTHING and picks.keys() == {NOTHING}:
            return 1
        return picks[term] if holds else 1

    # Conditions

    def solutions(self, condition):
        """Every binding that a condition holds for, with the least height of its premises."""
        best = {}
        for branch in alternatives(condition):
            ordered = sorted(branch, key=lambda l: not is_binding(l))
            partial = [({}, 1)]
            for literal in ordered:
                partial = [(b, max(height, h)) for binding, height in partial for b, h in self.literal(literal, binding)]
            for binding, height in partial:
                key = tuple(sorted(binding.items()))
                best[key] = min(best.get(key, height), height)
        return [(dict(key), height) for key, height in best.items()]

    def literal(self, literal, binding):
        match literal:
            case Clause():
                yield from self.clause(literal, binding)
            case KindTest(value, kind):
                if isinstance(value, Var) and value.name not in binding:
                    yield from (({**binding, value.name: member}, 1) for member in self.kinds[kind])
                elif self.value(value, binding) in self.kinds[kind]:
                    yield binding, 1
            case Same(left, right, equal):
                if (self.value(left, binding) == self.value(right, binding)) == equal:
                    yield binding, 1
            case ChoiceIs(choice, term, holds):
                picks = self.picks(choice)
                if (term in picks) == holds:
                    yield binding, self.pick_height(picks, term, holds)
            case Compare(left, operator, right):
                a, b = self.amount(left, binding), self.amount(right, binding)
                if a is not None and b is not None and COMPARISONS[operator](a, b):
                    yield binding, 1
            case Not(inner):
                if not any(True for _ in self.literal(inner, binding)):
                    yield binding, 1

    def clause(self, clause, binding):
        if isinstance(clause.subject, Subject) and clause.subject.negative:
            positive = Clause(clause.verb, (Subject(clause.subject.word.replace("no ", "some")), *clause.places[1:]))
            if not any(True for _ in self.clause(positive, binding)):
                yield binding, 1
            return
        position = next((i for i, p in enumerate(clause.places) if isinstance(p, Quantifier)), None)
        if position is None:
            yield from ((b, h) for b, _, h in self.matches(clause, binding, None))
            return
        quantifier = clause.places[position]
        if not quantifier.binds:
            for subject in self.somebody(clause) if isinstance(clause.subject, Subject) else [None]:
                fixed = clause if subject is None else Clause(clause.verb, (subject, *clause.places[1:]))
                height = self.counted(quantifier, clause, position, self.objects(fixed, binding, position))
                if height is not None:
                    yield binding, height
            return
        groups = defaultdict(dict)
        for bound, subject, _ in self.matches(clause, binding, position):
            groups[(tuple(sorted(bound.items())), subject)] = bound
        for (_, subject), bound in groups.items():
            fixed = Clause(clause.verb, (subject, *clause.places[1:]))
            height = self.counted(quantifier, clause, position, self.objects(fixed, bound, position))
            if height is not None:
                yield bound, height

    def matches(self, clause, binding, free):
        """Facts that fit, as binding, subject and height; the place `free` may hold anything."""
        for ground, height in list(self.facts[clause.verb].items()):
            bound = dict(binding)
            for index, (place, value) in enumerate(zip(clause.places, ground)):
                if index == free or isinstance(place, Wild):
                    continue
                if isinstance(place, Subject):
                    if place.other and value == SELF:
                        break
                elif isinstance(place, Var):
                    if bound.setdefault(place.name, value) != value:
                        break
                elif place != value:
                    break
            else:
                yield bound, ground[0], height

    def objects(self, clause, binding, position):
        """What stands in the place of the quantifier, each with its least height."""
        found = {}
        for ground, height in self.facts[clause.verb].items():
            if all(
                i == position or isinstance(p, Wild) or self.value(p, binding) == g
                for i, (p, g) in enumerate(zip(clause.places, ground))):
                found[ground[position]] = min(height, found.get(ground[position], height))
        return found

    def counted(self, quantifier, clause, position, objects):
        """The height at which a quantifier holds, or None."""
        if quantifier.word in ("only", "other than"):
            kind = clause.verb.kinds[position]
            others = [h for o, h in objects.items() if o != quantifier.term and (kind is None or o in self.kinds[kind])]
            if quantifier.word == "other than":
                return min(others, default=None)
            return objects[quantifier.term] if quantifier.term in objects and not others else None
        members = self.kinds[quantifier.kind]
        heights = sorted(h for o, h in objects.items() if o in members)
        match quantifier.word:
            case "any" | "at least":
                needed = 1 if quantifier.word == "any" else quantifier.count
                return None if len(heights) < needed else max([1, *heights[:needed]])
            case "every":
                return max([1, *heights]) if len(heights) == len(members) else None
            case "exactly":
                return max([1, *heights]) if len(heights) == quantifier.count else None
            case "no":
                return 1 if not heights else None
            case "at most":
                return 1 if len(heights) <= quantifier.count else None

    def somebody(self, clause):
        """Whom `someone` can be where the quantifier does not bind."""
        subjects = {ground[0] for ground in self.facts[clause.verb]} | {SELF}
        if clause.verb.kinds[0] is not None:
            subjects |= self.kinds[clause.verb.kinds[0]]
        return sorted(subjects - ({SELF} if clause.subject.other else set()))


class Step(Reference):
    """One step of a proof: its premises are all the facts there are, and what is denied is denied of the whole answer."""

    def __init__(self, whole, premises):
        self.__dict__.update(whole.__dict__)
        self.whole, self.facts = whole, premises

    def concludes(self, statement, fact):
        """Whether the statement concludes the fact from the premises."""
        for binding, _ in self.solutions(inward(statement.whole)):
            for conclusion in statement.conclusions:
                if isinstance(conclusion, Clause) and conclusion.verb == fact.verb:
                    if tuple(self.value(p, binding) for p in conclusion.places) == fact.places:
                        return True
        return False

    def literal(self, literal, binding):
        if isinstance(literal, Not):
            yield from self.whole.literal(literal, binding)
        elif isinstance(literal, Clause) and isinstance(literal.subject, Subject) and literal.subject.negative:
            yield from self.whole.literal(literal, binding)
        else:
            yield from super().literal(literal, binding)

    def clause(self, clause, binding):
        """What a clause says beyond the facts that it shows must hold of the whole answer too."""
        for bound, height in super().clause(clause, binding):
            closed = any(isinstance(p, Quantifier) and p.word not in ("any", "at least", "other than") for p in clause.places)
            if not closed or any(True for _ in self.whole.clause(clause, bound)):
                yield bound, height

    def somebody(self, clause):
        return self.whole.somebody(clause)
