"""The values at which given numbers are tried: the points where something turns, and room between each two of them."""

from itertools import combinations_with_replacement

from abstract import AddNumber, Binary, Compare, Literal, NumberOf, SetNumber, leaves


def line(expression):
    """A factor and a constant in tenths, for a number times the one and plus the other."""
    match expression:
        case NumberOf():
            return 1, 0
        case Binary("*", NumberOf(), Literal(tenths)):
            return tenths / 10, 0
        case Binary("+" | "-" as operator, NumberOf(), Literal(tenths)):
            return 1, tenths if operator == "+" else -tenths


class Values:
    """Amounts in tenths, by position; the first position stands for no value.

    Where numbers are compared with each other or set one from the other, each gap between two points has room for every given
    number to have a value of its own; else one value a gap is enough. Where one number is a line of another one, the values are
    also what the line makes of values, and what it makes values of; then what witnesses give is tried too.
    """

    def __init__(self, statements, count, witnessed=()):
        conclusions = [c for s in statements for c in s.conclusions]
        comparisons = [leaf for s in statements for leaf, _ in leaves(s.whole) if isinstance(leaf, Compare)]
        sides = [side for c in comparisons for side in (c.left, c.right)] + [c.value for c in conclusions if isinstance(c, SetNumber)]
        self.lines = {line(side) for side in sides if isinstance(side, Binary)}
        joins = any(not isinstance(c.left, Literal) and not isinstance(c.right, Literal) for c in comparisons)
        joins |= any(isinstance(c, SetNumber) and not isinstance(c.value, Literal) for c in conclusions)
        self.room = max(1, count) if joins else 1
        cuts = {side.tenths for side in sides if isinstance(side, Literal)}
        added = {c.value.tenths for c in conclusions if isinstance(c, AddNumber) and isinstance(c.value, Literal)}
        if joins and added:
            cuts |= {sum(some) for size in range(4) for some in combinations_with_replacement(sorted(added), size)}
        self.cuts = sorted(self.on_lines(cuts or {0}))
        self.gaps = [[self.cuts[0] - 10 * i for i in range(self.room, 0, -1)]]
        for low, high in zip(self.cuts, self.cuts[1:]):
            self.gaps.append([low + (high - low) * i // (self.room + 1) for i in range(1, self.room + 1)])
        self.gaps.append([self.cuts[-1] + 10 * i for i in range(1, self.room + 1)])
        amounts = self.on_lines({*self.cuts, *(v for gap in self.gaps for v in gap)})
        self.amounts = (None, *sorted(amounts | set(witnessed) if self.lines else amounts))

    def on_lines(self, amounts):
        """Amounts with what the lines make of them, and what they make them of."""
        there = {factor * a + constant for factor, constant in self.lines for a in amounts}
        return {*amounts, *there, *((a - constant) / factor for factor, constant in self.lines for a in amounts)}

    def positions(self, amounts):
        """For amounts that a profile gives the positions that are as good: in the same gaps, in the same order."""
        if self.lines:
            return {amount: self.amounts.index(amount) for amount in amounts}
        found = {cut: self.amounts.index(cut) for cut in self.cuts if cut in amounts}
        for number, gap in enumerate(self.gaps):
            low = self.cuts[number - 1] if number else None
            high = self.cuts[number] if number < len(self.cuts) else None
            inside = sorted(a for a in set(amounts) if (low is None or low < a) and (high is None or a < high))
            for index, amount in enumerate(inside):
                found[amount] = self.amounts.index(gap[min(index, len(gap) - 1)])
        return found
