#!/usr/bin/env python3
"""Judges streams of profiles in one run and in small pieces, each a run of its own: the same bytes, line for line.

    streams.py [--count N] [--seed S] [--jobs N] [--tenet PATH] [--keep DIR]

A run of a few lines judges them one by one; a longer one judges hundreds at once, another way. Each seed makes rules and some hundred
profiles (`streamcases.py`), and compares whole runs with pieces: with traces and without, with two threads, results, places of errors,
counts of facts and exit status. A disagreement is cut down to what still disagrees and kept in DIR. The last line says on how many
lines what is hard occurred; a run of 20 seeds or more in which some of it never did fails.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from streamcases import case

FEW = 30




class Refused(Exception):
    """The rules are wrong."""


@dataclass
class Result:
    """What a run wrote, by line of its input."""

    lines: list
    errors: list
    status: int
    given: int = 0
    derived: int = 0


PLACES = re.compile(r'("file":"<stdin>","line":|^\{"line":|^\{"profile":"profile |^<stdin>:)(\d+)')


def run(directory, lines, options, before=0):
    """Runs the command over lines; numbers of lines count from `before`."""
    with open(f"{directory}/profiles.ndjson", "w", encoding="utf-8", errors="surrogatepass") as file:
        file.write("".join(line + "\n" for line in lines))
    with open(f"{directory}/profiles.ndjson", "rb") as file:
        command = [os.environ["TENET"], "eval", "rules.tenet", "-", "--format", "ndjson", "--stats", *options]
        ran = subprocess.run(command, cwd=directory, stdin=file, capture_output=True, text=True, timeout=120)
    if ran.returncode not in (0, 1, 2):
        return Result([], [f"ended with {ran.returncode}: {ran.stderr[-500:]}"], ran.returncode)

    def shifted(text):
        return PLACES.sub(lambda m: m[1] + str(int(m[2]) + before), text)

    stats = re.search(r"^given=(\d+) derived=(\d+)", ran.stderr, re.MULTILINE)
    errors = [shifted(line) for line in ran.stderr.splitlines() if line.startswith("<stdin>:")]
    if not stats:
        raise Refused(ran.stderr)
    return Result([shifted(line) for line in ran.stdout.splitlines()], errors, ran.returncode, int(stats[1]), int(stats[2]))


def in_pieces(directory, lines, options, size):
    """The same by a run for every few lines, until one of them ends the work."""
    whole = Result([], [], 0)
    for start in range(0, len(lines), size):
        piece = run(directory, lines[start:start + size], options, start)
        whole = Result(
            whole.lines + piece.lines, whole.errors + piece.errors, max(whole.status, piece.status),
            whole.given + piece.given, whole.derived + piece.derived)
        # A calculation that does not fit has this status too, but ends nothing.
        if piece.status not in (0, 1) and piece.errors:
            break
    return whole


def differences(wanted, got, name, with_lines=True):
    """What differs, as lines; the first tells what it is."""
    found = []
    if with_lines:
        for old, new in zip(wanted.lines, got.lines):
            if old != new:
                at = next((i for i, (a, b) in enumerate(zip(old, new)) if a != b), min(len(old), len(new)))
                found += [f"{name}: lines differ at {at}", f"few:  {old}", f"many: {new}"]
                break
        if not found and len(wanted.lines) != len(got.lines):
            found.append(f"{name}: {len(wanted.lines)} lines, in one run {len(got.lines)}")
        if wanted.errors != got.errors:
            found += [f"{name}: errors {wanted.errors[:5]}, in one run {got.errors[:5]}"]
    for part in ("status", "given", "derived"):
        if getattr(wanted, part) != getattr(got, part) and (with_lines or part != "status"):
            found.append(f"{name}: {part} {getattr(wanted, part)}, in one run {getattr(got, part)}")
    return found


# Cases


@dataclass
class Way:
    """Options of whole runs and of those of pieces."""

    name: str
    many: tuple
    few: tuple
    is_padded: bool = False
    is_quiet: bool = False


WAYS = [
    Way("traces", (), ()), Way("no traces", ("--no-trace",), ("--no-trace",)),
    # Lines that are long enough for a piece of the stream for each thread.
    Way("threads", ("--jobs", "2"), (), is_padded=True),
    Way("quiet", ("--no-trace", "--quiet"), ("--no-trace",), is_quiet=True)]


def write(directory, statements):
    with open(f"{directory}/rules.tenet", "w", encoding="utf-8") as file:
        file.write("".join(f"{statement}\n" for statement in statements))


def whole(directory, lines, way, options):
    """A run of all lines; blank lines make few enough many."""
    lines = [line + " " * (line[-1:] == "}") * max(0, 1_600_000 // len(lines) - len(line)) for line in lines] if way.is_padded else lines
    return run(directory, lines + [""] * (2 * FEW - len(lines)), [*way.many, *options])


def compared(directory, statements, lines, way, options, size):
    """What differs, and what the pieces came to."""
    write(directory, statements)
    wanted = in_pieces(directory, lines, [*way.few, *options], size)
    return differences(wanted, whole(directory, lines, way, options), way.name, not way.is_quiet), wanted


def check(job):
    """One seed: the report of a disagreement or an empty string, and what occurred; nothing of both where the rules are refused."""
    seed, kept = job
    statements, lines, keeps_going = case(seed)
    options = ["--keep-going"] if keeps_going else []
    found, few = Counter(), {}
    with tempfile.TemporaryDirectory() as directory:
        write(directory, statements)
        try:
            run(directory, [], options)
        except Refused:
            return "", None
        for way in WAYS:
            # Another size of pieces each time would be as good a judge.
            wanted = few.get(way.few) or in_pieces(directory, lines, [*way.few, *options], FEW - seed % 12)
            few[way.few] = wanted
            if differences(wanted, whole(directory, lines, way, options), way.name, not way.is_quiet):
                break
        else:
            for line in few[()].lines:
                found.update(occurrences(json.loads(line)))
            return "", found
        statements, lines = shrink(directory, statements, lines, way, options)
        report = compared(directory, statements, lines, way, options, FEW)[0] or ["only in the whole"]
    place = f"{kept}/seed-{seed}"
    os.makedirs(place, exist_ok=True)
    write(place, statements)
    with open(f"{place}/profiles.ndjson", "w", encoding="utf-8") as file:
        file.write("".join(line + "\n" for line in lines + [""] * (2 * FEW - len(lines))))
    command = " ".join(["tenet eval rules.tenet - --format ndjson", *way.many, *options])
    text = f"seed {seed}, in {place}: {command} < profiles.ndjson\n" + "\n".join(report)
    with open(f"{place}/report.txt", "w", encoding="utf-8") as file:
        file.write(text + "\n")
    return f"{text}\n\n" + "\n".join([*statements, *lines[:20]]), found


# Making it small


def without(items, fails):
    """The items that are needed: halves go first, then quarters, down to one."""
    size = max(1, len(items) // 2)
    while True:
        start = 0
        while start < len(items):
            less = items[:start] + items[start + size:]
            if fails(less):
                items = less
            else:
                start += size
        if size == 1:
            return items
        size = max(1, size // 2)


def shrink(directory, statements, lines, way, options):
    """The case without statements, lines and facts that do not matter."""
    def fails(statements, lines):
        try:
            return bool(lines) and bool(compared(directory, statements, lines, way, options, FEW)[0])
        except Refused:
            return False

    lines = without(lines, lambda less: fails(statements, less))
    statements = without(statements, lambda less: fails(less, lines))
    for index, line in enumerate(lines[:4]):
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if not isinstance(value, dict) or not isinstance(value.get("facts"), list):
            continue

        def written(facts):
            text = json.dumps({**value, "facts": facts}, ensure_ascii=False)
            return lines[:index] + [text] + lines[index + 1:]

        if fails(statements, written(value["facts"])):
            lines = written(without(value["facts"], lambda less: fails(statements, written(less))))
    return without(statements, lambda less: fails(less, lines)), lines


# What occurs


def steps(trace):
    """All steps of a trace."""
    yield trace
    for step in trace.get("from", []):
        yield from steps(step)


def occurrences(value):
    """What is hard in a line of output, each 1 or 0."""
    if "error" in value:
        return {"errors": 1}
    names = {(c["name"], c.get("subject")) for c in value["conflicts"]}
    traces = [c["trace"] for c in value["conclusions"]] + [t for c in value["conflicts"] for t in c["traces"]]
    traces += list(value.get("numberTraces", {}).values())
    picks = [c for c in value["choices"].values() if c["picked"] and "trace" in c]
    traces += [t for c in picks for t in c.get("traces", [c["trace"]])]
    every = [step for trace in traces for step in steps(trace)]
    found = {
        "conclusions": value["conclusions"], "conflicts": names,
        "unnamed conflicts": any(" conflicts with " in name for name, _ in names),
        "several conflicts": len(names) > 1, "conflicts of others": any(c.get("subject", "self") != "self" for c in value["conflicts"]),
        "one conflict of several": len({name for name, _ in names}) < len(names),
        "picks": picks, "contested picks": any(c["contested"] for c in picks),
        "picks by rules": any("rule" in c["trace"] for c in picks),
        "numbers": value["numbers"], "numbers of others": any("'s " in name for name in value["numbers"]),
        "numbers of new words": any(re.match(r"\S+ \d+'s ", name) for name in value["numbers"]),
        "several additions": any(len(t["from"]) > 1 for t in value.get("numberTraces", {}).values()),
        "contested numbers": value.get("contestedNumbers"), "seen": any("seen" in step for step in every),
        "denied": any("not" in step for step in every), "tests": any("test" in step for step in every),
        "uncertain": any(c["certainty"] != "certain" for c in value["conclusions"]),
        "new words": any(re.search(r"\b(bob|carl|ivy|dana|Łódź|Dvořák|été) \d", c["fact"]) for c in value["conclusions"])}
    return {name: int(bool(holds)) for name, holds in found.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--tenet", default=os.environ.get("TENET", "tenet"))
    parser.add_argument("--keep", default=f"{tempfile.gettempdir()}/tenet-streams", help="where disagreements are kept")
    options = parser.parse_args()
    os.environ["TENET"] = os.path.abspath(options.tenet) if "/" in options.tenet else options.tenet
    start, found, refused, total = time.monotonic(), 0, 0, Counter()
    jobs = [(seed, options.keep) for seed in range(options.seed, options.seed + options.count)]
    with ProcessPoolExecutor(options.jobs) as pool:
        for report, occurred in pool.map(check, jobs):
            refused += occurred is None
            total.update(occurred or {})
            if report:
                found += 1
                print("=" * 100, report, sep="\n", flush=True)
    seconds = time.monotonic() - start
    print(f"lines with: {', '.join(f'{name} {count}' for name, count in sorted(total.items()))}")
    print(f"streams: {options.count} sets of rules ({refused} refused), {found} disagreements, {seconds:.0f} s")
    missing = [name for name, count in total.items() if count == 0] if options.count >= 20 else []
    if missing:
        print(f"streams: never occurred: {', '.join(missing)}")
    return 1 if found or missing else 0


if __name__ == "__main__":
    sys.exit(main())
