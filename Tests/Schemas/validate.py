#!/usr/bin/env python3
"""Validates real JSON outputs of every command against the schema that `tenet schema` publishes for it.

Each output is also held against a copy of the schema that forbids all keys but those it names, so that no key goes
unpublished.

    TENET=PATH Tests/Schemas/validate.py
"""

import copy
import json
import os
import subprocess
import sys
import tempfile

import jsonschema

TENET = os.environ.get("TENET", ".build/release/tenet")
LABS = "Rules/labs"
NORTHWIND = [LABS, "--profile", "Northwind"]
FENWICK = [LABS, "--profile", "Fenwick"]

CONTESTED = """
choice colour: one of red, green
number weight in kg
rule one: a fact → colour is red, weight is 3 kg
rule two: b fact → colour is green, weight is 4 kg
rule three: weight > 1 kg and not c fact → heavy
rule sum: a fact → add 1 to score
number score
someone → someone exists
conflicted conflicts with b fact
rule four: a fact → conflicted
profile "contested"
  a fact
  b fact
profile "open"
  unknown a fact
  unknown b fact
example "fails"
  given a fact
  expect heavy
""".replace("someone → someone exists\n", "")

WHAT_IF = ["what-if", "--remove", "b fact", "FILE", "--profile", "contested", "--format", "json"]

# For each schema the command lines whose output it describes. Commands that do not exist yet are passed over.
CASES = {
    "eval": [
        ["eval", *NORTHWIND, "--format", "json"],
        ["eval", *FENWICK, "--format", "json"],
        ["eval", LABS, "--format", "json"],
        ["eval", LABS, "--format", "ndjson", "--no-trace"],
        ["eval", "Rules/embolism", "--format", "json"],
        ["eval", "FILE", "--format", "json"],
        ["eval", "FILE", "BROKEN", "--format", "ndjson", "--keep-going"],
        ["eval", *NORTHWIND, "--format", "json", "--max-facts", "3"],
    ],
    "why": [
        ["why", "captures habit", *NORTHWIND, "--format", "json"],
        ["why", "control point", *NORTHWIND, "--format", "json"],
        ["why", "speed-against-caution", *NORTHWIND, "--format", "json"],
        ["why", "captures habit", *NORTHWIND, "--format", "json", "--smallest"],
    ],
    "why-not": [
        ["why-not", "lacks strategic control", *NORTHWIND, "--format", "json"],
        ["why-not", "captures budget standardization", *NORTHWIND, "--format", "json"],
        ["why-not", "position is compounding", *FENWICK, "--format", "json"],
    ],
    "how": [
        ["how", "captures budget standardization", *NORTHWIND, "--format", "json"],
        ["how", "not captures habit", *NORTHWIND, "--format", "json"],
        ["how", "heavy", "FILE", "--profile", "contested", "--format", "json"],
    ],
    "what-if": [["what-if", "--add", "owns enterprise trust", "--remove", "owns workflow", *NORTHWIND, "--format", "json"], WHAT_IF],
    "ask": [["ask", *FENWICK, "--format", "json"], ["ask", "FILE", "--profile", "open", "--format", "json"]],
    "robust": [
        ["robust", "captures habit", *NORTHWIND, "--format", "json"],
        ["robust", "FILE", "--profile", "contested", "--format", "json"],
    ],
    "compare": [["compare", "Northwind", "Fenwick", LABS, "--format", "json"]],
    "diff": [["diff", "FILE", "FILE", "--profiles", "PROFILE", "--format", "json"]],
    "verify": [["verify", "TRACE", LABS, "--format", "json"], ["verify", "TRACE", LABS, "--profile", "Fenwick", "--format", "json"]],
    "test": [["test", LABS, "--format", "json"], ["test", "FILE", "--format", "json"]],
    "lint": [["lint", LABS, "--format", "json"], ["lint", "FILE", "--format", "json"], ["lint", "BAD", "--format", "json"]],
    "vocabulary": [["vocabulary", LABS, "--format", "json"], ["vocabulary", "FILE", "--format", "json"]],
}


def run(arguments):
    return subprocess.run([TENET, *arguments], capture_output=True, text=True, timeout=120)


def closed(schema):
    """A copy that forbids keys that it does not name."""
    schema = copy.deepcopy(schema)

    def walk(node):
        if isinstance(node, dict):
            if "properties" in node:
                node.setdefault("additionalProperties", False)
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(schema)
    return schema


def values(arguments, text):
    if "ndjson" in arguments:
        return [json.loads(line) for line in text.splitlines()]
    return [json.loads(text)]


def main():
    sys.setrecursionlimit(100_000)
    problems, count, absent = [], 0, []
    listed = [line.split()[0] for line in run(["schema"]).stdout.splitlines()]
    problems += [f"no case for the schema {name}" for name in listed if name not in CASES and name != "profile"]
    commands = {line.split()[0] for line in run(["--help"]).stdout.splitlines() if line.startswith("  ")}
    with tempfile.TemporaryDirectory() as folder:
        places = {"FILE": "case.tenet", "BROKEN": "broken.ndjson", "BAD": "bad.tenet", "PROFILE": "one.json", "TRACE": "t.json"}
        places = {key: os.path.join(folder, name) for key, name in places.items()}
        profile = {"profile": "One", "facts": ["a fact"], "numbers": {}, "choices": {"colour": "red"}, "unknown": ["b fact"]}
        for key, text in [("FILE", CONTESTED), ("BROKEN", '{"profile": "x", "facts": [3]}\n{"profile": "y"}\n'),
                          ("BAD", "rule a: b →\nrule c →"), ("PROFILE", json.dumps(profile)),
                          ("TRACE", run(["why", "captures habit", *NORTHWIND, "--format", "json"]).stdout)]:
            with open(places[key], "w", encoding="utf-8") as file:
                file.write(text)
        for name in listed:
            schema = json.loads(run(["schema", name]).stdout)
            jsonschema.Draft202012Validator.check_schema(schema)
            validators = [jsonschema.Draft202012Validator(s) for s in (schema, closed(schema))]
            if name == "profile":
                # What the schema takes, the command takes too.
                validators[0].validate(profile)
                if run(["eval", places["FILE"], places["PROFILE"]]).returncode != 0:
                    problems.append("eval refuses a profile that its schema takes")
                continue
            if name not in commands:
                absent.append(name)
                continue
            for arguments in CASES.get(name, []):
                arguments = [places.get(argument, argument) for argument in arguments]
                result = run(arguments)
                if "has no option" in result.stderr:
                    absent.append(" ".join(arguments[:1] + [a for a in arguments if a.startswith("--")][-1:]))
                    continue
                if not result.stdout.strip():
                    problems.append(f"{' '.join(arguments)}: no output: {result.stderr.strip()[:300]}")
                    continue
                for value in values(arguments, result.stdout):
                    count += 1
                    for validator, what in zip(validators, ["", " (a key that no schema names)"]):
                        error = jsonschema.exceptions.best_match(validator.iter_errors(value))
                        if error:
                            where = "/".join(map(str, error.absolute_path))
                            problems.append(f"{' '.join(arguments)}: {where}{what}: {error.message[:300]}")
                            break
    for problem in problems:
        print("✗", problem)
    if absent:
        print("not there yet:", ", ".join(absent))
    print(f"schemas: {count} outputs validated, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
