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

from lintcases import LintGenerator, VariableGenerator
from abstract import SELF, Clause, Profile, clauses
from text import Writer

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
        self.program = self.random.choice([LintGenerator, VariableGenerator])(seed).program()
        self.writer = Writer(self.program)
        self.comments = []
        lines = []
        for line in [*self.writer.declarations(), *map(self.writer.statement, self.program.statements)]:
            if self.random.random() < 0.7:
                line = re.sub(r"^rule \w+: ", "", line)
            line = self.weak(line)
            if self.random.random() < 0.3:
                lines.append(self.comment())
            lines.append(self.loose(line) + (self.comment("  ") if self.random.random() < 0.3 else ""))
            if self.random.random() < 0.2 and "→" in line:
                lines.append(re.sub(r"^rule \w+: ", "", line))
        self.text = "\n".join(lines) + "\n"
        self.cases = "".join(self.profiles())

    def comment(self, before=""):
        text = f"# note {len(self.comments)} ä→"
        self.comments.append(text)
        return before + text

    def loose(self, line):
        return line.replace(" → ", self.random.choice([" → ", " →  ", "→", " -> "]))

    def weak(self, line):
        """The line with a part that says nothing, now and then."""
        if "→" not in line or " or " in line or "(" in line or "add " in line or self.random.random() < 0.6:
            return line
        head, condition, rest = re.match(r"(rule \w+: |)(.*?)(\s*→.*)", line, re.S).groups()
        first = re.split(" and |, ", condition)[0]
        match self.random.randint(0, 3):
            case 0:
                condition = f"{condition} and {first}"
            case 1 if not first.startswith("not"):
                condition = f"{condition} and not (not {first})"
            case 2 if "unless" not in rest and not first.startswith("not"):
                rest = re.sub(r"(\n  because|$)", f" unless not {first}\\1", rest, count=1)
            case _:
                condition = condition.replace(first, first.upper() if self.random.random() < 0.3 else first)
        return head + condition + rest

    # Profiles: whatever one may say, so also what rules conclude, numbers that they set, and further members of kinds.

    def ground(self, clause, members):
        """A fact of the same shape as a clause."""
        return Clause(clause.verb, tuple(
            self.random.choice(members[kind]) if not isinstance(place, str) else place
            for place, kind in zip(clause.places, clause.verb.kinds)))

    def profiles(self):
        kinds = self.program.kinds
        members = {kind: [*kinds[kind][1], SELF] for kind in kinds}
        members[None] = ["a stranger", "cloud partner", SELF]
        shapes = []
        for statement in self.program.statements:
            shapes += [*clauses(statement.whole), *(c for c in statement.conclusions if isinstance(c, Clause))]
        for index in range(60):
            known = {**members}
            memberships = [(f"{number} {kind}", kind) for kind in kinds for number in self.random.choice([[], ["one"], ["one", "two", "three"]])]
            for term, kind in memberships:
                known[kind] = [*known[kind], term]
            facts = [self.ground(s, known) for s in shapes if s.verb.words != "faces" for _ in range(self.random.choice([0, 0, 1, 1, 2]))]
            numbers = [((n, SELF), self.random.choice([0, 100, 200, 300, 500, 700])) for n in self.program.numbers if self.random.random() < 0.5]
            picks = [(c, self.random.choice(choice.options)) for c, choice in self.program.choices.items() if self.random.random() < 0.3]
            yield self.writer.profile(Profile(f"p{index}", tuple(dict.fromkeys(facts)), tuple(memberships), tuple(numbers), tuple(picks)))

    def answers(self, directory, name):
        """What every profile comes to, without where it stands."""
        with open(os.path.join(directory, "profiles.tenet"), "w", encoding="utf-8") as file:
            file.write(self.cases)
        output = run(directory, "eval", name, "profiles.tenet", "--format", "ndjson", "--no-trace")
        kept = []
        for line in output.splitlines():
            value = json.loads(line)
            kept.append((sorted(c["fact"] for c in value["conclusions"]), sorted((c["name"], c.get("subject", "")) for c in value["conflicts"]),
                         value["choices"], value["numbers"], value.get("contestedNumbers")))
        return kept


class Witnesses:
    """The files of `lint --witness`, each judged by rules that also say which of them fire."""

    def __init__(self, directory, text, findings):
        self.directory = directory
        self.lines = text.splitlines()
        self.findings = findings

    def starts(self):
        """The first line of each statement that says what follows from what."""
        return [n for n, line in enumerate(self.lines, 1) if re.search("→|->|conflicts with", re.sub("#.*", "", line)) and line[0] not in " #"]

    def marked(self):
        """The rules, each with a further conclusion `fired line N`, and for one with an exception a rule without it."""
        lines = list(self.lines)
        for number in self.starts():
            line, note, comment = lines[number - 1].partition("  #")
            more = []
            if parts := re.match(r"((?:rule \w+: )?)(.*?)\s*(→|->)\s*(.*)$", line):
                head, condition, arrow, rest = parts.groups()
                if " unless " in rest:
                    more = [f"{condition} {arrow} bare line {number}"]
                line = f"{head}{condition} {arrow} fired line {number}" + (f", {rest}" if rest else ",")
            lines[number - 1] = line + note + comment
            lines += more
        return "\n".join(lines) + "\n"

    def judge(self):
        """How many there are; each shows what its finding says."""
        run(self.directory, "lint", "r.tenet", "--witness", "w", status=(0, 1))
        folder = os.path.join(self.directory, "w")
        names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
        with open(os.path.join(self.directory, "r.tenet"), "w", encoding="utf-8") as file:
            file.write(self.marked())
        count = 0
        taken = {}
        for finding in self.findings:
            base = f"{finding['check']}-r-{finding['line']}"
            taken[base] = taken.get(base, 0) + 1
            name = (base if taken[base] == 1 else f"{base}-{taken[base]}") + ".tenet"
            if name not in names:
                check(not finding["witness"], f"{name} is not written", finding)
                continue
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                given = [line.strip() for line in file if line.startswith("  ")]
            check(set(finding["witness"]) <= set(given), f"{name} gives something else", finding, given)
            value = json.loads(run(self.directory, "eval", os.path.join("w", name), "--format", "json"))
            check(self.shows(finding, value), f"{name} does not show its finding", finding, "\n".join(self.lines), json.dumps(value)[:1500])
            count += 1
        check(count == len(names), "there are other files", names)
        return count

    def shows(self, finding, value):
        """Whether the answer for a witness shows what the finding says."""
        line = max((n for n in self.starts() if n <= finding["line"]), default=0)
        facts = {c["fact"] for c in value["conclusions"]}
        conflicts = {c["line"] for c in value["conflicts"]}
        named = re.findall("`([^`]*)`", finding["message"])
        match finding["check"]:
            case "choice-overlap":
                choice = value["choices"][named[0]]
                return choice["contested"] and set(named[1:]) <= set(choice["picked"])
            case "choice-gap":
                return value["choices"].get(named[0], {"picked": []})["picked"] in ([], ["nothing"])
            case "contested-number":
                return any(name == named[0] or name.endswith("'s " + named[0]) for name in value["contestedNumbers"])
            case "exception-always-applies":
                return f"bare line {line}" in facts and f"fired line {line}" not in facts
            case "exception-never-applies":
                return f"bare line {line}" in facts and f"fired line {line}" in facts
            case "contradictory-conclusions" if "both sides of" in finding["message"]:
                return f"fired line {line}" in facts and bool(conflicts)
            case "contradictory-conclusions":
                return set(named[-2:]) <= facts
        return line in conflicts or f"fired line {line}" in facts


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
        count = Witnesses(directory, sample.text, findings).judge()
        write(sample.text)
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
