"""Makes a failing case small: takes away statements, facts and parts of conditions as long as it still fails."""

from dataclasses import replace

from abstract import And, Conflict, Not, Or, Rule, is_safe
from strata import levels


def smaller_conditions(condition):
    """Conditions with one part less."""
    match condition:
        case And(parts) | Or(parts):
            for index, part in enumerate(parts):
                rest = parts[:index] + parts[index + 1:]
                yield rest[0] if len(rest) == 1 else type(condition)(rest)
                yield part
                for smaller in smaller_conditions(part):
                    yield type(condition)((*parts[:index], smaller, *parts[index + 1:]))
        case Not(inner):
            yield inner
            for smaller in smaller_conditions(inner):
                yield Not(smaller)


def smaller_statements(statement):
    if isinstance(statement, Conflict):
        for left in smaller_conditions(statement.left):
            yield replace(statement, left=left)
        for right in smaller_conditions(statement.right):
            yield replace(statement, right=right)
        return
    if statement.unless is not None:
        yield replace(statement, unless=None)
        for unless in smaller_conditions(statement.unless):
            yield replace(statement, unless=unless)
    for condition in smaller_conditions(statement.condition):
        yield replace(statement, condition=condition)
    if len(statement.conclusions) > 1:
        for conclusion in statement.conclusions:
            yield replace(statement, conclusions=(conclusion,))


def smaller_cases(program, profiles):
    """Every case that has one thing less, the largest cuts first."""
    if len(profiles) > 1:
        for profile in profiles:
            yield program, [profile]
    statements = program.statements
    for index in range(len(statements)):
        yield replace(program, statements=statements[:index] + statements[index + 1:]), profiles
    for index, statement in enumerate(statements):
        for smaller in smaller_statements(statement):
            cut = (*statements[:index], smaller, *statements[index + 1:])
            if is_safe(smaller) and levels(cut, {}) is not None:
                yield replace(program, statements=cut), profiles
    for index, profile in enumerate(profiles):
        for part in ("facts", "memberships", "numbers", "picks", "unknown"):
            items = getattr(profile, part)
            for position in range(len(items)):
                cut = replace(profile, **{part: items[:position] + items[position + 1:]})
                yield program, [*profiles[:index], cut, *profiles[index + 1:]]


def shrink(program, profiles, fails, budget=600):
    """The smallest case found that still fails, within a number of tries."""
    found = True
    while found:
        found = False
        for smaller in smaller_cases(program, profiles):
            budget -= 1
            if budget <= 0:
                return program, profiles
            try:
                failing = fails(*smaller)
            except ValueError:
                continue
            if failing:
                program, profiles = smaller
                found = True
                break
    return program, profiles
