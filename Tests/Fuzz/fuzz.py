#!/usr/bin/env python3
"""Broken input must be refused, never crash: mutated rule files and profiles, and files of absurd shapes.

    fuzz.py [--seconds N] [--seed S] [--jobs N] [--tenet PATH]

Mutates every file of Rules/ and every snippet of Grammar/ (bytes deleted, doubled, swapped, inserted, words exchanged, files joined),
and runs `tenet` over the result as a whole process. A run may end with status 0 to 3; a signal, a time-out, a refusal without an
error, or an error beside results is a failure, whose input is kept. The absurd shapes come first: deep nesting, one line of ten
megabytes, a million statements, bytes that are no text. The same seed makes the same inputs.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = re.compile(rb"^(?:[^\n]*:\d+:\d+: error: \S|tenet: error: \S)", re.MULTILINE)
FORMATS = {"tenet": ".tenet", "json": ".json", "csv": ".csv"}
WORDS = [
    b"and", b"or", b"not", b"unless", b"is", b"is a", b"conflicts with", b"->", "→".encode(), b"(", b")", b",", b":", b'"', b"#",
    b"?x", b"_", b"self", b"someone", b"someone else", b"no one", b"any", b"no", b"every", b"only", b"at least 3", b"at most 1",
    b"exactly 2", b"rule r:", b"kind k: a, b\n", b"verb (k) sees (k) in (k)\n", b"number n in %\n", b"choice c: one of x, y otherwise z\n",
    b'profile "Q"\n  ', b'example "e"\n  given ', b"\n  expect ", b"import ", b"add 1 to ", b"999999999999999999", b"0.1", b"-", b"/ 0",
    b"%", b"'s ", b"unknown ", b"\n", b"\r\n", b"\t", b" ", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xf0\x9f\x98\x80",
    b"\\u{110000}", b"{", b"}", b"[", b"]", b'"facts":', b"null", b"1e400", b"yes", b"outcome ", b"because ", b"tag ", b"=", "≥".encode(),
]


def seeds():
    """The texts to start from, each with the ending of its file name."""
    texts = []
    for path in sorted((ROOT / "Rules").rglob("*")):
        if path.suffix in (".tenet", ".json", ".ndjson", ".csv"):
            texts.append((path.suffix, path.read_bytes()))
    for page in sorted((ROOT / "Grammar").glob("*.md")):
        for kind, _, body in re.findall(r"^```(tenet|json|csv)( [^\n]*)?\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL):
            texts.append((FORMATS[kind], body.encode()))
    return texts


def mutate(text, source, others):
    """The text after one to six changes."""
    data = bytearray(text)
    for _ in range(source.choice((1, 1, 1, 2, 3, 6))):
        at = source.randrange(len(data) + 1)
        length = source.choice((1, 1, 2, 4, 16, 64, 400))
        kind = source.randrange(9)
        if kind == 0:
            del data[at:at + length]
        elif kind == 1:
            data[at:at] = data[at:at + length] * source.choice((1, 2, 9))
        elif kind == 2 and data:
            data[at % len(data)] = source.randrange(256)
        elif kind == 3:
            other = source.randrange(len(data) + 1)
            low, high = sorted((at, other))
            data[low:high] = data[low:high][::-1] if high - low < 40 else data[high - 20:high] + data[low:high - 20]
        elif kind == 4:
            other = source.choice(others)[1]
            start = source.randrange(len(other) + 1)
            data[at:at] = other[start:start + length * 4]
        elif kind == 5:
            lines = bytes(data).split(b"\n")
            source.shuffle(lines)
            data = bytearray(b"\n".join(lines))
        else:
            data[at:at + source.choice((0, 0, 1, 5))] = b" " * source.randrange(2) + source.choice(WORDS) + b" " * source.randrange(2)
    return bytes(data)


def shapes():
    """Inputs of absurd shapes: a name, the ending, the bytes."""
    deep = 100_000
    yield "parentheses", ".tenet", b"(" * deep + b"a" + b")" * deep + b" -> b\n"
    yield "open parentheses", ".tenet", b"(" * deep
    yield "closed parentheses", ".tenet", b"a -> b" + b")" * deep
    yield "nots", ".tenet", b"not " * deep + b"a -> b\n"
    yield "alternating", ".tenet", b"not (a or " * deep + b"a" + b")" * deep + b" -> b\n"
    yield "minus signs", ".tenet", b"number n\nn > " + b"-" * deep + b"1 -> b\n"
    yield "calculation", ".tenet", b"number n\nn > 1" + b" + n" * deep + b" -> b\n"
    yield "calculation in parentheses", ".tenet", b"number n\nn > " + b"(" * deep + b"1" + b")" * deep + b" -> b\n"
    yield "arrows", ".tenet", b"a " + b"-> " * deep + b"b\n"
    yield "conflicts", ".tenet", b"a " + b"conflicts with b " * deep + b"\n"
    yield "quotes", ".tenet", b'"' * (deep + 1) + b"\n"
    yield "articles", ".tenet", b"has " + b"the " * deep + b"cat -> b\n"
    yield "question marks", ".tenet", b"owns " + b"?" * deep + b"\n"
    yield "or of ands", ".tenet", b" and ".join(b"(a%d or b%d)" % (i, i) for i in range(1000)) + b" -> c\n"
    yield "a long line of words", ".tenet", b"word " * 2_000_000 + b"\n"
    yield "a long line of one word", ".tenet", b"w" * 10_000_000 + b" -> b\n"
    yield "a long line of conditions", ".tenet", b"a and " * 1_600_000 + b"a -> b\n"
    yield "a long string", ".tenet", b'a -> "' + b"x" * 10_000_000 + b'"\n'
    yield "a long string, open", ".tenet", b'a -> "' + b"x" * 10_000_000
    yield "a long comment", ".tenet", b"# " + b"x" * 10_000_000 + b"\na -> b\n"
    yield "a long number", ".tenet", b"number n\nn > " + b"9" * 10_000_000 + b" -> b\n"
    yield "a million rules", ".tenet", b"a -> b\n" * 1_000_000
    yield "a million errors", ".tenet", b"a b c\n" * 1_000_000
    yield "a million facts", ".tenet", b'profile "P"\n' + b"".join(b"  owns x%d\n" % i for i in range(1_000_000))
    yield "a million wrong facts", ".tenet", b'profile "P"\n' + b"  owns\n" * 1_000_000
    yield "a million members", ".tenet", b"kind k: a" + b", b" * 1_000_000 + b"\n"
    yield "a hundred thousand variables", ".tenet", b" and ".join(b"owns ?v%d" % i for i in range(20_000)) + b" -> b\n"
    yield "a long chain", ".tenet", b"".join(b"a%d -> a%d\n" % (i, i + 1) for i in range(100_000)) + b'profile "P"\n  a0\n'
    yield "a deep indentation", ".tenet", b'profile "P"\n' + b"".join(b" " * i + b"x\n" for i in range(1, 3000))
    yield "nothing", ".tenet", b""
    yield "line ends", ".tenet", b"\r\n" * 1_000_000
    yield "a byte-order mark", ".tenet", b"\xef\xbb\xbf"
    yield "marks", ".tenet", b"\xef\xbb\xbf" * deep
    yield "zeros", ".tenet", b"\x00" * 1_000_000
    yield "bytes", ".tenet", bytes(random.Random(7).randrange(256) for _ in range(300_000))
    yield "UTF-16", ".tenet", ("a -> b\n" * 1000).encode("utf-16")
    yield "combining marks", ".tenet", b"a" + b"\xcc\x81" * deep + b" -> b\n"
    yield "arrays", ".json", b"[" * deep
    yield "objects", ".json", b'{"facts":' * deep
    yield "a long fact", ".json", b'{"facts": ["' + b"x" * 10_000_000 + b'"]}'
    yield "a long number in JSON", ".json", b'{"numbers": {"n": ' + b"9" * 1_000_000 + b"}}"
    yield "bytes as JSON", ".json", bytes(random.Random(8).randrange(256) for _ in range(100_000))
    yield "braces a line", ".ndjson", b"{\n" * 100_000
    yield "many columns", ".csv", b"name" + b",a" * 100_000 + b"\nP" + b",yes" * 100_000 + b"\n"
    yield "an open quote in CSV", ".csv", b'name,"a\n' + b"P,yes\n" * 100_000
    yield "bytes as CSV", ".csv", bytes(random.Random(9).randrange(256) for _ in range(100_000))


def arguments(source, ending, path, rules):
    """The command to run over a file."""
    if ending != ".tenet":
        return ["eval", "--no-trace", "--quiet", rules, path]
    return source.choice((
        ["eval", "--quiet", path], ["eval", "--format", "json", path], ["eval", "--format", "text", path],
        ["vocabulary", path], ["fmt", "--check", path], ["test", path],
    ))


def complaint(command, tenet, limit):
    """What is wrong with how the command ends, or nothing."""
    try:
        run = subprocess.run([tenet, *command], capture_output=True, timeout=limit, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return f"did not end within {limit} s"
    if run.returncode < 0 or run.returncode > 3:
        return f"ended with {run.returncode}: {run.stderr[-300:].decode(errors='replace')}"
    if run.returncode == 2 and not PLACE.search(run.stderr):
        return f"refused without an error: {run.stderr[:300].decode(errors='replace')}"
    if run.returncode == 2 and run.stdout and command[0] == "eval":
        return "printed results beside errors"
    return None


def keep(name, text):
    folder = Path(tempfile.gettempdir()) / "tenet-fuzz"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(text)
    return path


def fuzz(seed, tenet, seconds):
    """Mutations of one seed until the time is over: how many, and what went wrong."""
    source, texts = random.Random(seed), seeds()
    count, problems, end = 0, [], time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        rules = os.path.join(folder, "rules.tenet")
        Path(rules).write_text("number age in years\nowns interface -> captures habit\n")
        while time.monotonic() < end:
            ending, text = source.choice(texts)
            text = mutate(text, source, texts)
            path = os.path.join(folder, "input" + ending)
            Path(path).write_bytes(text)
            command = arguments(source, ending, path, rules)
            what = complaint(command, tenet, 60)
            count += 1
            if what:
                kept = keep(f"seed-{seed}-{count}{ending}", text)
                problems.append(f"tenet {' '.join(command[:-1])} {kept}: {what}")
    return count, problems


def absurd(tenet):
    """Runs every absurd shape through evaluation, layout and lint's reader."""
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        rules = os.path.join(folder, "rules.tenet")
        Path(rules).write_text("owns interface -> captures habit\n")
        for name, ending, text in shapes():
            path = os.path.join(folder, "input" + ending)
            Path(path).write_bytes(text)
            commands = [["eval", "--quiet", *([rules] if ending != ".tenet" else []), path]]
            if ending == ".tenet":
                commands.append(["fmt", "--check", path])
            for command in commands:
                before = time.monotonic()
                what = complaint(command, tenet, 120)
                if what:
                    problems.append(f"{name}: tenet {command[0]}: {what}")
                if os.environ.get("FUZZ_TIMES"):
                    print(f"{time.monotonic() - before:7.2f} s  {command[0]}  {name}", flush=True)
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--tenet", default=os.environ.get("TENET", str(ROOT / ".build/release/tenet")))
    parser.add_argument("--no-shapes", action="store_true", help="leave the absurd shapes out")
    options = parser.parse_args()
    problems = [] if options.no_shapes else absurd(options.tenet)
    count = 0
    with ProcessPoolExecutor(options.jobs) as pool:
        runs = [pool.submit(fuzz, options.seed * 1000 + job, options.tenet, options.seconds) for job in range(options.jobs)]
        for run in runs:
            done, found = run.result()
            count += done
            problems += found
    for problem in problems:
        print(problem)
    print(f"{count} mutated inputs and {0 if options.no_shapes else sum(1 for _ in shapes())} absurd ones: {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
