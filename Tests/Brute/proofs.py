"""Which given facts every proof of a fact needs: proofs within one answer, so what is denied stays denied."""

from collections import defaultdict
from dataclasses import replace

from abstract import NOTHING, ChoiceIs, Pick
from reference import Reference, Step
from small import state_of
from strata import levels


class Proofs(Step):
    """The facts that still have a proof where some given facts may not be used."""

    def __init__(self, whole, program, given):
        facts = defaultdict(dict)
        for fact in given:
            if isinstance(fact, Pick):
                continue
            facts[fact.verb][fact.places] = 1
        super().__init__(whole, facts)
        self.program, self.derived = program, {}
        self.candidates = {choice: {} for choice in program.choices}
        for pick in given:
            if isinstance(pick, Pick):
                self.candidates[pick.choice][pick.term] = 1
        order = levels(program.statements, {})
        for level in sorted(set(order)):
            self.run([i for i, l in enumerate(order) if l == level])

    def literal(self, literal, binding):
        if not isinstance(literal, ChoiceIs):
            yield from super().literal(literal, binding)
            return
        for bound, height in self.whole.literal(literal, binding):
            proposed = self.whole.candidates[literal.choice]
            picked = self.whole.picks(literal.choice)
            shown = [t for t in proposed if t in self.candidates[literal.choice] and t in picked]
            if not proposed:
                is_shown = True
            elif literal.term == NOTHING:
                is_shown = NOTHING in shown if literal.holds else any(t != NOTHING for t in shown)
            else:
                is_shown = literal.term in shown or not literal.holds
            if is_shown:
                yield bound, height

    def holds(self, fact):
        return fact.places in self.facts[fact.verb]


def needed(program, profile, fact):
    """The given facts without which the fact has no proof in the profile's answer."""
    whole = Reference(program, profile)
    return {
        given for given in state_of(profile)
        if not Proofs(whole, program, [f for f in state_of(profile) if f != given]).holds(fact)}
