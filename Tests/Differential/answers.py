"""What a program says about a profile, in a form in which two engines can be compared; and the two engines."""

import json
import os
import re
import subprocess
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

from abstract import AddNumber, Clause, SetNumber
from asp import Translation
from text import Writer, comparable

ATOM = re.compile(r"(\w+?)(?:_(\d+))?\(([^)]*)\)")


@dataclass
class Answer:
    """The answer about one profile. Facts are canonical texts without regard to case."""

    facts: dict = field(default_factory=dict)
    conflicts: dict = field(default_factory=dict)
    choices: dict = field(default_factory=dict)
    numbers: dict = field(default_factory=dict)

    def differences(self, other):
        """What stands in one of two answers only, as lines."""
        lines = []
        for part in ("facts", "conflicts", "choices", "numbers"):
            mine, others = getattr(self, part), getattr(other, part)
            for key in sorted(mine.keys() | others.keys(), key=str):
                if mine.get(key) != others.get(key):
                    lines.append(f"{part} `{key}`: clingo {mine.get(key)}, tenet {others.get(key)}")
        return lines


def expected(program, profiles, clingo="clingo"):
    """The answers by clingo, one for each profile."""
    translation = Translation(program, profiles)
    run = subprocess.run([clingo, "-V0", "--warn=none", "-"], input=translation.text, capture_output=True, text=True)
    lines = run.stdout.splitlines()
    if "SATISFIABLE" not in lines:
        raise RuntimeError(f"clingo: {run.stderr}\n{run.stdout}\n{translation.text}")
    models = [Completion({f for f, held in zip(p.unknown, values) if held}) for p, values in translation.completions]
    for name, index, arguments in ATOM.findall(lines[0]):
        values = arguments.split(",")
        models[int(values[0])].add(translation, name, index, values[1:])
    grouped = defaultdict(list)
    for (profile, _), model in zip(translation.completions, models):
        grouped[profile.name].append(model)
    return [combine(program, profile, grouped[profile.name]) for profile in profiles]


class Completion:
    """What clingo says about one completion of a profile."""

    def __init__(self, assumed):
        self.assumed = assumed
        self.facts, self.held = set(), set()
        self.numbers, self.contested = {}, set()
        self.picks, self.proposed = defaultdict(set), defaultdict(set)

    def add(self, translation, name, index, values):
        match name:
            case "derived":
                verb = translation.relations[int(values[0])]
                self.facts.add(Clause(verb, tuple(translation.terms[int(v[1:])] for v in values[1:])))
            case "holds":
                self.held.add((int(values[0]), translation.terms[int(values[1][1:])]))
            case "number":
                self.numbers[(translation.numbers[int(index)], translation.terms[int(values[0][1:])])] = int(values[1])
            case "contested":
                self.contested.add((translation.numbers[int(index)], translation.terms[int(values[0][1:])]))
            case "pick":
                self.picks[translation.choices[int(index)]].add(translation.terms[int(values[0][1:])])
            case "proposed":
                self.proposed[translation.choices[int(index)]].add(translation.terms[int(values[0][1:])])


def combine(program, profile, models):
    """The answer over all completions: certain is what every one has, possible what some have.

    An unknown fact is a conclusion only where a rule derives it without taking it for granted.
    """
    writer = Writer(program)
    answer = Answer()
    given = set(profile.facts)
    derived = set().union(*(m.facts - m.assumed for m in models)) - given
    for fact in derived:
        count = sum(fact in m.facts or fact in m.assumed for m in models)
        answer.facts[comparable(writer.clause(fact))] = "certain" if count == len(models) else "possible"
    for key in set().union(*(m.held for m in models)):
        count = sum(key in m.held for m in models)
        answer.conflicts[(program.statements[key[0]].name, comparable(key[1]))] = "certain" if count == len(models) else "possible"
    if profile.unknown:
        return answer
    only = models[0]
    for choice, plan in program.choices.items():
        contested = plan.policy == "one of" and len(only.proposed[choice]) > 1
        answer.choices[choice] = (frozenset(only.picks[choice]) - {"nothing"}, contested)
    made = concluded_numbers(program)
    for (number, subject), value in only.numbers.items():
        if number in made:
            answer.numbers[comparable(writer.number(number, subject))] = Fraction(value, 10)
    for number, subject in only.contested:
        answer.numbers[comparable(writer.number(number, subject))] = "contested"
    return answer


def concluded_numbers(program):
    """The numbers that some rule sets or adds to: only they are part of an answer."""
    return {c.number for s in program.statements for c in s.conclusions if isinstance(c, (SetNumber, AddNumber))}


def command():
    """The path of the command under test."""
    return os.environ.get("TENET", "tenet")


def run_tenet(arguments, directory, stdin=None):
    """The output of the command; a crash or a refusal is an error that holds what it said."""
    run = subprocess.run([command(), *arguments], cwd=directory, input=stdin, capture_output=True, text=True, timeout=60)
    if run.returncode not in (0, 1):
        raise RuntimeError(f"tenet {' '.join(arguments)} ended with {run.returncode}\n{run.stderr}{run.stdout[:2000]}")
    return run.stdout


def parse(program, profile, value):
    """The answer in one JSON object of `tenet eval`."""
    answer = Answer()
    for conclusion in value["conclusions"]:
        answer.facts[comparable(conclusion["fact"])] = conclusion["certainty"]
    for conflict in value["conflicts"]:
        answer.conflicts[(conflict["name"], comparable(conflict.get("subject", "self")))] = conflict["certainty"]
    if profile.unknown:
        return answer
    for name, choice in value["choices"].items():
        answer.choices[name] = (frozenset(choice["picked"]) - {"nothing"}, choice["contested"])
    for name in value.get("contestedNumbers", {}):
        answer.numbers[comparable(name)] = "contested"
    for name, number in value["numbers"].items():
        answer.numbers[comparable(name)] = amount(number)
    return answer


def amount(text):
    """The value of a number's text, its unit left out."""
    match = re.match(r"-?[\d_]+(\.\d+)?", text)
    return Fraction(match[0].replace("_", "")) if match else text


def actual(program, profiles, directory, style, in_text=False):
    """The answers by Tenet, one for each profile; the files it read stay in the directory."""
    writer = Writer(program, style)
    with open(f"{directory}/rules.tenet", "w", encoding="utf-8") as file:
        file.write(writer.rules())
    name = "profiles.tenet" if in_text else "profiles.ndjson"
    write = writer.profile if in_text else writer.ndjson
    with open(f"{directory}/{name}", "w", encoding="utf-8") as file:
        file.write("".join(write(p) + "\n" for p in profiles))
    output = run_tenet(["eval", "rules.tenet", name, "--format", "ndjson", "--no-trace"], directory)
    values = [json.loads(line) for line in output.splitlines()]
    if [v["profile"] for v in values] != [p.name for p in profiles]:
        raise RuntimeError(f"the profiles of the answer are {[v['profile'] for v in values]}")
    return [parse(program, p, v) for p, v in zip(profiles, values)]
