"""Abstract Tenet programs: what the generator makes, the translation to ASP reads, and `text.py` writes as Tenet.

Everything is an immutable value, so programs can be cut down and compared. Numbers are integers in tenths (`25` is 2.5).
"""

from dataclasses import dataclass, field, replace

SELF = "self"
NOTHING = "nothing"


@dataclass(frozen=True)
class Var:
    """A variable of a rule."""

    name: str


@dataclass(frozen=True)
class Wild:
    """`_`: any value."""


@dataclass(frozen=True)
class Subject:
    """A subject quantifier: someone, someone else, no one, no one else."""

    word: str

    @property
    def negative(self):
        return self.word.startswith("no ")

    @property
    def other(self):
        return self.word.endswith(" else")


@dataclass(frozen=True)
class Quantifier:
    """An object quantifier over a kind (any, no, every, at least, at most, exactly) or over one term (only)."""

    word: str
    kind: str = ""
    count: int = 0
    term: str = ""

    @property
    def binds(self):
        return self.word in ("any", "only") or (self.word == "at least" and self.count >= 1)


@dataclass(frozen=True)
class Verb:
    """A verb pattern: one relation. Places are the subject, the object, then one for each preposition."""

    words: str
    prepositions: tuple = ()
    kinds: tuple = (None, None)
    declared: bool = False

    @property
    def arity(self):
        return 2 + len(self.prepositions)


HAS = Verb("has")
FACES = Verb("faces")


@dataclass(frozen=True)
class Clause:
    verb: Verb
    places: tuple

    @property
    def subject(self):
        return self.places[0]


@dataclass(frozen=True)
class KindTest:
    value: object
    kind: str


@dataclass(frozen=True)
class Same:
    left: object
    right: object
    equal: bool


@dataclass(frozen=True)
class ChoiceIs:
    choice: str
    term: str
    holds: bool


@dataclass(frozen=True)
class Literal:
    """A number in tenths."""

    tenths: int


@dataclass(frozen=True)
class NumberOf:
    number: str
    subject: object = SELF


@dataclass(frozen=True)
class Binary:
    operator: str
    left: object
    right: object


@dataclass(frozen=True)
class Compare:
    left: object
    operator: str
    right: object


@dataclass(frozen=True)
class Not:
    condition: object


@dataclass(frozen=True)
class And:
    parts: tuple


@dataclass(frozen=True)
class Or:
    parts: tuple


@dataclass(frozen=True)
class SetNumber:
    number: str
    subject: object
    value: object


@dataclass(frozen=True)
class AddNumber:
    number: str
    subject: object
    value: object


@dataclass(frozen=True)
class Pick:
    choice: str
    term: str


@dataclass(frozen=True)
class Rule:
    name: str
    condition: object
    conclusions: tuple
    unless: object = None

    @property
    def whole(self):
        """The condition with its exception."""
        return self.condition if self.unless is None else And((self.condition, Not(self.unless)))


@dataclass(frozen=True)
class Conflict:
    """`faces` is what its holding means; the name is what `faces` takes as its object."""

    name: str
    left: object
    right: object

    @property
    def whole(self):
        return And((self.left, self.right))

    @property
    def subject(self):
        """The one subject that all clauses share, else self. A choice is self's; a comparison is about those whose numbers it reads."""
        subjects = {c.subject for c in clauses(self.whole)}
        for leaf, _ in leaves(self.whole):
            if isinstance(leaf, ChoiceIs):
                subjects.add(SELF)
            elif isinstance(leaf, Compare):
                subjects |= {n.subject for side in (leaf.left, leaf.right) for n in expression_numbers(side)}
        only = subjects.pop() if len(subjects) == 1 else SELF
        return SELF if isinstance(only, (Subject, Wild)) else only

    @property
    def conclusions(self):
        return (Clause(FACES, (self.subject, self.name)),)


@dataclass(frozen=True)
class Choice:
    policy: str
    options: tuple
    otherwise: str = None


@dataclass(frozen=True)
class Program:
    kinds: dict
    verbs: tuple
    numbers: dict
    choices: dict
    statements: tuple

    def members(self, kind):
        return self.kinds[kind][1] if kind in self.kinds else None


@dataclass(frozen=True)
class Profile:
    """`facts` and `unknown` hold ground clauses; `memberships` pairs of term and kind; `numbers` maps (number, subject) to tenths."""

    name: str
    facts: tuple = ()
    memberships: tuple = ()
    numbers: tuple = ()
    picks: tuple = ()
    unknown: tuple = ()


def clauses(condition):
    """Every clause of a condition, also under `not`."""
    match condition:
        case Clause():
            yield condition
        case Not(inner):
            yield from clauses(inner)
        case And(parts) | Or(parts):
            for part in parts:
                yield from clauses(part)


def leaves(condition, positive=True):
    """Every leaf of a condition with whether it stands outside every `not`."""
    match condition:
        case Not(inner):
            yield from leaves(inner, False)
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part, positive)
        case _:
            yield condition, positive


def branches(condition):
    """The condition as alternatives of lists of literals; a `not` is one literal."""
    match condition:
        case And(parts):
            result = [[]]
            for part in parts:
                result = [left + right for left in result for right in branches(part)]
            return result
        case Or(parts):
            return [branch for part in parts for branch in branches(part)]
        case _:
            return [[condition]]


def expression_numbers(expression):
    match expression:
        case NumberOf():
            yield expression
        case Binary(_, left, right):
            yield from expression_numbers(left)
            yield from expression_numbers(right)


def variables(node):
    """The names of the variables in any part of a rule."""
    match node:
        case Var(name):
            return {name}
        case Clause(_, places):
            return set().union(*(variables(p) for p in places))
        case KindTest(value, _):
            return variables(value)
        case Same(left, right, _) | Compare(left, _, right) | Binary(_, left, right):
            return variables(left) | variables(right)
        case NumberOf(_, subject):
            return variables(subject)
        case Not(inner):
            return variables(inner)
        case And(parts) | Or(parts):
            return set().union(*(variables(p) for p in parts))
        case SetNumber(_, subject, value) | AddNumber(_, subject, value):
            return variables(subject) | variables(value)
        case Rule():
            return variables(node.whole).union(*(variables(c) for c in node.conclusions))
        case Conflict():
            return variables(node.whole)
    return set()


def is_binding(literal):
    """Whether a literal outside `not` binds the variables in it."""
    match literal:
        case KindTest():
            return True
        case Clause(_, places):
            return all(
                not (isinstance(p, Subject) and p.negative) and not (isinstance(p, Quantifier) and not p.binds)
                for p in places)
    return False


def bound_variables(branch):
    """The variables that a branch binds, each with the kinds it is known to belong to."""
    bound = {}
    for literal in branch:
        if not is_binding(literal):
            continue
        if isinstance(literal, KindTest):
            pairs = [(literal.value, literal.kind)]
        else:
            pairs = list(zip(literal.places, literal.verb.kinds))
        for place, kind in pairs:
            if isinstance(place, Var):
                bound.setdefault(place.name, set()).update({kind} - {None})
    return bound


def is_safe(statement):
    """Every variable of a conclusion, comparison, `not` or quantifier that does not bind is bound in every branch; a variable
    concluded in a place with a kind is known to be of that kind in every branch."""
    for branch in branches(statement.whole):
        bound = bound_variables(branch)
        used = set().union(*(variables(literal) for literal in branch), *(variables(c) for c in statement.conclusions))
        if not used <= bound.keys():
            return False
        for conclusion in statement.conclusions:
            if isinstance(conclusion, Clause):
                for place, kind in zip(conclusion.places, conclusion.verb.kinds):
                    if isinstance(place, Var) and kind is not None and kind not in bound[place.name]:
                        return False
    return True
