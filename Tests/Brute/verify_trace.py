#!/usr/bin/env python3
"""Checks the traces in the output of `tenet eval --format json` or ndjson, knowing nothing of the evaluator.

    verify_trace.py RESULT.json [DIRECTORY]

A trace must be well founded: no step rests on itself, `seen` names a step whose proof stands earlier, and every leaf is a given
fact, something looked for in vain, or a test. A given fact must stand at its file and line, and every rule that is named must
start at its place. Files are looked for in DIRECTORY (else in the current one).
"""

import json
import re
import sys
from pathlib import Path

NOISE = {"a", "an", "the", "has", "self", "given", "unknown"}


class Refused(Exception):
    """Why a trace does not hold."""


def require(fine, message):
    if not fine:
        raise Refused(message)


def words(text):
    """The words that tell facts apart, whatever the writing; of an amount only the number."""
    text = re.sub(r"( is -?\d[\d_]*(?:\.\d+)?) ?[^\d\s.]\S*$", r"\1", text.strip())
    found = re.findall(r"[\w'’%.-]+", text.replace("\\", "").replace('"', " ").casefold())
    return [w for w in found if w not in NOISE]


class Sources:
    """The files that traces point into."""

    def __init__(self, directory="."):
        self.directory = Path(directory)
        self.texts = {}

    def line(self, file, number):
        if file not in self.texts:
            self.texts[file] = (self.directory / file).read_text(encoding="utf-8").splitlines()
        require(1 <= number <= len(self.texts[file]), f"{file} has no line {number}")
        return self.texts[file][number - 1]

    def gives(self, file, number, fact):
        """Whether the line gives the fact: a line of a profile, a member of a kind, or an entry of a JSON profile."""
        line = self.line(file, number)
        if file.endswith(".tenet"):
            statement = self.statement(file, number)
            if re.match(r"kind\b", statement, re.IGNORECASE):
                member = re.fullmatch(r"(.*) is an? (.*)", fact)
                return member is not None and " ".join(words(member[1])) in " ".join(words(statement))
            return words(line.split("#")[0]) == words(fact)
        if file.endswith("json"):
            profile = json.loads(line)
            entries = [*profile.get("facts", []), *profile.get("unknown", [])]
            for part in ("numbers", "choices"):
                for name, value in profile.get(part, {}).items():
                    entries += [f"{name} is {each}" for each in (value if isinstance(value, list) else [value])]
            return any(words(entry) == words(fact) for entry in entries)
        return True

    def statement(self, file, number):
        """The text from the first line of the statement that the line belongs to, up to that line."""
        first = number
        while first > 1 and self.line(file, first)[:1] in (" ", "\t", ""):
            first -= 1
        return " ".join(self.texts[file][first - 1:number])

    def rule(self, file, number, name):
        """Whether a rule of that name (or without one) starts on the line."""
        line = self.line(file, number)
        if name is None:
            return not re.match(r"rule\b", line, re.IGNORECASE) and not line.startswith((" ", "#"))
        named = re.match(r"rule\s+(.*?):|(.*conflicts with.*)", line, re.IGNORECASE)
        return named is not None and (named[2] is not None or words(named[1]) == words(name))


class Walk:
    """One trace, step by step."""

    def __init__(self, sources):
        self.sources = sources
        self.heights = {}

    def height(self, step, above=()):
        """The height of a step's proof; refuses what is unfounded."""
        if "not" in step:
            require(step.get("from") == [], f"`not {step['not']}` rests on something")
            return 1
        if "test" in step:
            require("values" in step and "from" not in step, f"the test `{step['test']}` has another shape")
            return 1
        fact = step.get("fact")
        require(isinstance(fact, str) and fact, f"a step without a fact: {sorted(step)}")
        require(fact not in above or "value" in step, f"`{fact}` rests on itself")
        if step.get("seen"):
            require(fact in self.heights, f"`{fact}` is said to be seen, and is not proved earlier")
            return self.heights[fact]
        if step.get("given"):
            require(self.sources.gives(step["file"], step["line"], fact), f"{step['file']}:{step['line']} does not give `{fact}`")
            return 1
        return self.derived(step, fact, above)

    def derived(self, step, fact, above):
        # A number that rules add to is 0 where none does.
        is_sum = "rule" not in step
        require(step.get("from") or is_sum, f"`{fact}` rests on nothing")
        if "file" in step:
            require(self.sources.rule(step["file"], step["line"], step.get("rule")),
                    f"{step['file']}:{step['line']} has no rule {step.get('rule')}")
        # A number's value and what adds to it are no facts: they may be written alike.
        below = above if is_sum or "value" in step else (*above, fact)
        heights = [self.height(premise, below) for premise in step["from"]]
        is_otherwise = "file" not in step and "rule" in step
        result = 1 if is_otherwise else 1 + max(heights, default=1)
        if below != above:
            self.heights.setdefault(fact, result)
        return result


def traces(answer):
    """Every trace of an answer, with what it is of."""
    for conclusion in answer["conclusions"]:
        yield conclusion["fact"], conclusion["trace"]
    for conflict in answer["conflicts"]:
        for side, trace in zip(conflict["between"], conflict["traces"]):
            yield f"{conflict['name']}: {side}", trace
    for name, choice in answer["choices"].items():
        for trace in choice.get("traces", [choice["trace"]] if "trace" in choice else []):
            yield f"choice {name}", trace
    for name, trace in answer.get("numberTraces", {}).items():
        yield f"number {name}", trace


def verify(answer, sources):
    """Checks every trace of one answer; returns how many, and the heights of its conclusions."""
    heights = {}
    count = 0
    for name, trace in traces(answer):
        try:
            height = Walk(sources).height(trace)
        except Refused as refusal:
            raise Refused(f"trace of `{name}`: {refusal}") from None
        if any(name == c["fact"] for c in answer["conclusions"]):
            require(trace.get("fact") == name, f"the trace of `{name}` proves `{trace.get('fact')}`")
            heights[name] = height
        count += 1
    return count, heights


def answers(text):
    """The answers in a result: one object, an array, or an object a line."""
    try:
        value = json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines()]
    return value if isinstance(value, list) else [value]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        found = answers(file.read())
    sources = Sources(sys.argv[2] if len(sys.argv) > 2 else ".")
    total = 0
    for answer in found:
        try:
            total += verify(answer, sources)[0]
        except Refused as refusal:
            print(f"{answer.get('profile')}: {refusal}")
            return 1
    print(f"verify_trace: {total} traces of {len(found)} profiles hold")
    return 0


if __name__ == "__main__":
    sys.exit(main())
