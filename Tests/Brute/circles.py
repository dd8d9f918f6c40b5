"""Which rules conclude only each other's conditions, found by letting every rule wait for what it asks for."""

from collections import defaultdict
from itertools import product

from abstract import SELF, Clause, KindTest, Same, Subject, Var, Wild
from conditions import body, ways
from tables import ground
from world import require


def static_holds(case, leaf, holds, binding):
    """Whether what no profile changes is as it has to be."""
    return not isinstance(leaf, (Same, KindTest)) or bool(case.tables.holds(leaf, binding)) == holds


def is_one(place):
    """Whether one term in a place is enough, whichever it is."""
    return isinstance(place, (str, Var, Wild)) or isinstance(place, Subject) and not place.negative


def alternatives(vocabulary, clause):
    """The facts any of which is enough for a clause."""
    places = [[p] if isinstance(p, str) else vocabulary.fitting(clause.verb, i) for i, p in enumerate(clause.places)]
    others = [SELF if isinstance(p, Subject) and p.other else None for p in clause.places]
    return {Clause(clause.verb, terms) for terms in product(*places) if all(t != o for t, o in zip(terms, others))}


def waiting(case, statement):
    """For each binding of a statement's variables and each way in which it may hold, its number, what it waits for (each time any
    of some facts), and what it would conclude then."""
    for binding in case.bindings(statement):
        made = [ground(c, binding) for c in statement.conclusions if isinstance(c, Clause)]
        for number, way in enumerate(ways(body(statement))):
            if not all(static_holds(case, leaf, holds, binding) for leaf, holds in way):
                continue
            asked = [leaf for leaf, holds in way if holds and isinstance(leaf, Clause) and all(map(is_one, leaf.places))]
            yield number, [alternatives(case.vocabulary, ground(leaf, binding)) for leaf in asked], made


def judge_circles(case):
    """Rules that conclude only each other's conditions."""
    founded, known = set(), set(case.space.base)
    instances = [list(waiting(case, s)) for s in case.statements]
    grows = True
    while grows:
        before = len(known), len(founded)
        for index in range(len(instances)):
            for _, facts, made in instances[index]:
                if all(any_of & known for any_of in facts):
                    founded.add(index)
                    known |= set(made)
        grows = before != (len(known), len(founded))
    made_by = [{f for _, _, made in ways_of for f in made} for ways_of in instances]
    ahead = {}
    for index in set(range(len(case.statements))) - founded:
        # A clause that some binding fulfils is not what the rule waits for.
        asked = defaultdict(set)
        for number, facts, _ in instances[index]:
            for place, any_of in enumerate(facts):
                asked[number, place] |= any_of
        missing = set().union(*(facts for facts in asked.values() if not facts & known))
        ahead[index] = {o for o in range(len(instances)) if o not in founded and missing & made_by[o]}

    def reach(start):
        seen, open_ = set(), [start]
        while open_:
            new = ahead[open_.pop()] - seen
            seen |= new
            open_ += new
        return seen

    circles = [frozenset(o for o in reach(i) | {i} if o == i or i in reach(o)) for i in ahead]
    firsts = {min(circle) for circle in circles if len(circle) > 1}
    for index in range(len(case.statements)):
        # Rules that cannot fire for another reason beside may be said to wait too.
        wanted = index in firsts or index in ahead and bool(case.found[index]["baseless-circle"])
        case.agree(index, "baseless-circle", wanted, f"circles are {circles}")
        if index in ahead:
            require(not case.fires[index], "a rule of a baseless circle fires")
    return len(case.statements)
