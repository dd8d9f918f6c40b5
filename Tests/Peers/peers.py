#!/usr/bin/env python3
"""Runs engines of another make on the inputs of the benchmark; `tenet-bench --peers` calls it.

    peers.py list                                     what is installed, and what is not
    peers.py measure ENGINE PROGRAM FOLDER SECONDS    one run: derived, nanoseconds of evaluation alone, peak memory
    peers.py start FOLDER                             commands that start an engine on ten rules
    peers.py compile                                  makes ahead what Soufflé and C++ have to compile

Python's engines are those of the Python that runs this; SOUFFLE names Soufflé's command where it is not on the path.
"""

import argparse
import importlib.metadata
import os
import resource
import shutil
import signal
import subprocess
import sys
import time

from engines import building, decisions, relational
from engines.building import SOUFFLE, Failed, run
from engines.program import Program

CLOSURES = ["closure", "closure-left", "closure-square", "closure-labelled"]
JOINS = ["triangles", "pairs"]
MAIN = ["closure", "same-generation", "points-to", "unreachable"]
POSITIVE = ["closure", "same-generation", "points-to"]


def package(name):
    """The version of a Python package; None where it is not installed."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def command(path, *version):
    """The version of a command, as far as it tells one; None where it is not installed."""
    found = path and shutil.which(path)
    if not found:
        return None
    if not version:
        return "installed"
    lines = subprocess.run([found, *version], stdin=subprocess.DEVNULL, capture_output=True, text=True).stdout.splitlines()
    return next((line.strip(" -|\t") for line in lines if any(c.isdigit() for c in line)), "installed")


class Engine:
    """An engine: its version or None, relational programs that it takes part in, and how it does each kind of work."""

    def __init__(self, version, how, programs=(), relational=None, decisions=None):
        self.version, self.how, self.programs = version, how, list(programs)
        self.relational, self.decisions = relational, decisions


def engines():
    souffle = command(SOUFFLE, "--version")
    cxx = command("g++", "--version")
    absent = "set SOUFFLE to its command, or put souffle on the path"
    duckdb, clingo, egglog = package("duckdb"), package("clingo"), package("egglog")
    nemo, z3 = package("nemo-python"), package("z3-solver")
    everything = [*MAIN, "points-to-turned", *CLOSURES[1:], *JOINS]
    sql = [name for name in everything if Program(name).sql()]
    return {
        "duckdb": Engine(duckdb, "pip install duckdb", sql, relational.duckdb),
        "duckdb 1 thread": Engine(duckdb, "pip install duckdb", sql, relational.duckdb_1),
        "souffle compiled": Engine(souffle and cxx and souffle, absent, everything, relational.souffle_compiled),
        "souffle compiled btree": Engine(souffle and cxx and souffle, absent, everything, relational.souffle_btree),
        "souffle interpreted": Engine(souffle, absent, MAIN, relational.souffle_interpreted),
        "clingo": Engine(clingo, "pip install clingo", MAIN, relational.clingo),
        "z3": Engine(z3, "pip install z3-solver", ["closure", "same-generation"], relational.z3),
        "egglog": Engine(egglog, "pip install egglog", POSITIVE, relational.egglog),
        "nemo": Engine(nemo, "pip install nemo-python", MAIN, relational.nemo),
        "swipl": Engine(command("swipl", "--version"), "apt-get install swi-prolog-nox", MAIN, relational.swipl),
        "clips": Engine(command("clips"), "apt-get install clips", POSITIVE, relational.clips, decisions.clips),
        "floor-hash": Engine(cxx, "apt-get install g++", ["closure"], relational.floor_hash),
        "floor-tc": Engine(cxx, "apt-get install g++", ["closure"], relational.floor_tc),
        "souffle interpreted batch": Engine(souffle, absent, decisions=decisions.souffle_interpreted_batch),
        "souffle compiled batch": Engine(souffle and cxx and souffle, absent, decisions=decisions.souffle_compiled_batch),
        "clingo batch": Engine(clingo, "pip install clingo", decisions=decisions.clingo_batch),
        "nemo batch": Engine(nemo, "pip install nemo-python", decisions=decisions.nemo_batch),
        "zen-engine": Engine(package("zen-engine"), "pip install zen-engine", decisions=decisions.zen),
        "regorus": Engine(package("hobofan-regorus"), "pip install hobofan-regorus", decisions=decisions.regorus),
        "json-logic": Engine(package("json-logic-qubit"), "pip install json-logic-qubit", decisions=decisions.json_logic),
        "floor-queue": Engine(cxx, "apt-get install g++", decisions=decisions.floor_one),
        "floor-bits batch": Engine(cxx, "apt-get install g++", decisions=decisions.floor_bits_batch),
    }


def show_engines():
    for name, engine in engines().items():
        programs = [*engine.programs, *(["decisions"] if engine.decisions else [])]
        if engine.version:
            print("present", name, engine.version, " ".join(programs), sep="\t")
        else:
            print("absent", name, engine.how, sep="\t")


def measure(arguments):
    """Measures in a process of its own, which can be ended."""
    inside = [sys.executable, __file__, "inside", arguments.engine, arguments.program, arguments.folder]
    child = subprocess.Popen(inside, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        output, errors = child.communicate(timeout=arguments.seconds)
    except subprocess.TimeoutExpired:
        # The engine may be a process below that one.
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        print(f"failed=takes_more_than_{arguments.seconds}_s")
        return
    reason = errors.strip().splitlines()[-1:] or ["no answer"]
    print(output.strip() or "failed=" + reason[0].replace(" ", "_"))


def measure_inside(arguments):
    engine = engines()[arguments.engine]
    try:
        if arguments.program == "decisions":
            derived, seconds, profiles = engine.decisions(decisions.Decisions(arguments.folder))
            print(f"profiles={profiles}", end=" ")
        else:
            derived, seconds = engine.relational(Program(arguments.program), arguments.folder)
    except Failed as failed:
        print("failed=" + str(failed).replace(" ", "_"))
        return
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"derived={derived} ns={round(seconds * 1e9)} kib={peak}")


def show_starts(folder):
    """The same ten rules and five facts as Tenet gets."""
    if shutil.which("clips"):
        rules = "".join(
            f"(defrule r{n} (owns layer{n}) (not (lacks part{n})) => (assert (captures value{n})))\n" for n in range(10))
        facts = "".join(f"(assert (owns layer{n}))\n" for n in range(5))
        with open(f"{folder}/start.clp", "w", encoding="ascii") as file:
            file.write(f"{rules}(reset)\n{facts}(run)\n(facts)\n(exit)\n")
        print("clips", "clips", "-f2", f"{folder}/start.clp", sep="\t")
    if command(SOUFFLE) and shutil.which("g++"):
        verbs = "".join(f".decl {verb}(x: symbol)\n" for verb in ("owns", "lacks", "captures"))
        facts = "".join(f'owns("layer{n}").\n' for n in range(5))
        rules = 'lacks("nothing").\n' + "".join(f'captures("value{n}") :- owns("layer{n}"), !lacks("part{n}").\n' for n in range(10))
        source = f"{verbs}{facts}{rules}.output captures(IO = stdout)\n"

        def make(path):
            text = path.with_name(path.name + ".dl")
            text.write_text(source)
            run([SOUFFLE, "-w", "-o", path, text])

        print("souffle compiled", building.cached("start", source, make), sep="\t")
        with open(f"{folder}/start.dl", "w", encoding="ascii") as file:
            file.write(source)
        print("souffle interpreted", os.path.realpath(shutil.which(SOUFFLE)), "-w", f"{folder}/start.dl", sep="\t")


def compile_all():
    start = time.perf_counter()
    for name in engines()["souffle compiled"].programs:
        for structure in ("brie", ""):
            building.souffle_executable(f"{name}-{structure or 'btree'}", Program(name).souffle(structure))
    for name in ("closure", "decisions"):
        building.yardstick(name)
    print(f"compiled in {time.perf_counter() - start:.0f} s")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list")
    commands.add_parser("compile")
    for name in ("measure", "inside"):
        measured = commands.add_parser(name)
        for argument in ("engine", "program", "folder"):
            measured.add_argument(argument)
        if name == "measure":
            measured.add_argument("seconds", type=int)
    commands.add_parser("start").add_argument("folder")
    arguments = parser.parse_args()
    match arguments.command:
        case "list": show_engines()
        case "measure": measure(arguments)
        case "inside": measure_inside(arguments)
        case "start": show_starts(arguments.folder)
        case "compile": compile_all()


if __name__ == "__main__":
    main()
