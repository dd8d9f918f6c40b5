"""Relational work on each engine: `NAME(program, folder)` returns how much it derived, and the seconds of evaluation alone.

Facts are loaded and programs read before the clock starts, wherever an engine lets one.
"""

import os
import re
import statistics
import subprocess
import time

from .building import SOUFFLE, run, souffle_executable, yardstick
from .program import rows

now = time.perf_counter


# MARK: In this process


def duckdb(program, folder, threads=2):
    import duckdb

    base = duckdb.connect()
    base.execute(f"set threads = {threads}")
    for name, arity in program.inputs.items():
        columns = ", ".join(f"'{column}': 'INTEGER'" for column in "xyz"[:arity])
        base.execute(
            f"create table {name} as select * from read_csv('{folder}/{name}.facts', delim = '\t', header = false, "
            f"columns = {{{columns}}})")
    once, loop = program.sql()

    def count(name):
        return base.execute(f"select count(*) from {name}").fetchone()[0]

    start = now()
    base.execute(once)
    while loop:
        base.execute(loop)
        if count("new_points") + count("new_fills") == 0:
            break
    seconds = now() - start
    return sum(count(name) for name in program.outputs), seconds


def duckdb_1(program, folder):
    return duckdb(program, folder, threads=1)


def clingo(program, folder):
    import clingo

    control = clingo.Control(["--warn=none"])
    facts = "\n".join(f"{name}({','.join(map(str, row))})." for name in program.inputs for row in rows(folder, name))
    control.add("base", [], program.clingo() + facts)
    start = now()
    # These programs have one model, which grounding finds.
    control.ground([("base", [])])
    seconds = now() - start
    atoms = control.symbolic_atoms
    return sum(sum(1 for _ in atoms.by_signature(name, arity)) for name, arity in program.outputs.items()), seconds


def egglog(program, folder):
    from egglog.bindings import EGraph

    graph = EGraph()
    graph.run_program(*graph.parse_program(program.egglog()))
    facts = "\n".join(f"({name} {' '.join(map(str, row))})" for name in program.inputs for row in rows(folder, name))
    graph.run_program(*graph.parse_program(facts))
    start = now()
    graph.run_program(*graph.parse_program("(run-schedule (saturate (run)))"))
    seconds = now() - start
    sizes = [str(graph.run_program(*graph.parse_program(f"(print-size {name})"))[0]) for name in program.outputs]
    return sum(int(re.findall(r"\d+", size)[-1]) for size in sizes), seconds


def nemo(program, folder):
    import nmo_python

    text = ""
    for name, arity in program.inputs.items():
        kinds = ", ".join(["int"] * arity)
        text += f'@import {name} :- tsv {{ resource = "{folder}/{name}.facts", format = ({kinds}) }} .\n'
    text += program.nemo() + "".join(f"@output {name} .\n" for name in program.outputs)
    engine = nmo_python.NemoEngine(nmo_python.load_string(text))
    start = now()
    engine.reason()
    seconds = now() - start
    return sum(sum(1 for _ in engine.result(name)) for name in program.outputs), seconds


def z3(program, folder):
    import z3

    fixedpoint = z3.Fixedpoint()
    fixedpoint.set(engine="datalog")
    sort = z3.BitVecSort(16)
    relations = {}
    for name, arity in {**program.inputs, **program.outputs}.items():
        relations[name] = z3.Function(name, *[sort] * arity, z3.BoolSort())
        fixedpoint.register_relation(relations[name])
    variables = {}

    def term(place):
        if place not in variables:
            variables[place] = z3.Const(place, sort)
            fixedpoint.declare_var(variables[place])
        return variables[place]

    def formula(atom):
        return relations[atom[0]](*[term(place) for place in atom[1]])

    for name in program.inputs:
        for row in rows(folder, name):
            fixedpoint.fact(relations[name](*[z3.BitVecVal(value, 16) for value in row]))
    for rule in program.rules:
        body = [formula(atom) for atom in rule.atoms] + [term(a) != term(b) for a, b in rule.different]
        fixedpoint.rule(formula(rule.head), body)
    (name, arity), = program.outputs.items()
    start = now()
    fixedpoint.query(relations[name](*[term(f"q{place}") for place in range(arity)]))
    seconds = now() - start
    return fixedpoint.get_answer().num_args(), seconds


# MARK: In processes of their own


def swipl(program, folder):
    facts = "\n".join(f"{name}({','.join(map(str, row))})." for name in program.inputs for row in rows(folder, name))
    goals = ", ".join(
        f"aggregate_all(count, {name}({','.join(['_'] * arity)}), N{index})"
        for index, (name, arity) in enumerate(program.outputs.items()))
    total = " + ".join(f"N{index}" for index in range(len(program.outputs)))
    main = f"""
:- initialization(main, main).
main :- set_prolog_flag(table_space, 16000000000), set_prolog_flag(stack_limit, 8000000000),
    get_time(A), {goals}, get_time(B), N is {total}, S is B - A, format("~w ~9f~n", [N, S]).
"""
    path = f"{folder}/swipl.pl"
    with open(path, "w", encoding="ascii") as file:
        file.write(program.prolog() + facts + main)
    derived, seconds = run(["swipl", "-O", path]).split()
    return int(derived), float(seconds)


def clips(program, folder):
    with open(f"{folder}/clips.facts", "w", encoding="ascii") as file:
        for name in program.inputs:
            file.writelines(f"({name} {' '.join(map(str, row))})\n" for row in rows(folder, name))
    with open(f"{folder}/rules.clp", "w", encoding="ascii") as file:
        file.write(program.clips())
    with open(f"{folder}/run.clp", "w", encoding="ascii") as file:
        file.write(
            f'(load "{folder}/rules.clp")\n(load-facts "{folder}/clips.facts")\n'
            "(deffunction main () (bind ?before (length$ (get-fact-list))) (bind ?start (time)) (run) (bind ?end (time))\n"
            '  (printout t "derived " (- (length$ (get-fact-list)) ?before) " " (- ?end ?start) crlf))\n(main)\n(exit)\n')
    derived, seconds = re.search(r"derived (\d+) (\S+)", run(["clips", "-f2", f"{folder}/run.clp"])).groups()
    return int(derived), float(seconds)


def souffle_compiled(program, folder, structure="brie"):
    executable = souffle_executable(f"{program.name}-{structure or 'btree'}", program.souffle(structure))
    derived, seconds = run([executable, folder, *program.outputs]).split()
    return int(derived), float(seconds)


def souffle_btree(program, folder):
    return souffle_compiled(program, folder, "")


def souffle_interpreted(program, folder):
    """The whole process without what the same process takes that only loads."""
    path, loading = f"{folder}/souffle.dl", f"{folder}/loading.dl"
    text = program.souffle()
    with open(path, "w", encoding="ascii") as file:
        file.write(text)
    with open(loading, "w", encoding="ascii") as file:
        names = "|".join(program.inputs)
        file.writelines(line + "\n" for line in text.splitlines() if re.match(rf"\.(decl|input) ({names})\b", line))
        file.writelines(f".printsize {name}\n" for name in program.inputs)

    def whole(path):
        start = now()
        output = run([SOUFFLE, "-w", "-F", folder, path])
        return now() - start, output

    seconds, output = whole(path)
    derived = sum(int(size) for size in re.findall(r"^\w+\t(\d+)$", output, re.M))
    return derived, seconds - statistics.median(whole(loading)[0] for _ in range(3))


def floor_hash(program, folder):
    return floor("hash", folder)


def floor_tc(program, folder):
    return floor("dense", folder)


def floor(way, folder):
    derived, seconds = run([yardstick("closure"), way, f"{folder}/edge.facts"]).split()
    return int(derived), float(seconds)
