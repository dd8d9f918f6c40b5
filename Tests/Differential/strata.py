"""Which statement depends on which, and in what order they can be evaluated.

A statement depends on another where the other's conclusion can unify with one of its clauses. The answer here is careful: it may
call more programs circular than the language does, never fewer.
"""

from abstract import (
    SELF, AddNumber, ChoiceIs, Clause, Compare, NumberOf, Pick, Quantifier, SetNumber, Subject, Var, Wild, expression_numbers,
    is_binding, leaves)


def _places_unify(read, concluded, kinds):
    """Whether a place of a reading clause can be a place of a conclusion. `kinds` gives the closed kinds' members."""
    if isinstance(concluded, Var) or isinstance(read, (Var, Wild, Subject)):
        return True
    if isinstance(read, Quantifier):
        return read.word == "only" or read.kind not in kinds or concluded in kinds[read.kind]
    return read == concluded


def _reads(statement):
    """Pairs of what a statement looks at (a clause, ("number", name, subject) or ("choice", name)) and whether it must be finished first."""
    for leaf, positive in leaves(statement.whole):
        match leaf:
            case Clause(verb, places):
                counted = any(isinstance(p, Quantifier) and p.word != "any" for p in places)
                finished = not positive or not is_binding(leaf) or counted
                ranged = not is_binding(leaf) and isinstance(places[0], Subject)
                yield Clause(verb, (Wild(),) * verb.arity) if ranged else leaf, finished
            case ChoiceIs(choice, _, _):
                yield ("choice", choice), True
            case Compare(left, _, right):
                for side in (left, right):
                    for number in expression_numbers(side):
                        yield ("number", number.number, number.subject), True
    for conclusion in statement.conclusions:
        if isinstance(conclusion, (SetNumber, AddNumber)):
            for number in expression_numbers(conclusion.value):
                yield ("number", number.number, number.subject), True


def _concludes(conclusion):
    match conclusion:
        case SetNumber(number, subject, _) | AddNumber(number, subject, _):
            return ("number", number, subject)
        case Pick(choice, _):
            return ("choice", choice)
    return conclusion


def _meets(read, concluded, kinds):
    if isinstance(read, Clause) != isinstance(concluded, Clause):
        return False
    if isinstance(read, tuple):
        return read[:2] == concluded[:2] and all(_places_unify(r, c, kinds) for r, c in zip(read[2:], concluded[2:]))
    return read.verb == concluded.verb and all(
        _places_unify(r, c, kinds) for r, c in zip(read.places, concluded.places))


def dependencies(statements, kinds):
    """For each statement, the indices it depends on, mapped to whether they must be finished first."""
    result = []
    for reader in statements:
        settles = any(isinstance(c, (SetNumber, AddNumber)) for c in reader.conclusions)
        needs = {}
        for read, finished in _reads(reader):
            for index, maker in enumerate(statements):
                if any(_meets(read, _concludes(c), kinds) for c in maker.conclusions):
                    needs[index] = needs.get(index, False) or finished or settles
        result.append(needs)
    return result


def levels(statements, kinds):
    """The component of each statement in an order of evaluation, or None where a circle runs through something unfinished."""
    needs = dependencies(statements, kinds)
    order, low, stack, level = {}, {}, [], {}

    def visit(node):
        order[node] = low[node] = len(order)
        stack.append(node)
        for target in needs[node]:
            if target not in order:
                visit(target)
                low[node] = min(low[node], low[target])
            elif target not in level:
                low[node] = min(low[node], order[target])
        if low[node] == order[node]:
            component = len(set(level.values()))
            while True:
                member = stack.pop()
                level[member] = component
                if member == node:
                    return

    for node in range(len(statements)):
        if node not in order:
            visit(node)
    for node, targets in enumerate(needs):
        if any(finished and level[target] == level[node] for target, finished in targets.items()):
            return None
    return [level[node] for node in range(len(statements))]
