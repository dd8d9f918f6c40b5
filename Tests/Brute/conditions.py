"""Conditions of abstract rules: what stands in them, and what is left without a part."""

import small
from abstract import And, Clause, Conflict, Not, Or, Subject


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


def shown(literal):
    """Two negations are none: `not no one …` asks for someone, and binds as that does."""
    match literal:
        case Not(Clause(verb, (Subject() as subject, *rest))) if subject.negative:
            return Clause(verb, (Subject("someone else" if subject.other else "someone"), *rest))
    return literal


def literals(condition):
    """The condition as alternatives of literals, with every `not` at its clause."""
    return [[shown(signed(leaf, holds)) for leaf, holds in way] for way in ways(condition)]
