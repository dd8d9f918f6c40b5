"""Every profile of a small rule set with its answer, by clingo; and the harness that the judges share."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, combinations

import small
from answers import expected
from text import Writer, comparable


def subsets(items):
    """All subsets, the smallest first."""
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


class World:
    """The answers of a program for all subsets of some facts, evaluated at once."""

    def __init__(self, program, facts, clingo="clingo"):
        self.program = program
        self.writer = Writer(program)
        self.facts = list(facts)
        self.states = [frozenset(s) for s in subsets(self.facts)]
        profiles = [small.given(f"s{i}", [f for f in self.facts if f in state]) for i, state in enumerate(self.states)]
        self.answers = dict(zip(self.states, expected(program, profiles, clingo)))

    def text(self, fact):
        return comparable(self.writer.clause(fact))

    def holds(self, state, fact):
        return fact in state or self.text(fact) in self.answers[frozenset(state)].facts

    def all(self, state):
        """Everything that holds, as texts."""
        return set(self.answers[frozenset(state)].facts) | {self.text(f) for f in state}


def minimal(sets):
    """The sets that are no superset of another."""
    found = []
    for candidate in sorted(sets, key=len):
        if not any(other <= candidate for other in found):
            found.append(candidate)
    return found


class Disagreement(Exception):
    """What a judge has against an answer."""


def require(fine, message, *details):
    if not fine:
        raise Disagreement(message + "".join(f"\n  {d}" for d in details))


class Files:
    """A program and its profiles in a directory, and the commands run over them."""

    def __init__(self, directory):
        self.directory = directory

    def rules(self, program, name="rules.tenet"):
        self.write(name, Writer(program).rules())

    def profiles(self, program, profiles, name="profiles.ndjson"):
        writer = Writer(program)
        self.write(name, "".join(writer.ndjson(p) + "\n" for p in profiles))

    def write(self, name, text):
        with open(os.path.join(self.directory, name), "w", encoding="utf-8") as file:
            file.write(text)

    def ask(self, *arguments, status=(0,)):
        """The JSON of a command."""
        return self.ask_aloud(*arguments, status=status)[0]

    def ask_aloud(self, *arguments, status=(0,)):
        """The JSON of a command, and what it says beside."""
        run = subprocess.run(
            [os.environ.get("TENET", "tenet"), *arguments, "--format", "json"], cwd=self.directory, capture_output=True, text=True,
            timeout=60)
        require(run.returncode in status, f"`tenet {' '.join(arguments)}` ended with {run.returncode}", run.stderr, run.stdout[:500])
        try:
            return json.loads(run.stdout), run.stderr
        except ValueError:
            raise Disagreement(f"`tenet {' '.join(arguments)}` printed no JSON: {run.stdout[:500]}")

    def shown(self):
        """All files, for a report."""
        parts = []
        for name in sorted(os.listdir(self.directory)):
            with open(os.path.join(self.directory, name), encoding="utf-8") as file:
                parts.append(f"--- {name}\n{file.read()}")
        return "\n".join(parts)


def run_one(job):
    judge, seed = job
    with tempfile.TemporaryDirectory() as directory:
        files = Files(directory)
        try:
            return judge(seed, files) or 0, ""
        except (Disagreement, subprocess.TimeoutExpired, KeyError, TypeError, RuntimeError) as error:
            message = str(error) if isinstance(error, Disagreement) else f"{type(error).__name__}: {error}"
            return 0, f"seed {seed}: {message}\n{files.shown()}"


def main(judges, description):
    """Runs judges over seeds. A judge takes a seed and `Files`, and gives the number of answers it has compared."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--tenet", default=os.environ.get("TENET", "tenet"))
    parser.add_argument("--only", choices=sorted(judges), action="append")
    parser.add_argument("--show", type=int, default=3, help="how many disagreements to print")
    options = parser.parse_args()
    os.environ["TENET"] = os.path.abspath(options.tenet) if "/" in options.tenet else options.tenet
    failed = 0
    with ProcessPoolExecutor(options.jobs) as pool:
        for name in options.only or judges:
            start, compared, found = time.monotonic(), 0, 0
            jobs = [(judges[name], seed) for seed in range(options.seed, options.seed + options.count)]
            for count, report in pool.map(run_one, jobs, chunksize=4):
                compared += count
                if report:
                    found += 1
                    if found <= options.show:
                        print("=" * 100, report, sep="\n", flush=True)
            failed += found
            print(f"{name}: {options.count} rule sets, {compared} answers compared, {found} rule sets with a disagreement, "
                  f"{time.monotonic() - start:.0f} s", flush=True)
    return 1 if failed else 0
