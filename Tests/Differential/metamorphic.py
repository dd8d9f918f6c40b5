#!/usr/bin/env python3
"""Changes that must not change an answer: the order of rules or facts, other names for terms, several files for one, a rule twice.

    metamorphic.py [--count N] [--seed S] [--profiles N] [--jobs N] [--tenet PATH]

Each seed makes one program; every change of it is evaluated by Tenet and compared with the answer to the unchanged one.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from abstract import SELF, AddNumber, Rule
from answers import actual, parse, run_tenet
from generate import NAMES, PROPERTIES, Generator
from text import PLAIN, Free, Writer, comparable

FRESH = ["plover", "grey heron", "osprey", "little egret", "sand martin", "bittern", "night jar", "wren", "red kite", "stork",
         "barn owl", "sea eagle", "quail", "linnet", "house finch", "dotterel", "gull", "black rook", "jay", "pipit", "crane",
         "dipper", "siskin", "snipe", "coot", "smew", "ruff", "knot", "garganey", "dunlin"]


def reordered(program, profiles, source):
    """The same rules and facts in another order."""
    statements = list(program.statements)
    source.shuffle(statements)
    shuffled = []
    for profile in profiles:
        parts = {}
        for part in ("facts", "memberships", "numbers", "unknown"):
            items = list(getattr(profile, part))
            source.shuffle(items)
            parts[part] = tuple(items)
        shuffled.append(replace(profile, **parts))
    return replace(program, statements=tuple(statements)), shuffled


def doubled(program, profiles, source):
    """Some rules twice, the copy without its name; a rule that adds to a number would add twice, and is left out."""
    copies = [
        replace(s, name=None) for s in program.statements
        if isinstance(s, Rule) and not any(isinstance(c, AddNumber) for c in s.conclusions) and source.random() < 0.5]
    statements = [*program.statements, *copies]
    source.shuffle(statements)
    return replace(program, statements=tuple(statements)), profiles


def renamed(value, names):
    """Any part of a program with other names for its terms."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, tuple):
        return tuple(renamed(item, names) for item in value)
    if isinstance(value, dict):
        return {key: renamed(item, names) for key, item in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return replace(value, **{f: renamed(getattr(value, f), names) for f in value.__dataclass_fields__ if f != "word"})
    return value


def in_files(program, directory, source):
    """Writes the program as a file that imports several others."""
    writer = Writer(program, Free(source))
    pieces = writer.declarations() + [writer.statement(s) for s in program.statements]
    files = [[] for _ in range(source.randint(2, 4))]
    for piece in pieces:
        source.choice(files).append(piece)
    os.makedirs(f"{directory}/parts", exist_ok=True)
    for index, lines in enumerate(files):
        imports = [f'import "part{index + 1}.tenet"'] if index + 1 < len(files) and source.random() < 0.5 else []
        with open(f"{directory}/parts/part{index}.tenet", "w", encoding="utf-8") as file:
            file.write("\n".join(imports + lines) + "\n")
    with open(f"{directory}/rules.tenet", "w", encoding="utf-8") as file:
        file.write("".join(f'import "parts/part{index}.tenet"\n' for index in range(len(files))))


def split(program, profiles, directory, source):
    """The answers where the rules are split over imported files."""
    import json
    in_files(program, directory, source)
    writer = Writer(program)
    with open(f"{directory}/profiles.ndjson", "w", encoding="utf-8") as file:
        file.write("".join(writer.ndjson(p) + "\n" for p in profiles))
    output = run_tenet(["eval", "rules.tenet", "profiles.ndjson", "--format", "ndjson", "--no-trace"], directory)
    return [parse(program, p, json.loads(line)) for p, line in zip(profiles, output.splitlines())]


def changes(program, profiles, directory, source):
    """Each change with its answers."""
    yield "reordered", actual(*reordered(program, profiles, source), directory, PLAIN)
    yield "doubled", actual(*doubled(program, profiles, source), directory, PLAIN)
    yield "split", split(program, profiles, directory, source)
    terms = [*NAMES, *PROPERTIES]
    names = dict(zip(terms, source.sample(FRESH, len(terms))))
    answers = actual(renamed(program, names), [renamed(p, names) for p in profiles], directory, PLAIN)
    yield "renamed", [restored(answer, names) for answer in answers]


def restored(answer, names):
    """An answer with the old names."""
    def old(text):
        for before, after in names.items():
            text = text.replace(comparable(after), comparable(before))
        return text

    answer.facts = {old(fact): certainty for fact, certainty in answer.facts.items()}
    answer.conflicts = {(name, old(subject)): c for (name, subject), c in answer.conflicts.items()}
    answer.numbers = {old(number): value for number, value in answer.numbers.items()}
    return answer


def check(job):
    seed, count = job
    program, profiles = Generator(seed).case(count)
    source = random.Random(seed)
    with tempfile.TemporaryDirectory() as directory:
        try:
            base = actual(program, profiles, directory, PLAIN)
            for change, answers in changes(program, profiles, directory, source):
                for profile, before, after in zip(profiles, base, answers):
                    lines = [line.replace("clingo", "before").replace("tenet", "after") for line in before.differences(after)]
                    if lines:
                        writer = Writer(program)
                        return f"seed {seed}, {change}\n" + "\n".join(lines[:8]) + "\n\n" + writer.rules() + writer.profile(profile)
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            return f"seed {seed}\n{error}\n\n{Writer(program).rules()}"
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--profiles", type=int, default=4)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--tenet", default=os.environ.get("TENET", "tenet"))
    options = parser.parse_args()
    os.environ["TENET"] = os.path.abspath(options.tenet) if "/" in options.tenet else options.tenet
    start, found = time.monotonic(), 0
    jobs = [(seed, options.profiles) for seed in range(options.seed, options.seed + options.count)]
    with ProcessPoolExecutor(options.jobs) as pool:
        for report in pool.map(check, jobs, chunksize=8):
            if report:
                found += 1
                if found <= 5:
                    print("=" * 100, report, sep="\n", flush=True)
    seconds = time.monotonic() - start
    print(f"metamorphic: {options.count} programs, 4 changes of each, {found} changed answers, {seconds:.0f} s")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
