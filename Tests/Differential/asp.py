"""Programs and profiles translated to an answer set program, straight from their abstract form.

Each relation has one predicate for each level of the evaluation at which something is concluded about it; a statement reads the
latest version below or at its own level. So the ASP program is stratified, and its one stable model is the answer. The first
argument of every predicate is the profile. A profile with unknown facts becomes one profile for each completion.
"""

from itertools import product

from abstract import (
    FACES, NOTHING, SELF, AddNumber, Binary, ChoiceIs, Clause, Compare, Conflict, KindTest, Literal, Not, NumberOf, Pick, Quantifier,
    Same, SetNumber, Subject, Var, Wild, branches, is_binding, variables)
from strata import levels


class Translation:
    """One program with its profiles. `text` is the ASP program; `terms` gives each constant its term, `relations` each number its verb."""

    def __init__(self, program, profiles):
        self.program = program
        self.ids = {SELF: 0}
        self.terms = [SELF]
        self.relations = []
        self.lines = []
        self.fresh = 0
        self.completions = []
        self.numbers = list(program.numbers)
        self.choices = list(program.choices)
        self.levels = levels(program.statements, {})
        self.versions = {}
        for statement, level in zip(program.statements, self.levels):
            for conclusion in statement.conclusions:
                if isinstance(conclusion, Clause):
                    self.versions.setdefault(self.relation(conclusion.verb), set()).add(level)
        self.profiles(profiles)
        for index, (statement, level) in enumerate(zip(program.statements, self.levels)):
            self.statement(index, statement, level)
        self.chain()
        self.settle()
        self.vocabulary()
        self.text = "\n".join(self.lines) + "\n"

    # Names

    def term(self, term):
        if term not in self.ids:
            self.ids[term] = len(self.terms)
            self.terms.append(term)
        return f"t{self.ids[term]}"

    def relation(self, verb):
        if verb not in self.relations:
            self.relations.append(verb)
        return self.relations.index(verb)

    def variable(self):
        self.fresh += 1
        return f"F{self.fresh}"

    def read(self, verb, level):
        relation = self.relation(verb)
        below = [v for v in self.versions.get(relation, ()) if v <= level]
        return f"r{relation}_{max(below)}" if below else f"r{relation}"

    # Facts

    def profiles(self, profiles):
        for profile in profiles:
            for values in product((False, True), repeat=len(profile.unknown)):
                index = len(self.completions)
                self.completions.append((profile, values))
                self.lines.append(f"p({index}).")
                known = [f for f, held in zip(profile.unknown, values) if held]
                for fact in (*profile.facts, *known):
                    self.lines.append(f"r{self.relation(fact.verb)}({index},{','.join(map(self.term, fact.places))}).")
                for term, kind in profile.memberships:
                    self.lines.append(f"kind({index},{self.kind(kind)},{self.term(term)}).")
                for (number, subject), value in profile.numbers:
                    self.lines.append(f"given_{self.numbers.index(number)}({index},{self.term(subject)},{value}).")
                for choice, term in profile.picks:
                    self.lines.append(f"cand_{self.choices.index(choice)}({index},{self.term(term)}).")

    def kind(self, kind):
        return "k_" + kind

    def vocabulary(self):
        for kind, (_, members) in self.program.kinds.items():
            self.lines += [f"kind(P,{self.kind(kind)},{self.term(m)}) :- p(P)." for m in members]
        for statement in self.program.statements:
            if isinstance(statement, Conflict):
                self.lines.append(f"kind(P,k_conflict,{self.term(statement.name)}) :- p(P).")
        self.lines += [f"dom(P,t{i}) :- p(P)." for i in range(len(self.terms))]
        self.lines += ["#defined kind/3. #show derived/4. #show derived/5. #show derived/6. #show holds/3."]
        for index in range(len(self.numbers)):
            self.lines.append(f"#defined given_{index}/3. #defined contribution_{index}/5. #defined value_{index}/3.")
            self.lines.append(f"#show number_{index}/3. #show contested_{index}/2.")
        for index in range(len(self.choices)):
            self.lines.append(f"#defined cand_{index}/2. #show pick_{index}/2. #show proposed_{index}/2.")
        for index, verb in enumerate(self.relations):
            self.lines.append(f"#defined r{index}/{verb.arity + 1}.")

    def chain(self):
        """Each version of a relation has all of the version before."""
        for relation, versions in self.versions.items():
            arity = self.relations[relation].arity
            arguments = ",".join(["P"] + [f"X{i}" for i in range(arity)])
            before = f"r{relation}"
            for version in sorted(versions):
                self.lines.append(f"r{relation}_{version}({arguments}) :- {before}({arguments}).")
                before = f"r{relation}_{version}"

    def settle(self):
        """What becomes of numbers and choices once everything about them is known."""
        roles = {}
        for statement in self.program.statements:
            for conclusion in statement.conclusions:
                if isinstance(conclusion, (SetNumber, AddNumber)):
                    roles[conclusion.number] = type(conclusion)
        for index, name in enumerate(self.numbers):
            if roles.get(name) is AddNumber:
                self.lines += [
                    f"start_{index}(P,S,V) :- given_{index}(P,S,V).",
                    f"start_{index}(P,t0,0) :- p(P), not given_{index}(P,t0,_).",
                    f"start_{index}(P,S,0) :- contribution_{index}(P,S,_,_,_), S != t0, not given_{index}(P,S,_).",
                    f"number_{index}(P,S,V+A) :- start_{index}(P,S,V), A = #sum{{E,R,B : contribution_{index}(P,S,R,B,E)}}."]
            else:
                self.lines += [
                    f"candidate_{index}(P,S,V) :- given_{index}(P,S,V).",
                    f"candidate_{index}(P,S,V) :- value_{index}(P,S,V).",
                    f"contested_{index}(P,S) :- candidate_{index}(P,S,V), candidate_{index}(P,S,W), V < W.",
                    f"number_{index}(P,S,V) :- candidate_{index}(P,S,V), not contested_{index}(P,S)."]
        for index, name in enumerate(self.choices):
            choice = self.program.choices[name]
            if choice.policy == "first of":
                for position, option in enumerate(choice.options):
                    earlier = "".join(f", not cand_{index}(P,{self.term(o)})" for o in choice.options[:position])
                    self.lines.append(f"pick_{index}(P,{self.term(option)}) :- cand_{index}(P,{self.term(option)}){earlier}.")
            else:
                self.lines.append(f"pick_{index}(P,T) :- cand_{index}(P,T).")
            self.lines.append(f"proposed_{index}(P,T) :- cand_{index}(P,T).")
            otherwise = self.term(choice.otherwise or NOTHING)
            self.lines.append(f"pick_{index}(P,{otherwise}) :- p(P), not cand_{index}(P,_).")

    # Rules

    def statement(self, index, statement, level):
        for branch in branches(statement.whole):
            body = ", ".join(["p(P)"] + [self.literal(literal, level) for literal in branch])
            bindings = sorted(variables(statement))
            binding = f"({','.join(self.place(Var(v)) for v in bindings)},0)" if bindings else "0"
            for number, conclusion in enumerate(statement.conclusions):
                self.lines.append(self.head(conclusion, f"({index},{number})", binding, level, body))
            if isinstance(statement, Conflict):
                self.lines.append(f"holds(P,{index},{self.place(statement.subject)}) :- {body}.")

    def head(self, conclusion, rule, binding, level, body):
        match conclusion:
            case Clause(verb, places):
                relation = self.relation(verb)
                arguments = ",".join(map(self.place, places))
                self.lines.append(f"derived(P,{relation},{arguments}) :- {body}.")
                return f"r{relation}_{level}(P,{arguments}) :- {body}."
            case SetNumber(number, subject, value):
                text, conditions = self.amount(value)
                return f"value_{self.numbers.index(number)}(P,{self.place(subject)},{text}) :- {', '.join([body, *conditions])}."
            case AddNumber(number, subject, value):
                text, conditions = self.amount(value)
                return (f"contribution_{self.numbers.index(number)}(P,{self.place(subject)},{rule},{binding},{text}) :- "
                        f"{', '.join([body, *conditions])}.")
            case Pick(choice, term):
                return f"cand_{self.choices.index(choice)}(P,{self.term(term)}) :- {body}."

    def place(self, place):
        match place:
            case Var(name):
                return "V_" + name.upper()
            case Wild():
                return "_"
        return self.term(place)

    def literal(self, literal, level):
        match literal:
            case Clause():
                return self.clause(literal, level)
            case KindTest(value, kind):
                return f"kind(P,{self.kind(kind)},{self.place(value)})"
            case Same(left, right, equal):
                return f"{self.place(left)} {'=' if equal else '!='} {self.place(right)}"
            case ChoiceIs(choice, term, holds):
                return f"{'' if holds else 'not '}pick_{self.choices.index(choice)}(P,{self.term(term)})"
            case Compare():
                return self.compare(literal)
            case Not(inner):
                return self.negation(inner, level)

    def negation(self, condition, level):
        names = [self.place(Var(v)) for v in sorted(variables(condition))]
        self.fresh += 1
        head = f"aux{self.fresh}({','.join(['P', *names])})"
        guard = ["p(P)"] + [f"dom(P,{name})" for name in names]
        for branch in branches(condition):
            self.lines.append(f"{head} :- {', '.join(guard + [self.literal(l, level) for l in branch])}.")
        return "not " + head

    def clause(self, clause, level):
        places, extra = [], []
        counted = None
        for position, place in enumerate(clause.places):
            if isinstance(place, Subject) and place.negative:
                return self.nobody(clause, level)
            if isinstance(place, Subject):
                variable = self.variable()
                places.append(variable)
                extra += [f"{variable} != t0"] if place.other else []
            elif isinstance(place, Quantifier):
                counted = (position, place)
                places.append(None)
            else:
                places.append(self.place(place))
        relation = self.read(clause.verb, level)
        if counted is None:
            return ", ".join([f"{relation}(P,{','.join(places)})", *extra])
        if isinstance(clause.subject, Subject) and not counted[1].binds:
            extra.insert(0, self.somebody(clause.verb, relation, places[0]))
        return ", ".join(extra + self.quantified(clause.verb, relation, places, *counted))

    def nobody(self, clause, level):
        variable = self.variable()
        places = [variable, *map(self.place, clause.places[1:])]
        other = f", {variable} != t0" if clause.subject.other else ""
        return f"0 = #count{{ {variable} : {self.read(clause.verb, level)}(P,{','.join(places)}){other} }}"

    def somebody(self, verb, relation, variable):
        """Who `someone` can be where nothing binds: the subjects of the verb, the members of its subject's kind, and self."""
        self.fresh += 1
        name = f"some{self.fresh}"
        self.lines.append(f"{name}(P,S) :- {relation}(P,S{',_' * (verb.arity - 1)}).")
        self.lines.append(f"{name}(P,t0) :- p(P).")
        if verb.kinds[0]:
            self.lines.append(f"{name}(P,S) :- kind(P,{self.kind(verb.kinds[0])},S).")
        return f"{name}(P,{variable})"

    def quantified(self, verb, relation, places, position, quantifier):
        def atom(value):
            return f"{relation}(P,{','.join(value if i == position else p for i, p in enumerate(places))})"

        value = self.variable()
        if quantifier.word == "only":
            own = verb.kinds[position]
            kind = f", kind(P,{self.kind(own)},{value})" if own else ""
            term = self.term(quantifier.term)
            return [atom(term), f"0 = #count{{ {value} : {atom(value)}, {value} != {term}{kind} }}"]
        member = f"kind(P,{self.kind(quantifier.kind)},{value})"
        count = f"#count{{ {value} : {atom(value)}, {member} }}"
        match quantifier.word:
            case "any":
                return [atom(value), member]
            case "no":
                return [f"0 = {count}"]
            case "every":
                total = self.variable()
                return [f"{total} = #count{{ {value} : {member} }}", f"{total} = {count}"]
            case "at least":
                binder = self.variable()
                bound = [atom(binder), f"kind(P,{self.kind(quantifier.kind)},{binder})"] if quantifier.binds else []
                return [*bound, f"{quantifier.count} <= {count}"]
            case "at most":
                return [f"{count} <= {quantifier.count}"]
            case "exactly":
                return [f"{quantifier.count} = {count}"]

    # Numbers: values are tenths; a product of two has hundredths, and so on.

    def amount(self, expression):
        """The value of a conclusion in tenths, with the conditions that make it known. A product has a whole factor."""
        if isinstance(expression, Binary) and expression.operator == "*":
            left, conditions = self.amount(expression.left)
            return f"({left})*{expression.right.tenths // 10}", conditions
        text, scale, conditions = self.expression(expression)
        return text, conditions

    def expression(self, expression):
        """Text, power of ten of its scale, conditions."""
        match expression:
            case Literal(tenths):
                return f"({tenths})", 1, []
            case NumberOf(number, subject):
                value = self.variable()
                return value, 1, [f"number_{self.numbers.index(number)}(P,{self.place(subject)},{value})"]
            case Binary(operator, left, right):
                (x, m, c), (y, n, d) = self.expression(left), self.expression(right)
                if operator == "*":
                    return f"({x})*({y})", m + n, c + d
                scale = max(m, n)
                return f"(({x})*{10 ** (scale - m)}{operator}({y})*{10 ** (scale - n)})", scale, c + d

    def compare(self, compare):
        """A quotient (only outermost on the left) compares by multiplying with its divisor and the divisor's sign."""
        left, divisor = compare.left, None
        if isinstance(left, Binary) and left.operator == "/":
            left, divisor = left.left, left.right
        (x, m, c), (y, n, d) = self.expression(left), self.expression(compare.right)
        conditions = c + d
        if divisor is not None:
            z, o, e = self.expression(divisor)
            conditions += [*e, f"{z} != 0"]
            x, y, n = f"({x})*({z})/|{z}|", f"({y})*|{z}|", n + o
        scale = max(m, n)
        return ", ".join([*conditions, f"({x})*{10 ** (scale - m)} {compare.operator} ({y})*{10 ** (scale - n)}"])
