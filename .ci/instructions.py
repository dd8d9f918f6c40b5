#!/usr/bin/env python3
"""Counts the instructions of small fixed inputs, and holds them against the numbers in `instructions.json` beside this file.

    instructions.py [--bin FOLDER]             fails where a count is more than 5% away, either way
    instructions.py [--bin FOLDER] --renew     writes the counts down: commit the file, and say in the message what changed

Times depend on the machine, counts hardly do: they show what a change costs or saves. They do depend on the compiler, so with
another version of Swift nothing is compared, which is said aloud. Needs valgrind, and a release build of both executables.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BASELINE = Path(__file__).with_name("instructions.json")
ALLOWED = 0.05
WORKLOADS = ["W1a", "W1b", "W2", "W3", "W4", "W5-50", "W5-500"]


def profiles(path):
    """Two hundred lines, each with another choice of what the profiles of labs say."""
    said = set()
    for profile in sorted(Path("Rules/labs/profiles").glob("*.tenet")):
        for line in profile.read_text(encoding="utf-8").splitlines():
            if re.fullmatch(r"  (uses|owns|excels at|masters|controls) [a-z ]+", line):
                said.add(line.strip())
    facts = sorted(said)
    with open(path, "w", encoding="ascii") as file:
        for number in range(200):
            chosen = [fact for index, fact in enumerate(facts) if (number * 7919 + index * 104729) % 97 < 30]
            print(json.dumps({"profile": f"p{number}", "facts": chosen}), file=file)


def closure(path):
    """A chain of 300 nodes with its closure: 45,000 facts that are derived and not printed."""
    with open(path, "w", encoding="utf-8") as file:
        print("verb edge\nverb path\n?x edge ?y → ?x path ?y\n?x path ?y and ?y edge ?z → ?x path ?z", file=file)
        print('profile "chain"', *(f"  n{node} edge n{node + 1}" for node in range(300)), sep="\n", file=file)


def commands(folder, lines, chain):
    tenet, bench = f"{folder}/tenet", f"{folder}/tenet-bench"
    yield from ((name, [bench, "--once", name], None) for name in WORKLOADS)
    yield "eval", [tenet, "eval", "Rules/labs", "--format", "json"], None
    yield "quiet", [tenet, "eval", chain, "--quiet", "--stats"], None
    yield "lint", [tenet, "lint", "Rules/labs"], None
    yield "fmt", [tenet, "fmt", "--check", "Rules/labs"], None
    stream = [tenet, "eval", "Rules/labs/labs.tenet", "-", "--format", "ndjson"]
    yield "ndjson", [*stream, "--no-trace"], lines
    yield "proofs", stream, lines


def count(command, given):
    """The instructions of a command, in user space, from start to end."""
    environment = {**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}
    with open(given or os.devnull, "rb") as stdin:
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
            stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode not in (0, 1) or not found:
        sys.exit(f"{' '.join(command)}: no count\n{done.stderr[-2000:]}")
    return int(found[1])


def counted(folder):
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(2) as pool:
        lines, chain = f"{scratch}/profiles.ndjson", f"{scratch}/chain.tenet"
        profiles(lines)
        closure(chain)
        jobs = {name: pool.submit(count, command, given) for name, command, given in commands(folder, lines, chain)}
        return {name: job.result() for name, job in jobs.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=".build/release", help="the folder of the release build")
    parser.add_argument("--renew", action="store_true")
    arguments = parser.parse_args()
    version = re.search(r"Swift version (\S+)", subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout)[1]
    if not arguments.renew:
        baseline = json.loads(BASELINE.read_text())
        if baseline["swift"] != version:
            print(f"INSTRUCTION COUNTS ARE NOT COMPARED: they were made with Swift {baseline['swift']}, and this is {version}.")
            print("Renew them: .ci/instructions.py --renew")
            return 0
    counts = counted(arguments.bin)
    if arguments.renew:
        BASELINE.write_text(json.dumps({"swift": version, "counts": counts}, indent=2) + "\n")
        print(f"wrote {BASELINE.name}")
        return 0
    far = []
    for name, now in counts.items():
        before = baseline["counts"].get(name)
        change = now / before - 1 if before else None
        print(f"{name:8} {now:>14,} " + (f"{change:+7.2%}" if before else "    new"))
        if change is None or abs(change) > ALLOWED:
            far.append(name)
    if far:
        print(f"\nMore than {ALLOWED:.0%} from {BASELINE.name}: {', '.join(far)}.")
        print("Where that is meant (an improvement is too), renew: .ci/instructions.py --renew, and commit the file.")
    return 1 if far else 0


if __name__ == "__main__":
    sys.exit(main())
