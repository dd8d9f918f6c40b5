#!/usr/bin/env python3
"""Judges the traces of random programs: well founded, each step an instance of its rule, and of least height.

    judge_traces.py [--count N] [--seed S] [--jobs N] [--tenet PATH]

The program is the abstract one of the generator; Tenet's own reading of it is not used.
"""

import random
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace

import small
from abstract import Clause, Conflict
from generate import Generator
from reference import Reference, Step
from text import PLAIN, Free, Writer, comparable
from verify_trace import Refused, Sources, answers, verify
from world import Disagreement, Files, main, require


def named(program):
    """The program with a name for every rule."""
    statements = tuple(replace(s, name=s.name or f"u{i}") for i, s in enumerate(program.statements))
    return replace(program, statements=statements)


def steps(trace):
    """Every derived step of a trace with the texts of what it rests on."""
    stack = [trace]
    while stack:
        step = stack.pop()
        premises = step.get("from") or []
        stack.extend(premises)
        if step.get("rule") and "file" in step:
            yield step, {comparable(p["fact"]) for p in premises if "fact" in p}


def judge(seed, files):
    generator = Generator(seed)
    program, profiles = generator.case(3)
    program = named(program)
    profiles = [replace(p, unknown=()) for p in profiles]
    writer = Writer(program, Free(random.Random(seed)))
    files.write("rules.tenet", writer.rules())
    if seed % 2:
        files.profiles(program, profiles)
        name = "profiles.ndjson"
    else:
        name = "profiles.tenet"
        files.write(name, "\n".join(map(writer.profile, profiles)))
    result = files.ask("eval", "rules.tenet", name)
    count = 0
    for profile, answer in zip(profiles, result if isinstance(result, list) else [result]):
        try:
            traced, heights = verify(answer, Sources(files.directory))
        except Refused as refusal:
            raise Disagreement(f"{profile.name}: {refusal}") from None
        count += traced
        check(program, profile, answer, heights)
    return count


def check(program, profile, answer, heights):
    """Heights are least, and steps follow from what they rest on."""
    reference = Reference(program, profile)
    plain = Writer(program, PLAIN)
    least = {comparable(plain.clause(fact)): height for fact, height in reference.derived.items()}
    for fact, height in heights.items():
        require(least.get(comparable(fact)) == height, f"{profile.name}: `{fact}` has height {height}, the least is {least.get(comparable(fact))}")
    rules = {s.name: s for s in program.statements}
    texts = {comparable(plain.clause(Clause(verb, g))): (verb, g) for verb, facts in reference.facts.items() for g in facts}
    for conclusion in answer["conclusions"]:
        for step, premises in steps(conclusion["trace"]):
            fact = comparable(step["fact"])
            if fact not in texts:
                continue
            verb, ground = texts[fact]
            known = defaultdict(dict)
            for premise in premises & texts.keys():
                other, places = texts[premise]
                known[other][places] = reference.facts[other][places]
            require(Step(reference, known).concludes(rules[step["rule"]], Clause(verb, ground)),
                    f"{profile.name}: `{step['fact']}` does not follow by {step['rule']} from {sorted(premises)}")


if __name__ == "__main__":
    sys.exit(main({"traces": judge}, __doc__.split("\n")[0]))
