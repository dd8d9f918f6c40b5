"""Abstract programs and profiles written as Tenet text, with the freedom the language gives (spelling of arrows, commas, articles,
order), chosen by a random source so that many layouts are read."""

import json
import re

from abstract import (
    FACES, HAS, NOTHING, SELF, AddNumber, And, Binary, ChoiceIs, Clause, Compare, Conflict, KindTest, Literal, Not, NumberOf, Or, Pick,
    Quantifier, Same, SetNumber, Subject, Var, Wild)

RESERVED = {"and", "or", "not", "unless", "is"}
KNOWN = ["has", "owns", "captures", "lacks", "uses", "needs", "controls", "depends on", "faces"]
BARE = re.compile(r"[^\W\d_][\w'-]*( [\w'-]+)*")


class Plain:
    """The writing without any freedom: the canonical text."""

    def choice(self, options):
        return options[0]

    def chance(self, _):
        return False


class Free:
    """The writing with random freedom."""

    def __init__(self, random):
        self.random = random

    def choice(self, options):
        return self.random.choice(options)

    def chance(self, probability):
        return self.random.random() < probability


PLAIN = Plain()


def comparable(text):
    """A text without what may differ between two writings of one fact: case and quotes."""
    return text.replace("\\", "").replace('"', "").casefold()


def needs_quotes(term, words=frozenset()):
    """Whether a term would not read back bare; `words` are the words of verbs, prepositions, numbers and choices."""
    parts = term.split(" ")
    return not BARE.fullmatch(term) or bool((RESERVED | words) & set(parts))


class Writer:
    """Writes one program's statements and facts."""

    def __init__(self, program, style=PLAIN):
        self.program = program
        self.style = style
        phrases = [phrase for verb in program.verbs for phrase in (verb.words, *verb.prepositions)]
        self.words = frozenset(word for phrase in (*KNOWN, *phrases) for word in phrase.split(" "))

    def term(self, term, after_is=False):
        if term == SELF:
            return SELF
        if needs_quotes(term, self.words):
            return '"' + term.replace("\\", "\\\\").replace('"', '\\"') + '"'
        if self.style.chance(0.06) and not after_is:
            return self.style.choice(["the", "a", "an", "The"]) + " " + term
        return '"' + term + '"' if term.islower() and self.style.chance(0.03) else term

    def place(self, place):
        match place:
            case Var(name):
                return "?" + name
            case Wild():
                return "_"
            case Subject(word):
                return word
            case Quantifier(word="only", term=term):
                return "only " + self.term(term)
            case Quantifier(word, kind, count):
                plural = self.program.kinds[kind][0] if kind in self.program.kinds else kind + "s"
                if word in ("any", "no", "every"):
                    return f"{word} {self.style.choice([kind, plural] if word == 'no' else [kind])}"
                return f"{word} {count} {self.style.choice([kind if count == 1 else plural, plural])}"
        return self.term(place)

    def clause(self, clause, conclusion=False):
        if isinstance(clause, Pick):
            return f"{clause.choice} is {self.term(clause.term, True)}"
        subject, target, *rest = clause.places
        text = self.place(target)
        for preposition, place in zip(clause.verb.prepositions, rest):
            text += f" {preposition} {self.place(place)}"
        bare = clause.verb == HAS and subject == SELF and isinstance(target, str) and (target != SELF or self.style is PLAIN)
        if bare and not self.style.chance(0.4):
            return text
        text = f"{clause.verb.words} {text}"
        return text if subject == SELF and not self.style.chance(0.1) else f"{self.place(subject)} {text}"

    def number(self, number, subject):
        return number if subject == SELF else f"{self.possessor(subject)}'s {number}"

    def possessor(self, subject):
        """Who has a number: only bare words and variables take the possessive."""
        return subject if isinstance(subject, str) else self.place(subject)

    def amount(self, tenths, number=None):
        text = f"{tenths / 10:.1f}".removesuffix(".0")
        unit = self.program.numbers.get(number)
        if unit and self.style.chance(0.7):
            text += unit if unit == "%" else " " + unit
        return text

    def expression(self, expression, inner=False):
        match expression:
            case Literal(tenths):
                return self.amount(tenths)
            case NumberOf(number, subject):
                return self.number(number, subject)
            case Binary(operator, left, right):
                text = f"{self.expression(left, True)} {operator} {self.expression(right, True)}"
                return f"({text})" if inner else text

    def compare(self, compare):
        words = {
            ">=": ["≥", ">=", "is at least"], "<=": ["≤", "<=", "is at most"], ">": [">", "is above"], "<": ["<", "is below"],
            "=": ["is", "="], "!=": ["≠", "!=", "is not"]}
        operator = self.style.choice(words[compare.operator])
        if not isinstance(compare.left, NumberOf) and operator.startswith("is"):
            operator = words[compare.operator][1 if compare.operator in ("=",) else 0]
        unit = compare.left.number if isinstance(compare.left, NumberOf) else None
        right = compare.right
        right = self.amount(right.tenths, unit) if isinstance(right, Literal) else self.expression(right)
        return f"{self.expression(compare.left)} {operator} {right}"

    def condition(self, condition, level=0):
        """`level` 0 stands alone, 1 inside `or`, 2 inside `and`, 3 under `not`."""
        match condition:
            case Clause():
                return self.clause(condition)
            case KindTest(value, kind):
                return f"{self.place(value)} is {self.article(kind)} {kind}"
            case Same(left, right, equal):
                return f"{self.place(left)} is {'' if equal else 'not '}{self.place(right) if isinstance(right, Var) else self.term(right, True)}"
            case ChoiceIs(choice, term, holds):
                return f"{choice} is {'' if holds else 'not '}{self.term(term, True)}"
            case Compare():
                return self.compare(condition)
            case Not(inner):
                group = isinstance(inner, (And, Or, Not)) or self.style.chance(0.1)
                return f"not ({self.condition(inner)})" if group else f"not {self.condition(inner, 3)}"
            case And(parts):
                text = self.style.choice([" and ", " and ", ", "]).join(self.condition(p, 2) for p in parts)
                return f"({text})" if level >= 2 or (level and self.style.chance(0.3)) else text
            case Or(parts):
                text = " or ".join(self.condition(p, 1) for p in parts)
                return f"({text})" if level else text

    def article(self, word):
        return "an" if word[0] in "aeiou" else "a"

    def conclusion(self, conclusion):
        match conclusion:
            case Clause():
                return self.clause(conclusion)
            case SetNumber(number, subject, value):
                value = self.amount(value.tenths, number) if isinstance(value, Literal) else self.expression(value)
                return f"{self.number(number, subject)} is {value}"
            case AddNumber(number, subject, value):
                value = self.amount(value.tenths, number) if isinstance(value, Literal) else self.expression(value)
                return f"add {value} to {self.number(number, subject)}"
            case Pick(choice, term):
                return f"{choice} is {self.term(term, True)}"

    def statement(self, statement):
        head = f"rule {statement.name}: " if statement.name else ""
        if isinstance(statement, Conflict):
            text = f"{self.condition(statement.left, 1)} conflicts with {self.condition(statement.right, 1)}"
        else:
            arrow = self.style.choice([" → ", " -> ", " →\n  "])
            text = self.condition(statement.condition) + arrow + ", ".join(map(self.conclusion, statement.conclusions))
            if statement.unless is not None:
                text += f" unless {self.condition(statement.unless)}"
        reason = '\n  because "It was seen."' if self.style.chance(0.1) else ""
        return head + text + reason

    def declarations(self):
        lines = []
        for kind, (plural, members) in self.program.kinds.items():
            shown = kind if plural == kind + "s" else f"{kind} ({plural})"
            lines.append(f"kind {shown}: {', '.join(Writer(self.program).term(m) for m in members)}")
        for verb in self.program.verbs:
            if verb.declared:
                lines.append(self.verb(verb))
        for number, unit in self.program.numbers.items():
            lines.append(f"number {number}" + (f" in {unit}" if unit else ""))
        for name, choice in self.program.choices.items():
            options = ", ".join(Writer(self.program).term(o) for o in choice.options)
            tail = f" otherwise {Writer(self.program).term(choice.otherwise)}" if choice.otherwise else ""
            lines.append(f"choice {name}: {choice.policy} {options}{tail}")
        return lines

    def verb(self, verb):
        subject, target, *rest = verb.kinds
        if not any(verb.kinds) and not verb.prepositions:
            return f"verb {verb.words}"
        text = (f"({subject}) " if subject else "") + verb.words + f" ({target or ''})"
        for preposition, kind in zip(verb.prepositions, rest):
            text += f" {preposition} ({kind or ''})"
        return "verb " + text

    def rules(self):
        """The whole rule file."""
        lines = self.declarations() + [self.statement(s) for s in self.program.statements]
        gaps = ["\n\n" if self.style.chance(0.2) else "\n# a note\n" if self.style.chance(0.05) else "\n" for _ in lines]
        return "".join(line + gap for line, gap in zip(lines, gaps))

    def profile(self, profile):
        """The profile as a statement of a `.tenet` file."""
        lines = [f'profile "{profile.name}"']
        lines += [f"{self.term(t)} is {self.article(k)} {k}" for t, k in profile.memberships]
        lines += [self.clause(f) for f in profile.facts]
        lines += [f"{self.number(n, s)} is {self.amount(v, n)}" for (n, s), v in profile.numbers]
        lines += [f"{c} is {self.term(t, True)}" for c, t in profile.picks]
        lines += ["unknown " + self.clause(f) for f in profile.unknown]
        return "\n  ".join(lines) + "\n"

    def ndjson(self, profile):
        """The profile as one line of JSON."""
        value = {"profile": profile.name}
        value["facts"] = [f"{self.term(t)} is {self.article(k)} {k}" for t, k in profile.memberships]
        value["facts"] += [self.clause(f) for f in profile.facts]
        numbers = {self.number(n, s): self.amount(v, n) for (n, s), v in profile.numbers}
        if numbers or self.style.chance(0.3):
            value["numbers"] = numbers
        if profile.picks:
            picks = {c: [t for other, t in profile.picks if other == c] for c, _ in profile.picks}
            value["choices"] = {c: terms[0] if len(terms) == 1 else terms for c, terms in picks.items()}
        if profile.unknown:
            value["unknown"] = [self.clause(f) for f in profile.unknown]
        return json.dumps(value, ensure_ascii=self.style.chance(0.3))
