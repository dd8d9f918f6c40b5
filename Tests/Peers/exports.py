#!/usr/bin/env python3
"""Runs `tenet export` on the real engines and compares what they derive with what Tenet derives.

    exports.py [--count N] [--seed S] [--jobs N] [--tenet PATH] [--only clingo|sql|souffle]

clingo is the command of that name, SQL runs in DuckDB's Python module, Soufflé only where SOUFFLE names its command. The programs
are the random ones of Tests/Differential. What a target cannot say must be refused by name; the others must agree in full.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / "Brute")]

import small
from abstract import FACES, HAS, AddNumber, Clause, SetNumber
from answers import amount, concluded_numbers
from generate import VERBS, Generator
from text import Writer, comparable
from world import main, require

ATOM = re.compile(r'(\w+)\(((?:"(?:\\.|[^"\\])*"|[^()"])*)\)')


def plain(text):
    """A name that every target takes: lower-case ASCII letters, digits and `_`."""
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in text.lower())


def relation(verb):
    return "v_" + plain("_".join([verb.words, *verb.prepositions]))


class Exported:
    """What another engine made of an export: rows by relation, and the values of numbers."""

    def __init__(self, program):
        self.program = program
        self.rows = {}

    def facts(self):
        """Every fact, as canonical text."""
        writer = Writer(self.program)
        known = dict.fromkeys((HAS, FACES, *VERBS, *self.program.verbs))
        return {
            comparable(writer.clause(Clause(verb, tuple(row))))
            for verb in known for row in self.rows.get(relation(verb), ()) if len(row) == verb.arity}

    def numbers(self, scale):
        """The numbers that rules conclude."""
        writer = Writer(self.program)
        return {
            comparable(writer.number(name, subject)): Fraction(value) / scale
            for name in concluded_numbers(self.program) for subject, value in self.rows.get("n_" + plain(name), ())}

    def picks(self):
        """Where a policy changes nothing, candidates are picks and have the only table."""
        found = {}
        for name in self.program.choices:
            rows = self.rows.get("pick_" + plain(name), self.rows.get("candidate_" + plain(name), ()))
            found[name] = {row[0] for row in rows} - {"nothing"}
        return found


def run_clingo(program, text):
    exported = Exported(program)
    run = subprocess.run(["clingo", "-V0", "--warn=none", "-"], input=text, capture_output=True, text=True, timeout=60)
    require("SATISFIABLE" in run.stdout.splitlines(), "clingo does not take it", run.stderr[-2000:], run.stdout[:500])
    for name, arguments in ATOM.findall(run.stdout.splitlines()[0]):
        exported.rows.setdefault(name, set()).add(tuple(json.loads(f"[{arguments}]")))
    scale = int(re.search(r"numbers count 10\^-(\d+)", text, re.IGNORECASE)[1])
    return exported, 10 ** scale


def run_sql(program, text):
    import duckdb
    exported = Exported(program)
    connection = duckdb.connect(":memory:")
    try:
        connection.execute(text)
        for (table,) in connection.execute("SELECT table_name FROM information_schema.tables").fetchall():
            exported.rows[table] = set(connection.execute(f'SELECT * FROM "{table}"').fetchall())
    except duckdb.Error as error:
        require(False, "DuckDB does not take it", error, text[-3000:])
    finally:
        connection.close()
    return exported, 1


def run_souffle(program, text):
    exported = Exported(program)
    Path("export.dl").write_text(text, encoding="utf-8")
    run = subprocess.run([os.environ["SOUFFLE"], "-w", "-D", ".", "export.dl"], capture_output=True, text=True, timeout=60)
    errors = [line for line in run.stderr.splitlines() if line.startswith("Error")]
    require(run.returncode == 0, "Soufflé does not take it", *errors)
    for file in Path(".").glob("*.csv"):
        exported.rows[file.stem] = {tuple(line.split("\t")) for line in file.read_text(encoding="utf-8").splitlines()}
        file.unlink()
    scale = int(re.search(r"numbers count 10\^-(\d+)", text, re.IGNORECASE)[1])
    return exported, 10 ** scale


ENGINES = {"clingo": run_clingo, "sql": run_sql}
if "SOUFFLE" in os.environ:
    ENGINES["souffle"] = run_souffle


def export(files, target, profile):
    """The exported text, or None where the target cannot say it, in Tenet's own words."""
    run = subprocess.run(
        [os.environ.get("TENET", "tenet"), "export", "--to", target, "--profile", profile, "rules.tenet", "profiles.ndjson"],
        cwd=files.directory, capture_output=True, text=True, timeout=60)
    if run.returncode == 2 and "[not-exportable]" in run.stderr:
        return None
    require(run.returncode == 0, f"`tenet export --to {target}` ended with {run.returncode}", run.stderr)
    return run.stdout


def judge(target):
    def compare(seed, files):
        program, profiles = Generator(seed).case(3)
        profiles = [replace(p, unknown=()) for p in profiles]
        files.rules(program)
        files.profiles(program, profiles)
        writer, count = Writer(program), 0
        answers = files.ask("eval", "rules.tenet", "profiles.ndjson", "--no-trace")
        os.chdir(files.directory)
        for profile, answer in zip(profiles, answers):
            text = export(files, target, profile.name)
            if text is None:
                continue
            exported, scale = ENGINES[target](program, text)
            facts = {comparable(c["fact"]) for c in answer["conclusions"]} | {comparable(writer.clause(f)) for f in profile.facts}
            require(exported.facts() == facts, f"{profile.name}: facts of {target}",
                    f"only {target}: {sorted(exported.facts() - facts)}", f"only tenet: {sorted(facts - exported.facts())}", text)
            numbers = {comparable(name): amount(value) for name, value in answer["numbers"].items()}
            require(exported.numbers(scale) == numbers, f"{profile.name}: numbers of {target}", exported.numbers(scale), numbers, text)
            picks = {name: set(choice["picked"]) - {"nothing"} for name, choice in answer["choices"].items()}
            require(exported.picks() == picks, f"{profile.name}: choices of {target}", exported.picks(), picks, text)
            count += 1
        return count

    return compare


def compare_clingo(seed, files):
    return judge("clingo")(seed, files)


def compare_sql(seed, files):
    return judge("sql")(seed, files)


def compare_souffle(seed, files):
    return judge("souffle")(seed, files)


JUDGES = {name: globals()["compare_" + name] for name in ENGINES}

if __name__ == "__main__":
    sys.exit(main(JUDGES, __doc__.split("\n")[0]))
