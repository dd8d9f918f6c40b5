"""The programs of the relational workloads, and how each engine spells them.

A program is a file `programs/NAME.dl`: lines `input NAME/ARITY.`, `output NAME/ARITY.`, and Horn clauses with `!=`, `not` and, for
one relation, `N = count ATOM`. Where an engine is better served by another text, that stands beside it (`NAME.sql`).
"""

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "programs"
ATOM = re.compile(r"(\w+)\(([^)]*)\)")


class Rule:
    """One clause: atoms as (name, places), the condition `!=` as two variables, a count as (variable, atom)."""

    def __init__(self, text):
        head, _, body = text.partition(":-")
        self.head = atom(head)
        self.atoms, self.negated, self.different, self.count = [], [], [], None
        for condition in re.split(r",\s*(?![^(]*\))", body.strip()):
            if "!=" in condition:
                self.different.append(tuple(part.strip() for part in condition.split("!=")))
            elif "count" in condition:
                variable, _, counted = condition.partition("=")
                self.count = (variable.strip(), atom(counted.replace("count", "")))
            elif condition.startswith("not "):
                self.negated.append(atom(condition[4:]))
            else:
                self.atoms.append(atom(condition))


def atom(text):
    name, places = ATOM.search(text).groups()
    return name, [place.strip() for place in places.split(",")]


class Program:
    def __init__(self, name):
        self.name = name
        text = re.sub(r"%.*", "", (FOLDER / f"{name}.dl").read_text())
        self.inputs, self.outputs, self.rules = {}, {}, []
        for clause in re.findall(r"[^.]+", text):
            declared = re.match(r"\s*(input|output) (\w+)/(\d+)", clause)
            if declared:
                (self.inputs if declared[1] == "input" else self.outputs)[declared[2]] = int(declared[3])
            elif clause.strip():
                self.rules.append(Rule(clause))

    def sql(self):
        """SQL statements before a round and of a round; None where none are written."""
        for ending in (".sql", ".loop.sql"):
            path = FOLDER / (self.name + ending)
            if path.exists():
                once, _, loop = path.read_text().partition("-- round\n")
                return once, loop
        return None

    @property
    def is_positive(self):
        return not any(rule.negated or rule.count for rule in self.rules)

    # How engines spell a program

    def souffle(self, structure=""):
        lines = []
        for name, arity in {**self.inputs, **self.outputs}.items():
            columns = ", ".join(f"c{place}: number" for place in range(arity))
            # Input is used as it is read; what grows gets the structure.
            lines.append(f".decl {name}({columns}) {structure if name in self.outputs else ''}")
            lines.append(f".input {name}" if name in self.inputs else f".printsize {name}")
        for rule in self.rules:
            body = [spelled(a) for a in rule.atoms] + [f"{a} != {b}" for a, b in rule.different]
            body += ["!" + spelled(a) for a in rule.negated]
            if rule.count:
                body.append(f"{rule.count[0]} = count : {{ {spelled(rule.count[1])} }}")
            lines.append(f"{spelled(rule.head)} :- {', '.join(body)}.")
        return "\n".join(lines) + "\n"

    def clingo(self):
        lines = []
        for rule in self.rules:
            body = [spelled(a) for a in rule.atoms] + [f"{a} != {b}" for a, b in rule.different]
            body += ["not " + spelled(a) for a in rule.negated]
            if rule.count:
                name, places = rule.count[1]
                counted = spelled((name, ["C" if place == "_" else place for place in places]))
                body.append(f"{rule.count[0]} = #count {{ C : {counted} }}")
            lines.append(f"{spelled(rule.head)} :- {', '.join(body)}.")
        return "\n".join(lines) + "\n"

    def prolog(self):
        names = ", ".join(f"{name}/{arity}" for name, arity in self.outputs.items() if name != self.counting)
        lines = [f":- table {names}."]
        for rule in self.rules:
            # A tabled goal first gives its table once, in place of one for each way to call it.
            atoms = sorted(rule.atoms, key=lambda a: a[0] not in self.outputs)
            body = [spelled(a) for a in atoms] + [f"{a} \\== {b}" for a, b in rule.different]
            body += ["\\+ " + spelled(a) for a in rule.negated]
            if rule.count:
                body.append(f"aggregate_all(count, {spelled(rule.count[1])}, {rule.count[0]})")
            lines.append(f"{spelled(rule.head)} :- {', '.join(body)}.")
        return "\n".join(lines) + "\n"

    def nemo(self):
        def variable(place):
            return "?" + place

        lines = []
        for rule in self.rules:
            body = [spelled(a, variable) for a in rule.atoms] + [f"?{a} != ?{b}" for a, b in rule.different]
            body += ["~" + spelled(a, variable) for a in rule.negated]
            if not rule.count:
                lines.append(f"{spelled(rule.head, variable)} :- {', '.join(body)} .")
                continue
            # Only what is there can be counted; the others have 0.
            counted = rule.count[1][0]
            lines += [
                f"{rule.head[0]}(?X, #count(?Y)) :- {counted}(?X, ?Y) .", f"some(?X) :- {counted}(?X, ?Y) .",
                f"{rule.head[0]}(?X, 0) :- {rule.atoms[0][0]}(?X), ~some(?X) ."]
        return "\n".join(lines) + "\n"

    def egglog(self):
        def form(a):
            return f"({a[0]} {' '.join(a[1])})"

        lines = [f"(relation {name} ({' '.join(['i64'] * arity)}))" for name, arity in {**self.inputs, **self.outputs}.items()]
        for rule in self.rules:
            body = [form(a) for a in rule.atoms] + [f"(!= {a} {b})" for a, b in rule.different]
            lines.append(f"(rule ({' '.join(body)}) ({form(rule.head)}))")
        return "\n".join(lines) + "\n"

    def clips(self):
        def pattern(a):
            return f"({a[0]} {' '.join('?' + place for place in a[1])})"

        lines = []
        for number, rule in enumerate(self.rules):
            tests = [f"(test (neq ?{a} ?{b}))" for a, b in rule.different]
            body = " ".join([pattern(a) for a in rule.atoms] + tests)
            lines.append(f"(defrule r{number} {body} => (assert {pattern(rule.head)}))")
        return "\n".join(lines) + "\n"

    @property
    def counting(self):
        """The relation that holds counts, or None."""
        return next((rule.head[0] for rule in self.rules if rule.count), None)


def spelled(a, place=lambda place: place):
    return f"{a[0]}({', '.join(place(p) for p in a[1])})"


def rows(folder, name):
    """The given facts of a relation, as tuples of numbers."""
    with open(f"{folder}/{name}.facts", encoding="ascii") as lines:
        return [tuple(map(int, line.split())) for line in lines]
