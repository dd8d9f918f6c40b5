#!/usr/bin/env python3
"""Checks what the house rules promise of the sources and of the shipped command.

    invariants.py sources
    invariants.py command PATH
"""

import json
import re
import subprocess
import sys
from pathlib import Path

LONGEST_FILE = 450
# All that stands at the top, beside files that start with a dot.
TOP = {"Package.swift", "Sources", "Tests", "Rules", "Grammar", "README.md"}
# Executables, and what they share, may read files, the clock and the environment; of the libraries only the engine may be unsafe.
SYSTEM = {"Glibc", "Musl"}
EXECUTABLES = {"TenetSystem", "TenetCommand", "TenetBench"}
UNSAFE = {"TenetEngine"} | EXECUTABLES
FORBIDDEN = {r"\btry!": "`try!`", r"\bas!": "`as!`", r"\bfatalError\b": "`fatalError`"}


def without_comments(text):
    """The code of a Swift file: comments and string literals emptied, line breaks kept."""
    pattern = re.compile(r'"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*[\s\S]*?\*/')
    return pattern.sub(lambda m: '""' + "\n" * m[0].count("\n") if m[0][0] == '"' else "\n" * m[0].count("\n"), text)


def dependencies():
    """The targets that each target may import, from the package manifest."""
    dump = subprocess.run(["swift", "package", "dump-package"], capture_output=True, text=True, check=True).stdout
    table = {
        target["name"]: {dependency["byName"][0] for dependency in target["dependencies"]}
        for target in json.loads(dump)["targets"]
    }
    # The build needs to know all that `Tenet` re-exports; the command takes it from there.
    table["TenetCommand"] = {"Tenet", "TenetSystem"}
    return table


def check_sources():
    tracked = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True).stdout.split("\0")
    entries = {path.split("/")[0] for path in tracked if path}
    problems = [f"{entry}: has no place at the top" for entry in sorted(entries - TOP) if not entry.startswith(".")]
    table = dependencies()
    for path in sorted(Path("Sources").rglob("*.swift")):
        target = path.parts[1]
        text = path.read_text(encoding="utf-8")
        code = without_comments(text)
        allowed = table.get(target, set()) | {"Synchronization"} | (SYSTEM if target in EXECUTABLES else set())
        for module in re.findall(r"^(?:@\w+(?:\([^)]*\))? )*(?:public |package |internal )?import (?:struct |func )?(\w+)", code, re.M):
            if module not in allowed:
                problems.append(f"{path}: imports {module}")
        for pattern, name in FORBIDDEN.items():
            for match in re.finditer(pattern, code):
                problems.append(f"{path}:{code[:match.start()].count(chr(10)) + 1}: uses {name}")
        if target not in UNSAFE and re.search(r"\bunsafe\b|\bUnsafe\w*Pointer|@unchecked", code):
            problems.append(f"{path}: unsafe code outside {', '.join(sorted(UNSAFE))}")
        if text.count("\n") > LONGEST_FILE:
            problems.append(f"{path}: {text.count(chr(10))} lines, more than {LONGEST_FILE}")
    for path in sorted([*Path("Tests").rglob("*.swift"), *Path("Tests").rglob("*.py"), *Path(".ci").iterdir()]):
        if path.is_file() and path.read_text(encoding="utf-8").count("\n") > LONGEST_FILE:
            problems.append(f"{path}: more than {LONGEST_FILE} lines")
    return problems


# What no file of the command may hold: both make every start slower, the first by its size, the second by a fifth more
# conformances that the runtime looks through.
UNWANTED = {
    "Foundation": r" \$s10Foundation| \$s20FoundationEssentials",
    "the library for regular expressions": r" \$s\w*17_StringProcessing",
}


def check_command(path):
    """No library is linked that has no place in a start, neither beside the file nor into it."""
    linked = subprocess.run(["ldd", path], capture_output=True, text=True).stdout
    symbols = subprocess.run(["nm", "--defined-only", path], capture_output=True, text=True).stdout
    problems = [f"links {line.split()[0]}" for line in linked.splitlines() if "Foundation" in line]
    problems += [f"has {name} linked into it" for name, pattern in UNWANTED.items() if re.search(pattern, symbols)]
    return problems


def main():
    problems = check_sources() if sys.argv[1] == "sources" else check_command(sys.argv[2])
    for problem in problems:
        print(problem)
    print(f"invariants of {sys.argv[1]}: {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
