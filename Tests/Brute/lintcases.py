"""Small random rule sets for the judge of findings about meaning: without variables, with variables over kinds of few members, and
with denials of open places."""

import random
from dataclasses import replace

import small
from abstract import (
    HAS, NOTHING, SELF, AddNumber, And, Binary, Choice, ChoiceIs, Clause, Compare, Conflict, KindTest, Literal, Not, NumberOf, Or, Pick, Program,
    Quantifier, Rule, Same, SetNumber, Subject, Var, Verb, Wild, bound_variables, branches, is_safe, variables)
from small import CAPTURES, OWNS, SmallGenerator
from strata import levels
from tables import Vocabulary
from values import Values

LACKS = Verb("lacks")
ACTORS, LAYERS = ("chip maker", "cloud partner", "field office"), ("interface", "workflow")
PROPERTIES = ("long neck", "thin margin", "late start")
MOST_PROFILES = 40000


class LintGenerator(SmallGenerator):
    """Small rule sets in which rules may also say what is captured and lacked."""

    strangers = 0

    def __init__(self, seed):
        super().__init__(seed, limit=6)
        if self.chance(0.4):
            self.derived += [Clause(verb, (SELF, "usage")) for verb in (CAPTURES, LACKS)]

    def complete(self, statements):
        return replace(super().complete(statements), verbs=(OWNS, CAPTURES, LACKS))

    def rule(self, index):
        rule = super().rule(index)
        # Rules that are nearly another one: the same condition with one clause more, or turned round.
        if index and self.chance(0.25) and self.made:
            other = self.random.choice(self.made)
            condition = other.condition
            if self.chance(0.4):
                condition = self.flat(And, (condition, self.literal()))
            elif isinstance(condition, (And, Or)):
                condition = replace(condition, parts=condition.parts[::-1])
            rule = replace(other, name=f"r{index}", condition=condition)
        self.made.append(rule)
        return rule

    @property
    def made(self):
        return self.__dict__.setdefault("rules_made", [])


class VariableGenerator:
    """Rules with one or two variables. What nothing concludes is given, as long as the profiles stay few."""

    def __init__(self, seed):
        self.random = random.Random(f"variables {seed}")
        self.kinds = {"actor": ("actors", ACTORS[:self.random.choice([2, 2, 3])]), "layer": ("layers", LAYERS)}
        self.is_open = self.chance(0.3)
        # A place without a kind takes terms that no rule mentions.
        self.strangers = 2
        self.verbs = self.random.sample([
            Verb("owns", (), ("actor", "layer"), True), Verb("trusts", (), ("actor", "actor"), True), Verb("uses", (), (None, "layer"), True),
            Verb("knows", (), ("actor", None if self.is_open else "layer"), True)], 2)
        self.numbers = {"score": "", "share": ""} if self.chance(0.35) else {}
        self.adds = self.chance(0.5)
        self.choices = {}
        if self.chance(0.3):
            policy = self.random.choice(["one of", "first of", "all of"])
            self.choices = {"main lane": Choice(policy, self.actors, self.random.choice([None, self.actors[0], NOTHING]))}

    @property
    def actors(self):
        return self.kinds["actor"][1]

    def chance(self, probability):
        return self.random.random() < probability

    def one(self, options):
        return self.random.choice(options)

    # Clauses

    def constant(self, kind):
        return SELF if kind is None or self.chance(0.15) else self.one(self.kinds[kind][1])

    def place(self, kind, names, is_head=False):
        names = [n for n in names if n in (("a", "b") if kind in ("actor", None) else ("l",))]
        if names and self.chance(0.75):
            return Var(self.one(names))
        if not is_head and self.chance(0.08):
            return Wild()
        return self.one(self.actors) if kind is None else self.constant(kind)

    def clause(self, names, is_head=False):
        if self.chance(0.45):
            people = [n for n in names if n != "l"]
            subject = Var(self.one(people)) if people and self.chance(0.65) else self.one([SELF, *self.actors[:1]])
            if not is_head and self.chance(0.1):
                subject = Subject(self.one(["someone", "no one", "someone else"]))
            return Clause(HAS, (subject, self.one(PROPERTIES)))
        verb = self.one(self.verbs)
        places = [self.place(k, names, is_head) for k in verb.kinds]
        if not is_head and verb.kinds[1] and self.chance(0.2):
            word = self.one(["any", "no", "every", "at least", "at most", "exactly", "only"])
            places[1] = Quantifier("only", term=self.one(self.kinds[verb.kinds[1]][1])) if word == "only" else Quantifier(
                word, verb.kinds[1], self.random.randint(1, 2))
            if isinstance(places[0], Wild):
                places[0] = SELF
        elif not is_head and self.chance(0.08):
            places[0] = Subject(self.one(["someone", "no one", "someone else"]))
        return Clause(verb, tuple(places))

    def number(self, people):
        """A number of a variable, of a term, or of the profile itself."""
        subject = self.one([SELF, *self.actors]) if self.chance(0.5) else SELF
        return NumberOf(self.one(list(self.numbers)), Var(self.one(people)) if people and self.chance(0.5) else subject)

    def test(self, bound):
        options = ["not"] * 3 + ["group"]
        if self.numbers:
            options += ["compare"] * 3
        if self.choices:
            options += ["choice"] * 2
        people = [n for n in bound if n != "l"]
        if people:
            options += ["same"]
        match self.one(options):
            case "compare":
                right = self.number(people) if self.chance(0.25) else Literal(self.one([20, 50]))
                return Compare(self.number(people), self.one([">=", "<", ">", "=", "!="]), right)
            case "choice":
                return ChoiceIs("main lane", self.one([*self.actors, NOTHING]), self.chance(0.6))
            case "same":
                other = Var(self.one(people)) if len(people) > 1 else self.one([SELF, *self.actors])
                return Same(Var(self.one(people)), other, self.chance(0.3))
            case "group":
                return Not(self.one([And, Or])((self.clause(bound), self.clause(bound))))
        return Not(self.clause(bound))

    def condition(self, names):
        parts = [self.clause(names) for _ in range(self.one([1, 1, 2]))]
        for name in names:
            if self.chance(0.4):
                parts.append(KindTest(Var(name), "layer" if name == "l" else "actor"))
        bound = sorted(bound_variables(parts))
        parts += [self.test(bound) for _ in range(self.one([0, 1, 1]))]
        if self.chance(0.15):
            parts.append(Or((self.clause(names), self.clause(names))))
        return parts[0] if len(parts) == 1 else And(tuple(dict.fromkeys(parts)))

    # Statements

    def conclusion(self, bound):
        people = [n for n in bound if n != "l"]
        if self.choices and self.chance(0.25):
            return Pick("main lane", self.one(self.actors))
        if self.numbers and self.chance(0.3):
            made = self.number(people)
            value = Literal(self.one([10, 30]))
            if self.adds:
                return AddNumber(made.number, made.subject, value)
            return SetNumber(made.number, made.subject, self.number(people) if self.chance(0.15) else value)
        if self.chance(0.1):
            return Clause(self.one([CAPTURES, LACKS]), (SELF, "usage"))
        return self.clause(bound, is_head=True)

    def rule(self, index):
        names = self.one([["a"], ["a"], ["a", "b"], ["l"], ["a", "l"]])
        condition = self.condition(names)
        bound = sorted(set.intersection(*(set(bound_variables(b)) for b in branches(condition))))
        conclusions = tuple(dict.fromkeys(self.conclusion(bound) for _ in range(self.one([1, 1, 1, 2]))))
        return Rule(f"r{index}", condition, conclusions, self.clause(bound) if self.chance(0.2) else None)

    def near(self, index, other):
        """Nearly another rule: with one clause more, or its variables called otherwise."""
        if not isinstance(other, Rule):
            return self.rule(index)
        bound = sorted(set.intersection(*(set(bound_variables(b)) for b in branches(other.condition))))
        parts = other.condition.parts if isinstance(other.condition, And) else (other.condition,)
        if self.chance(0.5):
            parts = (*parts, self.test(bound))
        return Rule(f"r{index}", And(parts[::-1]) if len(parts) > 1 else parts[0], other.conclusions, other.unless)

    def statement(self, index, statements):
        if self.chance(0.12):
            names = self.one([[], ["a"]])
            return Conflict(f"c{index}", self.clause(names), self.clause(names))
        if statements and self.chance(0.3):
            return self.near(index, self.one(statements))
        return self.rule(index)

    def fits(self, statements):
        statement = statements[-1]
        if not is_safe(statement):
            return False
        if any(isinstance(c, AddNumber) for c in statement.conclusions):
            names = variables(statement)
            if any(names != bound_variables(branch).keys() for branch in branches(statement.whole)):
                return False
        if levels(statements, {}) is None:
            return False
        vocabulary = Vocabulary(self.complete(statements), strangers=self.strangers)
        facts, numbers, choices = vocabulary.base(statements), vocabulary.given(statements), vocabulary.options(statements)
        radix = len(Values(statements, len(numbers)).amounts)
        return len(facts) < 20 and 2 ** len(facts) * radix ** len(numbers) * 8 ** len(choices) <= MOST_PROFILES

    def complete(self, statements):
        return Program(self.kinds, (*self.verbs, CAPTURES, LACKS), self.numbers, self.choices, tuple(statements))

    def program(self):
        statements = []
        wanted = self.random.randint(2, 5)
        for index in range(40):
            new = [*statements, self.statement(index, statements)]
            if len(statements) < wanted and self.fits(new):
                statements = new
        return self.complete(statements) if statements else VariableGenerator(self.random.random()).program()


class DenialGenerator(VariableGenerator):
    """Rules that say `not owns _` of several verbs, and rules by which one term may not be owned and used: what they say may take
    a term of its own for each verb."""

    def __init__(self, seed):
        super().__init__(seed)
        self.random = random.Random(f"denials {seed}")
        self.kinds, self.numbers, self.choices = {}, {}, {}
        self.verbs = [Verb(word, (), (None, None), True) for word in ("owns", "uses", "needs", "controls")[:self.one([3, 4])]]
        self.heads = [Clause(HAS, (SELF, name)) for name in PROPERTIES]

    def statements(self):
        """Each verb denied, and each pair kept apart, but for some."""
        bad, good, other = self.heads
        made = [((Not(bad), other) if self.chance(0.3) else (Not(bad),), good)]
        for number, verb in enumerate(self.verbs):
            none = Not(Clause(verb, (SELF, Wild())))
            made.append(((none, other) if self.chance(0.1) else (none,), self.one([good] * 10 + [bad])))
            for second in self.verbs[:number]:
                both = tuple(Clause(v, (SELF, Var("a"))) for v in (verb, second))
                made.append((both, self.one([bad] * 20 + [good])))
        made = [m for m in made if self.chance(0.97)]
        return [Rule(f"r{i}", And(parts) if len(parts) > 1 else parts[0], (head,)) for i, (parts, head) in enumerate(made)]

    def program(self):
        while True:
            statements = self.statements()
            if statements and levels(statements, {}) is not None:
                program = self.complete(statements)
                # Properties are terms as well, as good as those that nobody mentions.
                self.strangers = 4 - len(Vocabulary(program).terms)
                return program


class LineGenerator(VariableGenerator):
    """Rules that set a number to a multiple of another one, or to so much more, and compare both with a third one."""

    def __init__(self, seed):
        super().__init__(seed)
        self.random = random.Random(f"lines {seed}")
        self.numbers, self.choices, self.adds = {"score": "", "share": "", "age": ""}, {}, False
        operator = self.one("*+-")
        self.line = lambda number: Binary(operator, number, Literal(self.factor if operator == "*" else 240))
        self.factor = self.one([20, -10])

    def clause(self, names, is_head=False):
        return Clause(HAS, (SELF, self.one(PROPERTIES)))

    def test(self, bound):
        if self.chance(0.3):
            return super().test([])
        number = NumberOf(self.one(["score", "share", "age", "score"]))
        others = {"score": [NumberOf("age"), self.line(NumberOf("share"))], "age": [self.line(NumberOf("share"))], "share": []}
        right = self.one([*others[number.number], Literal(240), Literal(480)])
        return Compare(number, self.one([">=", "<", ">", "=", "!="]), right)

    def conclusion(self, bound):
        if self.chance(0.5):
            return super().conclusion([])
        return SetNumber("score", SELF, self.line(NumberOf("share")) if self.chance(0.6) else Literal(self.one([240, 480])))

    def number(self, people):
        return NumberOf("score")

    def rule(self, index):
        parts = [self.clause([]), self.test([]), self.test([])][self.one([0, 0, 1]):]
        return Rule(f"r{index}", And(tuple(parts)), (self.conclusion([]),), self.test([]) if self.chance(0.2) else None)
