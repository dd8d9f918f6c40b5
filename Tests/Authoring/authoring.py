#!/usr/bin/env python3
"""Shows that what authors are told can be relied on, with the built command.

    authoring.py [--count N] [--seed S] [--tenet PATH] [--sarif-schema FILE]

- The rule libraries lint clean, are laid out, and their examples fire every rule and notice nine mutants of ten.
- Reports in SARIF follow the standard; with --sarif-schema they are held against its published schema too.
- Every witness of random rule sets is a file that can be judged, and shows what its finding says.
- Fixes of random rule sets with comments keep every conclusion of every profile, and every comment; a second run finds nothing left.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Brute"))

import jsonschema

from lintcases import LintGenerator
from small import base_facts
from text import Writer
from world import subsets

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARIES = os.path.join(HERE, "..", "..", "Rules")


def run(directory, *arguments, status=(0,)):
    answer = subprocess.run([TENET, *arguments], cwd=directory, capture_output=True, text=True, timeout=300)
    if answer.returncode not in status:
        raise SystemExit(f"`tenet {' '.join(arguments)}` ended with {answer.returncode}\n{answer.stderr}{answer.stdout[:2000]}")
    return answer.stdout


def check(fine, message, *details):
    if not fine:
        raise SystemExit("\n".join([message, *map(str, details)]))


# Libraries

def libraries():
    names = sorted(n for n in os.listdir(LIBRARIES) if os.path.isdir(os.path.join(LIBRARIES, n)))
    for name in names:
        folder = os.path.join("Rules", name)
        top = os.path.join(HERE, "..", "..")
        findings = json.loads(run(top, "lint", folder, "--format", "json"))["findings"]
        check(not findings, f"{folder} has findings", *findings)
        run(top, "fmt", "--check", folder)
        test = json.loads(run(top, "test", folder, "--coverage", "--mutate", "--format", "json"))
        rules, mutants = test["coverage"]["rules"], test["mutants"]
        check(all(e["passed"] for e in test["examples"]), f"{folder}: an example fails")
        check(rules["covered"] == rules["of"], f"{folder}: rules without an example", rules)
        check(mutants["killed"] * 10 >= mutants["of"] * 9, f"{folder}: {mutants['killed']} of {mutants['of']} mutants are noticed")
        print(f"{folder}: no findings, laid out, {rules['covered']} of {rules['of']} rules covered, "
              f"{mutants['killed']} of {mutants['of']} mutants noticed", flush=True)


# Random rule files

class Sample:
    """A random rule file, with comments at many places and clauses out of layout."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        generator = LintGenerator(seed)
        self.program = generator.program()
        self.writer = Writer(self.program)
        self.base = base_facts(self.program.statements, generator.layers, self.program.choices)
        self.comments = []
        lines = []
        for line in [*self.writer.declarations(), *map(self.writer.statement, self.program.statements)]:
            if self.random.random() < 0.5:
                line = re.sub(r"^rule \w+: ", "", line)
            if self.random.random() < 0.3:
                lines.append(self.comment())
            lines.append(self.loose(line) + (self.comment("  ") if self.random.random() < 0.3 else ""))
            if self.random.random() < 0.2 and "→" in line:
                lines.append(re.sub(r"^rule \w+: ", "", line))
        self.text = "\n".join(lines) + "\n"

    def comment(self, before=""):
        text = f"# note {len(self.comments)} ä→"
        self.comments.append(text)
        return before + text

    def loose(self, line):
        return line.replace(" → ", self.random.choice([" → ", " →  ", "→", " -> "]))

    def profiles(self):
        for state in subsets(self.base):
            yield "".join(f"  {self.writer.clause(f)}\n" for f in state)

    def answers(self, directory, name):
        """What every profile comes to, without where it stands."""
        with open(os.path.join(directory, "profiles.tenet"), "w", encoding="utf-8") as file:
            file.write("".join(f'profile "p{i}"\n{facts}' for i, facts in enumerate(self.profiles())))
        output = run(directory, "eval", name, "profiles.tenet", "--format", "ndjson", "--no-trace")
        kept = []
        for line in output.splitlines():
            value = json.loads(line)
            kept.append((sorted(c["fact"] for c in value["conclusions"]), sorted((c["name"], c.get("subject", "")) for c in value["conflicts"]),
                         value["choices"], value["numbers"]))
        return kept


def shows(finding, value):
    """Whether the answer for a witness shows what the finding says."""
    rules = [c.get("rule") for c in value["conclusions"]]
    match finding["check"]:
        case "choice-overlap":
            return any(c["contested"] for c in value["choices"].values())
        case "choice-gap":
            return any(c["picked"] in ([], ["nothing"]) for c in value["choices"].values())
        case "contested-number":
            return bool(value.get("contestedNumbers"))
        case "conflict-always":
            return bool(value["conflicts"])
        case "exception-always-applies" | "exception-never-applies":
            return True
        case "contradictory-conclusions":
            facts = {c["fact"] for c in value["conclusions"]}
            return {"captures usage", "lacks usage"} <= facts or bool(value["conflicts"])
    return bool(rules) or bool(value["choices"]) or bool(value["conflicts"])


def witnesses(directory, findings):
    run(directory, "lint", "r.tenet", "--witness", "w")
    names = sorted(os.listdir(os.path.join(directory, "w"))) if os.path.isdir(os.path.join(directory, "w")) else []
    by_name = {}
    for finding in findings:
        base = f"{finding['check']}-r-{finding['line']}"
        count = 1
        while (base if count == 1 else f"{base}-{count}") in by_name:
            count += 1
        by_name[base if count == 1 else f"{base}-{count}"] = finding
    for name in names:
        value = json.loads(run(directory, "eval", os.path.join("w", name), "--format", "json"))
        code = re.match(r"[a-z-]+?(?=-r-\d)", name)[0]
        check(shows({"check": code}, value), f"{name} does not show {code}", json.dumps(value)[:1500])
    return len(names)


def judge(seed, schemas):
    sample = Sample(seed)
    with tempfile.TemporaryDirectory() as directory:
        def write(text):
            with open(os.path.join(directory, "r.tenet"), "w", encoding="utf-8") as file:
                file.write(text)

        def read():
            with open(os.path.join(directory, "r.tenet"), encoding="utf-8") as file:
                return file.read()

        write(sample.text)
        findings = json.loads(run(directory, "lint", "r.tenet", "--format", "json", status=(0, 1)))["findings"]
        for schema in schemas:
            jsonschema.validate(json.loads(run(directory, "lint", "r.tenet", "--format", "sarif", status=(0, 1))), schema)
        count = witnesses(directory, findings)
        before = sample.answers(directory, "r.tenet")
        dry = run(directory, "lint", "r.tenet", "--fix", "--dry-run", status=(0, 1))
        check(read() == sample.text, f"seed {seed}: a dry run has written", sample.text)
        run(directory, "lint", "r.tenet", "--fix", status=(0, 1))
        fixed = read()
        check(bool(dry) == (fixed != sample.text), f"seed {seed}: what a dry run shows is not what a run does", dry)
        for comment in sample.comments:
            check(fixed.count(comment) == 1, f"seed {seed}: a comment is lost: {comment}", sample.text, fixed)
        check(before == sample.answers(directory, "r.tenet"), f"seed {seed}: fixes changed a conclusion", sample.text, fixed)
        check(not run(directory, "lint", "r.tenet", "--fix", "--dry-run", status=(0, 1)), f"seed {seed}: fixes are left", fixed)
        # A file without a `→` keeps to signs of ASCII.
        run(directory, "fmt", "--check", *([] if "→" in re.sub("#.*", "", fixed) else ["--ascii"]), "r.tenet")
        return count, fixed != sample.text, len(fixed.splitlines()) < len(sample.text.splitlines())


def main():
    global TENET
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--tenet", default=os.environ.get("TENET", "tenet"))
    parser.add_argument("--sarif-schema")
    options = parser.parse_args()
    TENET = os.path.abspath(options.tenet) if "/" in options.tenet else options.tenet
    schemas = []
    for path in filter(None, [os.path.join(HERE, "sarif.json"), options.sarif_schema]):
        with open(path, encoding="utf-8") as file:
            schemas.append(json.load(file))
    libraries()
    witnessed = changed = shorter = 0
    for seed in range(options.seed, options.seed + options.count):
        shown, is_changed, is_shorter = judge(seed, schemas)
        witnessed, changed, shorter = witnessed + shown, changed + is_changed, shorter + is_shorter
    print(f"{options.count} rule files: {witnessed} witnesses judged again, {changed} files fixed, {shorter} of them by taking a rule away")


if __name__ == "__main__":
    main()
