"""The values at which given numbers are tried: the points where something turns, and room between each two of them."""

from itertools import combinations_with_replacement

from abstract import AddNumber, Compare, Literal, NumberOf, SetNumber, leaves


class Values:
    """Amounts in tenths, by position; the first position stands for no value.

    Where numbers are compared with each other or set one from the other, each gap between two points has room for every given
    number to have a value of its own; else one value a gap is enough.
    """

    def __init__(self, statements, count):
        conclusions = [c for s in statements for c in s.conclusions]
        comparisons = [leaf for s in statements for leaf, _ in leaves(s.whole) if isinstance(leaf, Compare)]
        joins = any(isinstance(c.left, NumberOf) and isinstance(c.right, NumberOf) for c in comparisons)
        joins |= any(isinstance(c, SetNumber) and isinstance(c.value, NumberOf) for c in conclusions)
        self.room = max(1, count) if joins else 1
        sides = [side for c in comparisons for side in (c.left, c.right)] + [c.value for c in conclusions if isinstance(c, SetNumber)]
        cuts = {side.tenths for side in sides if isinstance(side, Literal)}
        added = {c.value.tenths for c in conclusions if isinstance(c, AddNumber) and isinstance(c.value, Literal)}
        if joins and added:
            cuts |= {sum(some) for size in range(4) for some in combinations_with_replacement(sorted(added), size)}
        self.cuts = sorted(cuts or {0})
        self.gaps = [[self.cuts[0] - 10 * i for i in range(self.room, 0, -1)]]
        for low, high in zip(self.cuts, self.cuts[1:]):
            self.gaps.append([low + (high - low) * i // (self.room + 1) for i in range(1, self.room + 1)])
        self.gaps.append([self.cuts[-1] + 10 * i for i in range(1, self.room + 1)])
        self.amounts = (None, *sorted([*self.cuts, *(v for gap in self.gaps for v in gap)]))

    def positions(self, amounts):
        """For amounts that a profile gives the positions that are as good: in the same gaps, in the same order."""
        found = {cut: self.amounts.index(cut) for cut in self.cuts if cut in amounts}
        for number, gap in enumerate(self.gaps):
            low = self.cuts[number - 1] if number else None
            high = self.cuts[number] if number < len(self.cuts) else None
            inside = sorted(a for a in set(amounts) if (low is None or low < a) and (high is None or a < high))
            for index, amount in enumerate(inside):
                found[amount] = self.amounts.index(gap[min(index, len(gap) - 1)])
        return found
