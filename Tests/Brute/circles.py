"""Which rules conclude only each other's conditions, found by letting every rule wait for what it asks for."""

from collections import defaultdict
from dataclasses import replace
from itertools import product

from abstract import NOTHING, SELF, ChoiceIs, Clause, KindTest, Pick, Quantifier, Same, Subject
from conditions import body, ways
from tables import ground
from world import require


def static_holds(case, leaf, holds, binding):
    """Whether what no profile changes is as it has to be."""
    return not isinstance(leaf, (Same, KindTest)) or bool(case.tables.holds(leaf, binding)) == holds


def least(quantifier, holds, members):
    """How many members a quantifier needs at least, or its denial."""
    match quantifier.word:
        case "any" | "only":
            return int(holds)
        case "at least" | "exactly":
            return quantifier.count if holds else 0
        case "every":
            return len(members) if holds else 0
        case "no":
            return int(not holds)
        case "at most":
            return 0 if holds else quantifier.count + 1


def asked(vocabulary, clause, holds):
    """What a clause or its denial needs: so many of some facts, or so many of some others."""
    subject = clause.subject
    if isinstance(subject, Subject):
        holds ^= subject.negative
        subjects = [t for t in vocabulary.fitting(clause.verb, 0) if not (subject.other and t == SELF)]
        # That nobody fits is asked of everybody.
        found = [asked(vocabulary, replace(clause, places=(t, *clause.places[1:])), holds) for t in subjects]
        quantified = any(isinstance(p, Quantifier) for p in clause.places)
        return [a for ask in found for a in ask] if holds or not quantified else []
    places, count = [], int(holds)
    for position, place in enumerate(clause.places):
        if not isinstance(place, Quantifier):
            places.append([place] if isinstance(place, str) else vocabulary.fitting(clause.verb, position))
            continue
        places.append([place.term] if place.word == "only" else vocabulary.members(place.kind))
        count = least(place, holds, places[-1])
    return [({Clause(clause.verb, terms) for terms in product(*places)}, count)] if count else []


def asked_picks(case, leaf, holds):
    """The same for a choice."""
    choice = case.program.choices[leaf.choice]
    terms = {*choice.options, choice.otherwise} - {None, NOTHING}
    if leaf.holds != holds:
        return [({Pick(leaf.choice, t) for t in terms}, 1)] if leaf.term == NOTHING else []
    return [({Pick(leaf.choice, leaf.term)}, 1)] if leaf.term != NOTHING else []


def waiting(case, statement):
    """For each binding of a statement's variables and each way in which it may hold, its number, what it waits for (each time so
    many of some facts, or of others), and what it would conclude then."""
    for binding in case.bindings(statement):
        made = [c if isinstance(c, Pick) else ground(c, binding) for c in statement.conclusions if isinstance(c, (Clause, Pick))]
        for number, way in enumerate(ways(body(statement))):
            if not all(static_holds(case, leaf, holds, binding) for leaf, holds in way):
                continue
            needs = [asked(case.vocabulary, ground(leaf, binding), holds) for leaf, holds in way if isinstance(leaf, Clause)]
            needs += [asked_picks(case, leaf, holds) for leaf, holds in way if isinstance(leaf, ChoiceIs)]
            yield number, needs, made


def is_met(ask, known):
    """Whether something is known of which it is enough; nothing asked is met."""
    return not ask or any(len(facts & known) >= count for facts, count in ask)


def judge_circles(case):
    """Rules that conclude only each other's conditions."""
    founded, known = set(), {*case.space.base, *case.space.picks}
    known |= {Pick(name, choice.otherwise) for name, choice in case.program.choices.items() if choice.otherwise}
    instances = [list(waiting(case, s)) for s in case.statements]
    grows = True
    while grows:
        before = len(known), len(founded)
        for index in range(len(instances)):
            for _, needs, made in instances[index]:
                if all(is_met(ask, known) for ask in needs):
                    founded.add(index)
                    known |= set(made)
        grows = before != (len(known), len(founded))
    made_by = [{f for _, _, made in ways_of for f in made} for ways_of in instances]
    ahead = {}
    for index in set(range(len(case.statements))) - founded:
        # A clause that some binding fulfils is not what the rule waits for.
        clauses = defaultdict(list)
        for number, needs, _ in instances[index]:
            for place, ask in enumerate(needs):
                clauses[number, place].append(ask)
        unmet = [ask for asks in clauses.values() if not any(is_met(a, known) for a in asks) for ask in asks]
        missing = set().union(*(facts for ask in unmet for facts, _ in ask)) - known
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
        case.agree(index, "baseless-circle", index in firsts, f"circles are {circles}")
        if index in ahead:
            require(not case.fires[index], "a rule of a baseless circle fires")
    return len(case.statements)
