"""Small random rule sets about few given facts, so that every profile can be tried."""

import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Differential"))

from abstract import (
    HAS, NOTHING, SELF, And, Choice, ChoiceIs, Clause, Conflict, Not, Or, Pick, Profile, Program, Quantifier, Rule, Verb,
    clauses, leaves)
from strata import levels

OWNS = Verb("owns", (), (None, "layer"), True)
CAPTURES = Verb("captures")
LAYERS = ("interface", "workflow", "identity")
BASE = ["long neck", "steady pulse", "thin margin", "open weights", "late start"]
DERIVED = ["wide reach", "strong hold", "good name", "slow release", "high cost", "firm ground"]
PARTNER = "cloud partner"


class SmallGenerator:
    """Rules without variables over at most `limit` base facts. What rules conclude is never base; the options of a choice that no
    rule picks are."""

    def __init__(self, seed, limit=8, choices=True):
        self.random = random.Random(seed)
        self.limit = limit
        self.layers = LAYERS[:self.random.randint(2, 3)]
        self.base = [Clause(HAS, (SELF, p)) for p in self.random.sample(BASE, self.random.randint(2, 5))]
        if self.chance(0.3):
            self.base.append(Clause(HAS, (PARTNER, "late start")))
        self.derived = [Clause(HAS, (SELF, p)) for p in self.random.sample(DERIVED, self.random.randint(2, 5))]
        self.derived += [Clause(CAPTURES, (SELF, "habit"))] if self.chance(0.5) else []
        self.derived += [Clause(HAS, (PARTNER, "good name"))] if self.chance(0.2) else []
        self.with_kinds = self.chance(0.6)
        self.choices = {}
        self.picks = self.chance(0.6)
        if choices and self.chance(0.4):
            policy = self.random.choice(["one of", "first of", "all of"])
            self.choices = {"main lane": Choice(policy, ("alpha", "beta"), self.random.choice([None, "alpha", NOTHING]))}

    def chance(self, probability):
        return self.random.random() < probability

    def clause(self):
        roll = self.random.random()
        if self.with_kinds and roll < 0.3:
            word = self.random.choice(["any", "no", "every", "at least", "at most", "exactly", "only", None, None])
            if word is None:
                return Clause(OWNS, (SELF, self.random.choice(self.layers)))
            if word == "only":
                return Clause(OWNS, (SELF, Quantifier("only", term=self.random.choice(self.layers))))
            return Clause(OWNS, (SELF, Quantifier(word, "layer", self.random.randint(1, 2))))
        return self.random.choice(self.base + self.derived if self.chance(0.5) else self.base)

    def literal(self):
        if self.choices and self.chance(0.12):
            return ChoiceIs("main lane", self.random.choice(["alpha", "beta", NOTHING]), self.chance(0.6))
        return Not(self.clause()) if self.chance(0.25) else self.clause()

    def condition(self, depth=0):
        roll = self.random.random()
        if depth >= 2 or roll < 0.35:
            return self.literal()
        parts = tuple(self.condition(depth + 1) for _ in range(self.random.randint(2, 3)))
        if roll > 0.95:
            return Not(And(parts))
        return self.flat(And if roll < 0.78 else Or, parts)

    def flat(self, make, parts):
        """Nested groups of one sort become one, as the text would be read."""
        return make(tuple(p for part in parts for p in (part.parts if isinstance(part, make) else (part,))))

    def rule(self, index):
        conclusions = (self.random.choice(self.derived),)
        if self.choices and self.picks and self.chance(0.3):
            conclusions = (Pick("main lane", self.random.choice(["alpha", "beta"])),)
        elif self.chance(0.15):
            conclusions = tuple(dict.fromkeys((*conclusions, self.random.choice(self.derived))))
        return Rule(f"r{index}", self.condition(), conclusions, self.condition(1) if self.chance(0.2) else None)

    def statement(self, index):
        if self.chance(0.15):
            return Conflict(f"c{index}", self.literal(), self.literal())
        return self.rule(index)

    def program(self, size=None):
        statements = []
        size = size or self.random.randint(2, 6)
        for index in range(size * 4):
            new = [*statements, self.statement(index)]
            if len(statements) < size and levels(new, {}) is not None and len(base_facts(new, self.layers, self.choices)) <= self.limit:
                statements = new
        return self.complete(statements)

    def complete(self, statements):
        kinds = {"layer": ("layers", self.layers)}
        return Program(kinds, (OWNS, CAPTURES), {}, self.choices, tuple(statements))

    def changed(self, program):
        """Another version: one rule dropped, doubled, or with another condition or conclusion."""
        statements = list(program.statements)
        at = self.random.randrange(len(statements))
        roll = self.random.random()
        if roll < 0.2 and len(statements) > 1:
            del statements[at]
        elif roll < 0.3:
            self.random.shuffle(statements)
        elif roll < 0.5 and isinstance(statements[at], Rule):
            old = statements[at]
            statements.append(Rule("again", And((old.condition, self.clause())), old.conclusions, old.unless))
        else:
            statements[at] = self.statement(90 + at)
        if levels(statements, {}) is None or len(base_facts(statements, self.layers, self.choices)) > self.limit:
            return program
        return self.complete(statements)

    def profile(self, facts, name="P", unknown=0):
        """A random profile over the facts, with some facts unknown."""
        shuffled = list(facts)
        self.random.shuffle(shuffled)
        open_facts = [f for f in shuffled if isinstance(f, Clause)][:unknown]
        share = self.random.random()
        return given(name, [f for f in shuffled if f not in open_facts and self.chance(share)], open_facts)


def given(name, facts, unknown=()):
    """A profile of facts and picks."""
    picks = [(f.choice, f.term) for f in facts if isinstance(f, Pick)]
    return Profile(name, tuple(f for f in facts if isinstance(f, Clause)), picks=tuple(picks), unknown=tuple(unknown))


def state_of(profile):
    """What a profile gives, facts and picks."""
    return frozenset(profile.facts) | frozenset(Pick(choice, term) for choice, term in profile.picks)


def is_contested(state, choices, policies):
    """Whether the state picks two options of a choice with one of the policies."""
    picked = [f.choice for f in state if isinstance(f, Pick) and choices[f.choice].policy in policies]
    return len(picked) > len(set(picked))


def read_facts(statement, layers):
    """The ground facts that a statement looks at."""
    for clause in clauses(statement.whole):
        subject, target = clause.places
        targets = layers if isinstance(target, Quantifier) else [target]
        yield from (Clause(clause.verb, (subject, t)) for t in targets)


def base_facts(statements, layers, choices):
    """What some rule reads and none concludes, in the order of the rules; then the options of choices that only are read."""
    concluded = {c for s in statements for c in s.conclusions if isinstance(c, Clause)}
    read = dict.fromkeys(f for s in statements for f in read_facts(s, layers))
    picked = {c.choice for s in statements for c in s.conclusions if isinstance(c, Pick)}
    asked = dict.fromkeys(l.choice for s in statements for l, _ in leaves(s.whole) if isinstance(l, ChoiceIs))
    options = [Pick(c, term) for c in asked if c not in picked for term in choices[c].options]
    return [f for f in read if f not in concluded] + options
