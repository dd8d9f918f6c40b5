#!/usr/bin/env python3
"""Compares Tenet with clingo on random stratified programs.

    differential.py [--count N] [--seed S] [--profiles N] [--jobs N] [--tenet PATH] [--clingo PATH]

Each seed makes one program with several profiles (`generate.py`). clingo evaluates a translation of the abstract program
(`asp.py`), Tenet its text (`text.py`), and the derived facts, conflicts, picks and numbers are compared. A disagreement prints the
program cut down to what still disagrees, both answers and the seed; the exit status is then 1.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor

from answers import actual, expected
from generate import Generator
from shrink import shrink
from text import PLAIN, Free, Writer


def differences(program, profiles, directory, clingo, style=PLAIN, in_text=False):
    """Lines that say where the engines differ; a refusal of Tenet is one too."""
    wanted = expected(program, profiles, clingo)
    try:
        got = actual(program, profiles, directory, style, in_text)
    except (RuntimeError, subprocess.TimeoutExpired) as error:
        return [str(error)]
    return [f"{p.name}: {line}" for p, w, g in zip(profiles, wanted, got) for line in w.differences(g)]


def kind_of(lines):
    """What sort of disagreement it is, so that shrinking does not turn one into another."""
    first = lines[0]
    return first.split("\n")[-1].split(": ")[-1][:25] if first.startswith("tenet ") else first.split(" ")[1]


def check(job):
    """One seed: an empty string, or the report of a disagreement."""
    seed, count, clingo = job
    program, profiles = Generator(seed).case(count)
    style = Free(random.Random(seed))
    with tempfile.TemporaryDirectory() as directory:
        lines = differences(program, profiles, directory, clingo, style, in_text=seed % 3 == 0)
        if not lines:
            return ""
        plain = differences(program, profiles, directory, clingo)
        if not plain:
            with open(f"{directory}/rules.tenet", encoding="utf-8") as file:
                text = file.read()
            return f"seed {seed}, only in this writing\n" + "\n".join(lines[:8]) + "\n\n" + text
        kind = kind_of(plain)

        def fails(program, profiles):
            found = differences(program, profiles, directory, clingo)
            return bool(found) and kind_of(found) == kind

        program, profiles = shrink(program, profiles, fails)
        lines = differences(program, profiles, directory, clingo)
    writer = Writer(program)
    return f"seed {seed}\n" + "\n".join(lines[:8]) + "\n\n" + writer.rules() + "".join(map(writer.profile, profiles))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--profiles", type=int, default=6)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--tenet", default=os.environ.get("TENET", "tenet"))
    parser.add_argument("--clingo", default="clingo")
    parser.add_argument("--stop-after", type=int, default=5, help="how many disagreements to print")
    options = parser.parse_args()
    os.environ["TENET"] = os.path.abspath(options.tenet) if "/" in options.tenet else options.tenet
    start, found = time.monotonic(), 0
    jobs = [(seed, options.profiles, options.clingo) for seed in range(options.seed, options.seed + options.count)]
    with ProcessPoolExecutor(options.jobs) as pool:
        for report in pool.map(check, jobs, chunksize=8):
            if report:
                found += 1
                print("=" * 100, report, sep="\n", flush=True)
                if found >= options.stop_after:
                    pool.shutdown(cancel_futures=True)
                    break
    seconds = time.monotonic() - start
    print(f"differential: {options.count} programs, {options.profiles} profiles each, {found} disagreements, {seconds:.0f} s")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
