#!/usr/bin/env python3
"""Judges the questions by brute force: every profile of a small rule set is evaluated by clingo, and the answers must follow.

    judge_questions.py [--count N] [--seed S] [--jobs N] [--tenet PATH] [--only QUESTION]
"""

import sys

from small import SmallGenerator, base_facts, state_of
from abstract import Clause, Pick
from proofs import needed
from text import comparable
from world import World, main, minimal, require, subsets


def texts(facts):
    return frozenset(map(comparable, facts))


def setting(seed, files, unknown=0):
    """A random rule set with one profile, all profiles of its world, and the files."""
    generator = SmallGenerator(seed)
    program = generator.program()
    base = base_facts(program.statements, generator.layers, program.choices)
    concluded = {c for s in program.statements for c in s.conclusions if isinstance(c, Clause)}
    extra = [f for f in sorted(concluded, key=str) if generator.chance(0.1)][:2]
    profile = generator.profile([*base, *extra], unknown=min(unknown, len(base)))
    given = [f for f in extra if f in profile.facts or f in profile.unknown]
    world = World(program, [*base, *given])
    files.rules(program)
    files.profiles(program, [profile])
    return generator, world, base, profile


def changes_between(before, after, text):
    """The changes that lead from one state to another, as texts."""
    return frozenset({("add", text(f)) for f in after - before} | {("remove", text(f)) for f in before - after})


def reachable(world, base, profile):
    """Every state that changes can lead to: base facts come and go, other given facts only go; an added pick contests no other."""
    given = state_of(profile)
    for state in world.states:
        picked = [f for f in state - given if isinstance(f, Pick) and world.program.choices[f.choice].policy == "one of"]
        if any(isinstance(f, Pick) and f.choice == p.choice and f != p for p in picked for f in state):
            continue
        if all(f in given or f in base for f in state):
            yield state


def ways_of(answer):
    """The ways of an answer as sets of changes, with their costs."""
    return [
        (frozenset({("add", comparable(f)) for f in way["add"]} | {("remove", comparable(f)) for f in way["remove"]}), way["cost"])
        for way in answer["ways"]]


def judge_how(seed, files):
    generator, world, base, profile = setting(seed, files)
    given = state_of(profile)
    concluded = sorted({c for s in world.program.statements for c in s.conclusions if isinstance(c, Clause)}, key=str)
    compared = 0
    for fact in concluded:
        for wanted in (True, False):
            goal = ("" if wanted else "not ") + world.writer.clause(fact)
            options, locked, costs = [], set(), {}
            if world.facts and generator.chance(0.2):
                lock = generator.random.choice(world.facts)
                locked.add(world.text(lock))
                options += ["--keep", world.writer.clause(lock)]
            if world.facts and generator.chance(0.2):
                dear = generator.random.choice(world.facts)
                costs[world.text(dear)] = 5
                options += ["--cost", f"{world.writer.clause(dear)}=5"]
            reaching = [
                changes_between(given, state, world.text) for state in reachable(world, base, profile)
                if world.holds(state, fact) == wanted]
            wanted_ways = minimal([c for c in reaching if not any(f in locked for _, f in c)])
            answer = files.ask("how", goal, "rules.tenet", "profiles.ndjson", *options, status=(0, 1))
            got = ways_of(answer)
            require(
                {w for w, _ in got} == set(wanted_ways) and len(got) == len(wanted_ways) and answer["complete"],
                f"how `{goal}` {options}", f"expected {sorted(map(sorted, wanted_ways))}", f"got {answer}")
            for way, cost in got:
                require(cost == sum(costs.get(f, 1) for _, f in way), f"how `{goal}` {options}: cost {cost}", sorted(way))
            require([c for _, c in got] == sorted(c for _, c in got), f"how `{goal}` is not cheapest first", answer)
            compared += 1
    return compared


def judge_why(seed, files):
    _, world, _, profile = setting(seed, files)
    given = state_of(profile)
    compared = 0
    for conclusion in files.ask("eval", "rules.tenet", "profiles.ndjson")["conclusions"]:
        fact = conclusion["fact"]
        answer = files.ask("why", fact, "rules.tenet", "profiles.ndjson")
        yielding = [s for s in world.states if s <= given and comparable(fact) in world.all(s)]
        size = min(map(len, yielding))
        wanted = {frozenset(map(world.text, s)) for s in yielding if len(s) == size}
        require({texts(s) for s in answer["smallest"]} == wanted and len(answer["smallest"]) == len(wanted),
                f"why `{fact}`: smallest", f"expected {sorted(map(sorted, wanted))}", f"got {answer['smallest']}")
        concluded = next(c for s in world.program.statements for c in s.conclusions
                         if isinstance(c, Clause) and world.text(c) == comparable(fact))
        wanted = {world.text(f) for f in needed(world.program, profile, concluded)}
        require(texts(answer["needed"]) == wanted, f"why `{fact}`: needed", f"expected {sorted(wanted)}", f"got {answer['needed']}")
        compared += 1
    return compared


def judge_robust(seed, files):
    _, world, base, profile = setting(seed, files)
    given = state_of(profile)
    conclusions = world.answers[given].facts
    answer = files.ask("robust", "rules.tenet", "profiles.ndjson")
    require({comparable(c["fact"]) for c in answer["conclusions"]} == set(conclusions), "robust: other conclusions", answer)
    for conclusion in answer["conclusions"]:
        fact = comparable(conclusion["fact"])
        overturning = [
            changes_between(given, s, world.text) for s in reachable(world, base, profile) if fact not in world.all(s)]
        size = min(map(len, overturning), default=None)
        wanted = {frozenset(("not " if w == "remove" else "") + f for w, f in c) for c in overturning if len(c) == size}
        got = [texts(s) for s in conclusion["sets"]]
        require(conclusion["changes"] == size and set(got) == wanted and len(got) == len(wanted), f"robust `{fact}`",
                f"expected {size} {sorted(map(sorted, wanted))}", f"got {conclusion}")
    return len(conclusions)


def judge_what_if(seed, files):
    generator, world, base, profile = setting(seed, files)
    given = state_of(profile)
    before = world.answers[given]
    compared = 0
    for state in generator.random.sample(world.states, min(6, len(world.states))):
        if any(f not in base and f not in given for f in state):
            continue
        options = []
        for fact in sorted(state - given, key=str):
            options += ["--add", world.writer.clause(fact)]
        for fact in sorted(given - state, key=str):
            options += ["--remove", world.writer.clause(fact)]
        if not options:
            continue
        answer, after = files.ask("what-if", "rules.tenet", "profiles.ndjson", *options), world.answers[state]
        # A given fact that stays, or one that is asked for, is no news.
        gained, lost = set(after.facts) - set(before.facts), set(before.facts) - set(after.facts)
        held = {world.text(f) for f in given}, {world.text(f) for f in state}
        require(texts(answer["gained"]) - held[1] == gained - held[0] and texts(answer["lost"]) - held[0] == lost - held[1],
                f"what-if {options}", f"expected {sorted(gained)} {sorted(lost)}", f"got {answer}")
        names = lambda conflicts: {name for name, _ in conflicts}
        require(set(answer["conflicts"]["gained"]) == names(after.conflicts) - names(before.conflicts)
                and set(answer["conflicts"]["lost"]) == names(before.conflicts) - names(after.conflicts),
                f"what-if {options}: conflicts", f"before {before.conflicts}, after {after.conflicts}", answer)
        compared += 1
    return compared


def judge_certainty(seed, files):
    _, world, _, profile = setting(seed, files, unknown=1 + seed % 4)
    given = state_of(profile)
    completions = [given | frozenset(extra) for extra in subsets(profile.unknown)]
    answers = [world.answers[c] for c in completions]
    wanted = {}
    for fact in set().union(*(a.facts for a in answers)):
        if any(fact == world.text(f) for f in given):
            continue
        everywhere = all(fact in world.all(c) for c in completions)
        wanted[fact] = "certain" if everywhere else "possible"
    answer = files.ask("eval", "rules.tenet", "profiles.ndjson")
    got = {comparable(c["fact"]): c["certainty"] for c in answer["conclusions"]}
    require(got == wanted, "certain and possible", f"expected {sorted(wanted.items())}", f"got {sorted(got.items())}")
    return len(wanted)


def judge_ask(seed, files):
    """Each unknown fact settles what is the same in all completions that agree on it."""
    generator, world, _, profile = setting(seed, files, unknown=1 + seed % 5)
    given = state_of(profile)
    completions = [given | frozenset(extra) for extra in subsets(profile.unknown)]
    known = {world.text(f) for f in given}
    candidates = sorted(set().union(*(world.answers[c].facts for c in completions)) - known)

    def outcomes(item, states):
        if item.startswith("fact "):
            return {item[5:] in world.all(s) for s in states}
        return {tuple(sorted(world.answers[s].choices.get(item[7:], ((),))[0])) for s in states}

    items = ["fact " + f for f in candidates] + ["choice " + c for c in world.program.choices]
    if candidates and generator.chance(0.3):
        items = ["fact " + generator.random.choice(candidates)]
        arguments = [items[0][5:]]
    else:
        arguments = []
    is_open = [i for i in items if len(outcomes(i, completions)) > 1]
    wanted = {}
    for fact in profile.unknown:
        true, false = ([c for c in completions if (fact in c) == value] for value in (True, False))
        matters = [i for i in is_open if any(outcomes(i, [c]) != outcomes(i, [c - {fact}]) for c in true)]
        if not matters:
            continue
        if_true, if_false = ({i for i in matters if len(outcomes(i, states)) == 1} for states in (true, false))
        wanted[world.text(fact)] = (len(if_true & if_false), len(is_open), len(if_true), len(if_false), len(matters))
    answer = files.ask("ask", *arguments, "rules.tenet", "profiles.ndjson")
    got = {comparable(q["fact"]): (q["settles"], q["of"], len(q["ifTrue"]), len(q["ifFalse"])) for q in answer["questions"]}
    require(got == {f: w[:4] for f, w in wanted.items()} and len(answer["open"]) == len(is_open), f"ask {arguments}",
            f"expected {wanted}, open {is_open}", f"got {answer}")
    order = [(-w[0], -w[2] - w[3], -w[4]) for w in (wanted[comparable(q["fact"])] for q in answer["questions"])]
    require(order == sorted(order), f"ask {arguments}: not the one that settles most first", answer)
    return 1 + len(got)


def judge_why_not(seed, files):
    """The nearest rule is as near as the cheapest way to its condition; ways are those of how; leaves are not given."""
    _, world, base, profile = setting(seed, files)
    given = state_of(profile)
    compared = 0
    rules = {s.name: s for s in world.program.statements}
    for fact in sorted({c for s in world.program.statements for c in s.conclusions if isinstance(c, Clause)}, key=str):
        if world.holds(given, fact):
            continue
        goal = world.writer.clause(fact)
        answer = files.ask("why-not", goal, "rules.tenet", "profiles.ndjson")
        reaching = minimal([
            changes_between(given, s, world.text) for s in reachable(world, base, profile) if world.holds(s, fact)])
        require({w for w, _ in ways_of(answer)} == set(reaching) and answer["complete"], f"why-not `{goal}`: ways",
                f"expected {sorted(map(sorted, reaching))}", answer["ways"])
        concluding = {n for n, s in rules.items() if fact in s.conclusions}
        listed = [r["rule"] for r in answer["rules"]]
        require(set(listed) == concluding and len(listed) == len(concluding), f"why-not `{goal}`: rules",
                f"expected {sorted(concluding)}", listed)
        costs = [r["cost"] for r in answer["rules"]]
        require(costs == sorted(costs, key=lambda c: (c is None, c)), f"why-not `{goal}`: not the nearest first", costs)
        cheapest = min((len(w) for w in reaching if not any(f == world.text(fact) for _, f in w)), default=None)
        require(min((c for c in costs if c is not None), default=None) == cheapest, f"why-not `{goal}`: nearest",
                f"expected {cheapest}", costs)
        for rule in answer["rules"]:
            stack, fails = list(rule["from"]), []
            require(rule["fails"] and [s["fails"] for s in rule["from"] if "fails" in s] == rule["fails"],
                    f"why-not `{goal}`: what fails", rule)
            while stack:
                step = stack.pop()
                stack += step.get("from", [])
                if step.get("given") is False:
                    text = comparable(step.get("fails") or step.get("missing"))
                    require(text not in world.all(given), f"why-not `{goal}`: `{text}` holds", rule)
                elif "not" not in step and step.get("given"):
                    require(comparable(step["fact"]) in world.all(given) or " is a " in step["fact"],
                            f"why-not `{goal}`: `{step['fact']}` does not hold", rule)
        compared += 1
    return compared


def judge_compare(seed, files):
    generator, world, base, _ = setting(seed, files)
    left, right = generator.profile(base, "A"), generator.profile(base, "B")
    files.profiles(world.program, [left, right])
    a, b = state_of(left), state_of(right)
    answer = files.ask("compare", "A", "B", "rules.tenet", "profiles.ndjson")
    mine, others = world.answers[a].facts, world.answers[b].facts
    require(texts(answer["only"]["A"]) == set(mine) - set(others) and texts(answer["only"]["B"]) == set(others) - set(mine),
            "compare: only", f"expected {sorted(set(mine) - set(others))} {sorted(set(others) - set(mine))}", f"got {answer['only']}")
    compared = 0
    for difference in answer["differences"]:
        fact, because = comparable(difference["fact"]), difference["because"]
        got = frozenset({("add", comparable(f)) for f in because["add"]} | {("remove", comparable(f)) for f in because["remove"]})
        start, goal = (b, a) if fact in mine else (a, b)
        moves = start ^ goal
        reaching = [changes_between(start, start ^ frozenset(m), world.text) for m in subsets(moves)
                    if fact in world.all(start ^ frozenset(m))]
        size = min(map(len, reaching))
        require(got in reaching and len(got) == size, f"compare: `{fact}`", f"smallest of {sorted(map(sorted, reaching))[:6]}", f"got {because}")
        compared += 1
    return compared


def judge_diff(seed, files):
    generator = SmallGenerator(seed, limit=7)
    program = generator.program()
    other = generator.changed(program)
    base = list(dict.fromkeys(
        base_facts(program.statements, generator.layers, program.choices) + base_facts(other.statements, generator.layers, other.choices)))
    concluded = {c for s in (*program.statements, *other.statements) for c in s.conclusions}
    concluded |= {f for f in base if isinstance(f, Pick) and any(isinstance(c, Pick) and c.choice == f.choice for c in concluded)}
    before, after = World(program, base), World(other, base)
    profiles = [generator.profile([f for f in base if f not in concluded] or base, f"P{i}") for i in range(3)]
    files.rules(program, "old.tenet")
    files.rules(other, "new.tenet")
    files.profiles(program, profiles)
    answer = files.ask("diff", "old.tenet", "new.tenet", "--profiles", "profiles.ndjson")

    def same(state):
        return not before.answers[state].differences(after.answers[state])

    telling = [s for s in before.states if not same(s)]
    pure = [s for s in telling if not any(f in concluded for f in s)]
    require(answer["equivalent"] is not None, "diff: not decided", answer)
    require(answer["equivalent"] == (not pure) or answer["equivalent"] == (not telling),
            f"diff: equivalent is {answer['equivalent']}", f"told apart by {[sorted(map(before.text, s)) for s in telling[:3]]}")
    if not answer["equivalent"]:
        witness = texts(answer["witness"])
        shown = [s for s in telling if {before.text(f) for f in s} == witness]
        require(shown and len(shown[0]) == min(map(len, telling)), "diff: the witness", answer["witness"],
                f"smallest: {sorted(map(before.text, telling[0]))}")
    changes = {c["profile"]: c for c in answer["changes"]}
    for profile in profiles:
        state = state_of(profile)
        old, new = set(before.answers[state].facts), set(after.answers[state].facts)
        change = changes.get(profile.name, {"gained": [], "lost": []})
        require(texts(change["gained"]) == new - old and texts(change["lost"]) == old - new, f"diff: profile {profile.name}",
                f"expected {sorted(new - old)} {sorted(old - new)}", f"got {change}")
    return 1 + len(profiles)


JUDGES = {
    "how": judge_how, "why": judge_why, "robust": judge_robust, "what-if": judge_what_if, "certainty": judge_certainty,
    "compare": judge_compare, "diff": judge_diff, "ask": judge_ask, "why-not": judge_why_not}

if __name__ == "__main__":
    sys.exit(main(JUDGES, __doc__.split("\n")[0]))
