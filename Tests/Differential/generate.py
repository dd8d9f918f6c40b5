"""Random stratified programs of the language, with profiles to judge. The same seed makes the same program."""

import random

from abstract import (
    FACES, HAS, NOTHING, SELF, AddNumber, And, Binary, Choice, ChoiceIs, Clause, Compare, Conflict, KindTest, Literal, Not, NumberOf,
    Or, Pick, Profile, Program, Quantifier, Rule, Same, SetNumber, Subject, Var, Verb, Wild, bound_variables, branches, clauses,
    is_safe, leaves, variables)
from strata import levels

KINDS = [("layer", "layers"), ("actor", "actors"), ("company", "companies"), ("route", "routes")]
NAMES = ["interface", "model endpoint", "daily habit", "cloud partner", "chip maker", "tier 2 desk", "marketplace", "Meridian", "Ostrel",
         "café", "billing", "identity", "quiet room", "north-gate", "field office", "Ökosystem"]
ODD_NAMES = ["rock and roll", "24-hour desk", "is nice", "say \"hello\"", "why not", "depends on luck"]
PROPERTIES = ["consumer speed", "enterprise caution", "long neck", "wide footprint", "steady pulse", "trust", "slow release train",
              "open weights", "thin margin", "good name", "chews cud", "late start"]
VERBS = [Verb(w) for w in ("owns", "captures", "lacks", "uses", "needs", "controls", "depends on")]
WORDS = ["hides", "routes through", "is part of", "looks after", "fears", "lends"]
PATTERNS = [("sells", ("to",)), ("leases", ("from", "under")), ("sells", ("to", "through")), ("ships", ("via",))]
NUMBERS = ["control score", "usage share", "head count", "margin"]
CHOICES = ["main lane", "archetype"]


class Generator:
    """Makes one program and its profiles; the sizes are drawn first, so that small and large cases mix."""

    def __init__(self, seed, small=False):
        self.random = random.Random(seed)
        self.small = small
        self.features = {f: self.chance(0.6) for f in (
            "kinds", "variables", "quantifiers", "numbers", "choices", "conflicts", "prepositions", "unknown", "odd", "memberships")}
        self.terms = self.random.sample(NAMES, self.between(2, 4)) + (self.random.sample(ODD_NAMES, 1) if self.features["odd"] else [])
        self.properties = self.random.sample(PROPERTIES, self.between(2, 5))
        self.kinds = self.make_kinds() if self.features["kinds"] else {}
        self.verbs = self.make_verbs()
        unit = self.one(["", "", "%", "people", "EUR"])
        names = self.random.sample(NUMBERS, self.between(1, 3)) if self.features["numbers"] else []
        self.numbers = dict.fromkeys(names, unit)
        self.roles = {n: self.random.choice(["given", "set", "add", "add"]) for n in self.numbers}
        self.choices = self.make_choices() if self.features["choices"] else {}
        self.subjects = [SELF, SELF, SELF] + self.terms[:2]

    def chance(self, probability):
        return self.random.random() < probability

    def between(self, low, high):
        return self.random.randint(low, high)

    def one(self, options):
        return self.random.choice(options)

    def make_kinds(self):
        kinds = {}
        for kind, plural in self.random.sample(KINDS, self.between(1, 3)):
            kinds[kind] = (plural, tuple(self.random.sample(self.terms, self.between(1, min(4, len(self.terms))))))
        return kinds

    def make_verbs(self):
        verbs = self.random.sample(VERBS, self.between(1, 3))
        for _ in range(self.between(0, 2)):
            kinds = tuple(self.one([None, None, *self.kinds]) for _ in range(2))
            known = [v for v in VERBS if v not in verbs]
            words = self.one(known).words if known and self.chance(0.3) else self.one(WORDS)
            verbs.append(Verb(words, (), kinds, True))
        if self.features["prepositions"]:
            for words, prepositions in self.random.sample(PATTERNS, self.between(1, 2)):
                kinds = tuple(self.one([None, None, *self.kinds]) for _ in range(2 + len(prepositions)))
                verbs.append(Verb(words, prepositions, kinds, True))
        unique = {(v.words, len(v.prepositions)): v for v in verbs}
        return tuple(unique.values())

    def make_choices(self):
        choices = {}
        for name in self.random.sample(CHOICES, self.between(1, 2)):
            options = tuple(self.random.sample(["alpha", "beta", "gamma", NOTHING, "delta"], self.between(2, 3)))
            choices[name] = Choice(
                self.one(["one of", "first of", "all of"]), options, self.one([None, None, NOTHING, "alpha", "omega"]))
        return choices

    # Places and clauses

    def constant(self, kind):
        members = self.kinds[kind][1] if kind else tuple(self.terms)
        return SELF if self.chance(0.08) else self.one(members)

    def place(self, kind, names, ground=False):
        if names and self.chance(0.55):
            return Var(self.one(names))
        if not ground and self.chance(0.07):
            return Wild()
        return self.constant(kind)

    def quantifier(self, kind):
        if self.chance(0.2):
            return Quantifier("only", term=self.constant(kind).replace(SELF, self.one(self.kinds[kind][1] if kind else self.terms)))
        over = kind if kind and self.chance(0.8) else self.one(list(self.kinds))
        word = self.one(["any", "any", "no", "every", "at least", "at least", "at most", "exactly"])
        return Quantifier(word, over, self.between(1, 3) if word == "at least" else self.between(0, 3))

    def subject(self, kind, names):
        if names and self.chance(0.5):
            return Var(self.one(names))
        fits = [s for s in self.subjects if s == SELF or kind is None or s in self.kinds[kind][1]]
        return self.one(fits)

    def clause(self, names, ground=False):
        """A clause for a condition, or with `ground` for a conclusion or a fact."""
        if self.chance(0.4):
            target = Var(self.one(names)) if names and self.chance(0.08) else self.one(self.properties)
            subject = self.subject(None, names)
            if not ground and self.features["quantifiers"] and self.chance(0.12):
                subject = Subject(self.one(["someone", "someone else", "no one", "no one else"]))
            return Clause(HAS, (subject, target))
        verb = self.one(self.verbs)
        places = [self.subject(verb.kinds[0], names)] + [self.place(k, names, ground) for k in verb.kinds[1:]]
        if not ground and self.features["quantifiers"]:
            if self.kinds and self.chance(0.3):
                spot = 1 if self.chance(0.8) else self.between(1, verb.arity - 1)
                places[spot] = self.quantifier(verb.kinds[spot])
                if self.chance(0.15):
                    places[0] = Subject(self.one(["someone", "someone else"]))
            elif self.chance(0.15):
                places[0] = Subject(self.one(["someone", "someone else", "no one", "no one else"]))
        return Clause(verb, tuple(places))

    # Conditions

    def expression(self, names, depth=0):
        if depth < 1 and self.chance(0.25):
            return Binary(self.one("+-*"), self.expression(names, 1), self.expression(names, 1))
        if self.chance(0.3):
            return Literal(10 * self.between(-2, 6) + self.one([0, 0, 0, 5]))
        return self.reference(names)

    def reference(self, names):
        number = self.one(list(self.numbers))
        subject = Var(self.one(names)) if names and self.chance(0.5) else self.number_subject()
        return NumberOf(number, subject)

    def number_subject(self):
        return SELF if self.chance(0.7) else self.terms[0]

    def compare(self, names):
        left = self.expression(names)
        if isinstance(left, Literal):
            left = self.reference(names)
        operator = self.one([">=", ">=", "<=", ">", "<", "=", "!="])
        if isinstance(left, NumberOf) and self.chance(0.1):
            left = Binary("/", left, self.reference(names))
        right = Literal(10 * self.between(-1, 8)) if self.chance(0.6) else self.expression(names)
        return Compare(left, operator, right)

    def test(self, names):
        """A literal that binds nothing; only the given variables stand in it."""
        options = ["not"] * 4
        if self.numbers:
            options += ["compare"] * 3
        if self.choices:
            options += ["choice"] * 2
        if names:
            options += ["same"]
            if self.kinds:
                options += ["kind"]
        match self.one(options):
            case "compare":
                return self.compare(names)
            case "choice":
                choice = self.one(list(self.choices))
                return ChoiceIs(choice, self.one([*self.choices[choice].options, NOTHING]), self.chance(0.65))
            case "same":
                other = Var(self.one(names)) if self.chance(0.5) else self.one([SELF, *self.terms])
                return Same(Var(self.one(names)), other, self.chance(0.25))
            case "kind":
                return Not(KindTest(Var(self.one(names)), self.one(list(self.kinds))))
        return Not(self.group(names) if self.chance(0.2) else self.clause(names))

    def group(self, names):
        parts = tuple(self.test(names) if self.chance(0.25) else self.clause(names) for _ in range(self.between(2, 3)))
        return self.one([And, Or])(parts)

    def conjunction(self, names, size):
        parts = [self.clause(names) for _ in range(size)]
        if names and self.kinds and self.chance(0.25):
            parts.append(KindTest(Var(self.one(names)), self.one(list(self.kinds))))
        bound = sorted(bound_variables(parts))
        parts += [self.test(bound) for _ in range(self.one([0, 0, 1, 1, 2]))]
        if self.chance(0.15):
            self.random.shuffle(parts)
        return parts

    def condition(self, names, size):
        parts = self.conjunction(names, size)
        if self.chance(0.12):
            parts = [self.test([])]
        if self.chance(0.2):
            alternatives = Or(tuple(self.joined(self.conjunction(names, 1)) for _ in range(2)))
            parts = [alternatives] if self.chance(0.5) else [*parts, alternatives]
        return self.joined(parts)

    def joined(self, parts):
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    # Statements

    def rule(self, index):
        names = ["a", "b", "c"][:self.between(1, 3)] if self.features["variables"] and self.chance(0.6) else []
        condition = self.condition(names, self.between(1, 2 if self.small else 3))
        bound = sorted(set.intersection(*(set(bound_variables(b)) for b in branches(condition))))
        unless = None
        if self.chance(0.2):
            unless = self.group(bound) if self.chance(0.2) else self.clause(bound)
        name = f"r{index}" if self.chance(0.8) else None
        return Rule(name, condition, self.conclusions(bound), unless)

    def conclusions(self, bound):
        makers = [n for n, role in self.roles.items() if role != "given"]
        if makers and self.chance(0.3):
            number = self.one(makers)
            subject = Var(self.one(bound)) if bound and self.chance(0.3) else self.number_subject()
            kind = AddNumber if self.roles[number] == "add" else SetNumber
            return (kind(number, subject, self.amount(bound)), *self.more_conclusions(bound))
        if self.choices and self.chance(0.2):
            choice = self.one(list(self.choices))
            return (Pick(choice, self.one(self.choices[choice].options)), *self.more_conclusions(bound))
        return tuple(self.clause(bound, ground=True) for _ in range(self.one([1, 1, 1, 2])))

    def amount(self, bound):
        """What a number becomes, or gets more: a literal, another number, or one changed by a literal; a product has a whole factor."""
        if self.chance(0.7):
            return Literal(5 * self.between(-4, 12))
        read = self.reference(bound)
        return Binary(self.one("+-*"), read, Literal(10 * self.between(1, 3))) if self.chance(0.6) else read

    def more_conclusions(self, bound):
        return (self.clause(bound, ground=True),) if self.chance(0.2) else ()

    def conflict(self, index):
        names = ["a"] if self.chance(0.3) else []
        left, right = self.side(names), self.side(names)
        return Conflict(f"c{index}", left, right)

    def side(self, names):
        return self.clause(names) if self.chance(0.7) else self.condition(names, 1)

    def about_conflicts(self, index, names):
        word = self.one(["any", "no", "at least", "exactly", "at most"])
        target = Quantifier(word, "conflict", self.between(1, 2)) if self.chance(0.6) else self.one(names)
        return Rule(f"r{index}", Clause(FACES, (SELF, target)), self.conclusions([]))

    def fits(self, statement):
        """What the language refuses, or leaves open: left out."""
        if not is_safe(statement):
            return False
        if isinstance(statement, Conflict):
            return self.plain_conflict(statement)
        if not any(isinstance(c, AddNumber) for c in statement.conclusions):
            return True
        names = variables(statement)
        return all(names == bound_variables(branch).keys() for branch in branches(statement.whole))

    def plain_conflict(self, conflict):
        shown = list(leaves(conflict.whole))
        return all(isinstance(leaf, (Clause, ChoiceIs, Compare, Same)) for leaf, _ in shown) and not any(
            isinstance(c.subject, (Subject, Wild)) for c in clauses(conflict.whole))

    def program(self):
        statements = []
        wanted = self.between(1, 5) if self.small else self.between(2, 14)
        for index in range(60):
            if len(statements) >= wanted:
                break
            names = [s.name for s in statements if isinstance(s, Conflict)]
            if self.features["conflicts"] and self.chance(0.2):
                statement = self.conflict(index)
            elif names and self.features["kinds"] and self.chance(0.2):
                statement = self.about_conflicts(index, names)
            else:
                statement = self.rule(index)
            if self.fits(statement) and levels([*statements, statement], {}) is not None:
                statements.append(statement)
        self.random.shuffle(statements)
        return Program(self.kinds, self.verbs, self.numbers, self.choices, tuple(statements))

    # Profiles

    def fact(self, program):
        """A ground clause, often one that some rule reads."""
        read = [c for s in program.statements for c in clauses(s.whole) if c.verb != FACES]
        if read and self.chance(0.85):
            model = self.one(read)
            places = []
            for place, kind in zip(model.places, model.verb.kinds):
                if isinstance(place, Quantifier) and place.word == "only" and self.chance(0.5):
                    place = place.term
                elif isinstance(place, Quantifier) and place.kind in self.kinds:
                    fits = [t for t in self.kinds[place.kind][1] if kind is None or t in self.kinds[kind][1]]
                    place = self.one(fits) if fits else self.constant(kind)
                places.append(place if isinstance(place, str) else self.constant(kind))
            if isinstance(model.places[0], Subject) and self.chance(0.5):
                places[0] = SELF
            return Clause(model.verb, tuple(places))
        return self.clause([], ground=True)

    def profile(self, program, name):
        facts = list(dict.fromkeys(self.fact(program) for _ in range(self.between(0, 14))))
        memberships = []
        if self.kinds and self.features["memberships"] and self.chance(0.3):
            memberships = [(self.one(["Zephyr", *self.terms]), self.one(list(self.kinds)))]
        unknown = []
        if self.features["unknown"] and self.chance(0.5):
            candidates = list(dict.fromkeys(self.fact(program) for _ in range(self.between(1, 3))))
            unknown = [f for f in candidates if f not in facts]
        numbers, picks = {}, []
        for number in self.numbers:
            if self.chance(0.6):
                numbers[(number, SELF)] = 10 * self.between(-3, 9) + self.one([0, 0, 5])
            if self.chance(0.3):
                numbers[(number, self.terms[0])] = 10 * self.between(-3, 9)
        for choice, plan in self.choices.items():
            if self.chance(0.2):
                picks += [(choice, o) for o in self.random.sample(plan.options, self.one([1, 1, 1, 2]))]
        return Profile(name, tuple(facts), tuple(memberships), tuple(numbers.items()), tuple(picks), tuple(unknown))

    def case(self, profiles):
        program = self.program()
        return program, [self.profile(program, f"P{i}") for i in range(profiles)]
