#!/usr/bin/env python3
"""Judges the questions where vocabularies are rich: verbs of several places, kinds, quantifiers, variables, numbers with units and
of other subjects, contested numbers, and choices of all three sorts.

    judge_wide.py [--count N] [--seed S] [--jobs N] [--tenet PATH] [--only QUESTION]

Every profile of a small rule set, numbers on a grid, is evaluated by `tenet eval`, which other tests hold against clingo; the
answers must follow.
"""

import json
import os
import subprocess
import sys
from itertools import product

from wide import HEADS, UNITS, Generator, text_of
from world import main, minimal, require, subsets

MOST_STATES = 6000


class Worlds:
    """A rule set, its base facts, the values that its numbers may have, and what follows in each state.

    A state is a set of facts and of pairs of a number and its value."""

    def __init__(self, files, name, facts, grid):
        self.files, self.name, self.facts, self.grid, self.known = files, name, facts, grid, {}

    def states(self):
        numbers = [[None, *((n, v) for v in values)] for n, values in self.grid.items()]
        for picked in subsets(self.facts):
            for values in product(*numbers):
                yield frozenset([*picked, *(v for v in values if v)])

    def count(self):
        size = 1 << len(self.facts)
        for values in self.grid.values():
            size *= len(values) + 1
        return size

    def evaluate(self, states):
        states = [s for s in dict.fromkeys(states) if s not in self.known]
        if not states:
            return
        lines = "".join(profile_line(s) + "\n" for s in states)
        run = subprocess.run([os.environ["TENET"], "eval", self.name, "-", "--format", "ndjson", "--no-trace"],
                             cwd=self.files.directory, input=lines, capture_output=True, text=True, timeout=60)
        require(run.returncode == 0, "eval ended badly", run.stderr[:600])
        for state, line in zip(states, run.stdout.splitlines(), strict=True):
            self.known[state] = Answer(json.loads(line), state)

    def __getitem__(self, state):
        self.evaluate([state])
        return self.known[state]


class Answer:
    def __init__(self, data, state):
        self.concluded = {c["fact"] for c in data["conclusions"]}
        self.facts = self.concluded | {s for s in state if isinstance(s, str)}
        self.conflicts = sorted(c["name"] for c in data["conflicts"])
        self.choices = {n: c["picked"] for n, c in data["choices"].items()}
        self.numbers = data["numbers"]
        self.all = (self.concluded, self.conflicts, self.choices, self.numbers)

    def holds(self, goal):
        if goal.startswith("lane is "):
            return goal[8:] in self.choices["lane"]
        return goal in self.facts


def profile_line(state, name="P", unknown=()):
    return json.dumps({
        "profile": name, "facts": sorted(s for s in state if isinstance(s, str)),
        "numbers": {n: v for n, v in sorted(s for s in state if not isinstance(s, str))}, "unknown": sorted(unknown)})


def grid_of(generator):
    values = {}
    for number in generator.numbers:
        every = {c for other in generator.numbers for c in generator.constants[other]}
        values[number] = [f"{v:g}{UNITS[number]}" for v in sorted({c + d for c in every for d in (-0.5, -0.25, 0, 0.25, 0.5)})]
    return values


def setting(seed, files):
    """A random rule set that is not too large, with all its states evaluated, and a random state that a profile gives."""
    for attempt in range(20):
        generator = Generator(f"{seed} {attempt}")
        text, facts = text_of(generator.header(), generator.rules())
        files.write("rules.tenet", text)
        worlds = Worlds(files, "rules.tenet", facts, grid_of(generator))
        if worlds.count() <= MOST_STATES:
            break
    else:
        return None
    worlds.evaluate(worlds.states())
    given = random_state(generator, worlds)
    files.write("profiles.ndjson", profile_line(given) + "\n")
    return generator, worlds, given


def random_state(generator, worlds):
    share = generator.random.random()
    state = [f for f in worlds.facts if generator.chance(share)]
    return frozenset(state + [(n, generator.pick(v)) for n, v in worlds.grid.items() if generator.chance(0.7)])


def changes(before, after):
    """What leads from one state to another: facts with their sign, and the names of numbers; none where a number goes away."""
    numbers = {n for n, _ in after - {s for s in after if isinstance(s, str)}}
    if any(s[0] not in numbers for s in before if not isinstance(s, str)):
        return None
    return frozenset({("add", s) for s in after - before if isinstance(s, str)}
                     | {("remove", s) for s in before - after if isinstance(s, str)}
                     | {("set", s[0]) for s in after - before if not isinstance(s, str)})


def ways_of(answer):
    return [frozenset({("add", f) for f in w["add"]} | {("remove", f) for f in w["remove"]} | {("set", n) for n in w["set"]})
            for w in answer["ways"]]


def after(given, way):
    """The state that a way of an answer leads to."""
    numbers = dict(s for s in given if not isinstance(s, str)) | way["set"]
    return frozenset({s for s in given if isinstance(s, str)} - set(way["remove"]) | set(way["add"]) | set(numbers.items()))


def goals(generator, worlds, most=3):
    every = sorted({f for s in worlds.known for f in worlds[s].concluded if not f.startswith("faces ")})
    every += ["lane is alpha", "lane is beta"] if any("→ lane is" in l for l in open(path(worlds))) else []
    return generator.random.sample(every, min(most, len(every)))


def path(worlds):
    return os.path.join(worlds.files.directory, worlds.name)


def judge_how(seed, files):
    made = setting(seed, files)
    if not made:
        return 0
    generator, worlds, given = made
    compared = 0
    for fact in goals(generator, worlds):
        for wanted in (True, False):
            goal = ("" if wanted else "not ") + fact
            reaching = [changes(given, s) for s in worlds.states() if worlds[s].holds(fact) == wanted]
            expected = minimal({c for c in reaching if c is not None})
            answer = files.ask("how", goal, "rules.tenet", "profiles.ndjson", status=(0, 1))
            # Two values of a number are two changes: a way by one of them is no superset of a way by the other.
            got = minimal(set(ways_of(answer)))
            require(set(got) == set(expected) and answer["complete"], f"how `{goal}`",
                    f"expected {sorted(map(sorted, expected))}", f"got {json.dumps(answer)}")
            exact = [frozenset([*(("add", f) for f in w["add"]), *(("remove", f) for f in w["remove"]), *w["set"].items()])
                     for w in answer["ways"]]
            require(len(minimal(set(exact))) == len(exact), f"how `{goal}`: one way holds another", json.dumps(answer))
            for way in answer["ways"]:
                require(worlds[after(given, way)].holds(fact) == wanted, f"how `{goal}`: a way that does not lead there", way)
                require(way["cost"] == len(way["add"]) + len(way["remove"]) + len(way["set"]), f"how `{goal}`: cost", way)
            compared += 1
    return compared


def judge_robust(seed, files):
    made = setting(seed, files)
    if not made:
        return 0
    _, worlds, given = made
    answer = files.ask("robust", "rules.tenet", "profiles.ndjson")
    require({c["fact"] for c in answer["conclusions"]} == worlds[given].concluded, "robust: other conclusions", answer)
    for conclusion in answer["conclusions"]:
        fact = conclusion["fact"]
        ways = {c for c in (changes(given, s) for s in worlds.states() if fact not in worlds[s].facts) if c is not None}
        size = min(map(len, ways), default=None)
        expected = {c for c in ways if len(c) == size}
        got = {frozenset(signed(f) for f in s) for s in conclusion["sets"]}
        require(conclusion["changes"] == size and got == expected, f"robust `{fact}`",
                f"expected {size} {sorted(map(sorted, expected))}", f"got {conclusion}")
    return len(answer["conclusions"])


def signed(text):
    """A change as `robust` writes it."""
    for number in sorted(UNITS, key=len, reverse=True):
        if text.startswith(number + " is "):
            return "set", number
    return ("remove", text[4:]) if text.startswith("not ") else ("add", text)


def judge_why(seed, files):
    made = setting(seed, files)
    if not made:
        return 0
    generator, worlds, given = made
    written = {f"{s[0]} is {s[1]}" if not isinstance(s, str) else s: s for s in given}
    compared = 0
    for fact in sorted(worlds[given].concluded)[:4]:
        answer = files.ask("why", fact, "rules.tenet", "profiles.ndjson")
        states = [frozenset(s) for s in subsets(sorted(given, key=str))]
        worlds.evaluate(states)
        yielding = [s for s in states if fact in worlds[s].facts]
        size = min(map(len, yielding))
        expected = {s for s in yielding if len(s) == size}
        got = {frozenset(written[f] for f in s) for s in answer["smallest"]}
        require(got == expected and len(answer["smallest"]) == len(expected), f"why `{fact}`: smallest",
                f"expected {sorted(map(str, expected))}", f"got {answer['smallest']}")
        files.write("trace.json", json.dumps(answer))
        checked = files.ask("verify", "trace.json", "rules.tenet", "profiles.ndjson")
        require(checked["verified"], f"why `{fact}`: its trace is refused", checked)
        compared += 1
    return compared


def judge_what_if(seed, files):
    made = setting(seed, files)
    if not made:
        return 0
    generator, worlds, given = made
    then = random_state(generator, worlds)
    if changes(given, then) is None:
        then |= {s for s in given if not isinstance(s, str) and s[0] not in {n for n, _ in then - set(worlds.facts)}}
    options = []
    for fact in worlds.facts:
        if (fact in given) != (fact in then):
            options += ["--remove" if fact in given else "--add", fact]
    for change in sorted(then - given - set(worlds.facts)):
        options += ["--set", f"{change[0]} is {change[1]}"]
    answer = files.ask("what-if", *options, "rules.tenet", "profiles.ndjson")
    old, new = worlds[given], worlds[then]
    require(set(answer["gained"]) == new.concluded - old.facts and set(answer["lost"]) == old.concluded - new.facts,
            f"what-if {options}", f"expected {sorted(new.concluded - old.facts)} {sorted(old.concluded - new.facts)}", answer)
    require(answer["conflicts"] == {"gained": [c for c in new.conflicts if c not in old.conflicts],
                                    "lost": [c for c in old.conflicts if c not in new.conflicts]},
            f"what-if {options}: conflicts", answer["conflicts"])
    got = {n: (c["before"], c["after"]) for n, c in answer["choices"].items()}
    expected = {n: (old.choices[n] or ["nothing"], new.choices[n] or ["nothing"])
                for n in old.choices if old.choices[n] != new.choices[n]}
    require(got == expected, f"what-if {options}: choices", expected, answer["choices"])
    got = {n: (c["before"], c["after"]) for n, c in answer["numbers"].items()}
    expected = {n: (old.numbers.get(n), new.numbers.get(n)) for n in {*old.numbers, *new.numbers}
                if old.numbers.get(n) != new.numbers.get(n)}
    require(got == expected, f"what-if {options}: numbers", expected, answer["numbers"])
    return 1


def judge_certainty(seed, files):
    made = setting(seed, files)
    if not made:
        return 0
    generator, worlds, given = made
    unknown = generator.random.sample(worlds.facts, min(len(worlds.facts), generator.random.randint(1, 4)))
    given -= set(unknown)
    files.write("profiles.ndjson", profile_line(given, unknown=unknown) + "\n")
    answers = [worlds[given | frozenset(extra)] for extra in subsets(unknown)]
    data = files.ask("eval", "rules.tenet", "profiles.ndjson")
    got = {c["fact"]: c["certainty"] for c in data["conclusions"]}
    every = set().union(*(a.concluded for a in answers)) - given
    expected = {f: "certain" if all(f in a.facts for a in answers) else "possible" for f in every}
    require(got == expected, "certain and possible", f"expected {sorted(expected.items())}", f"got {sorted(got.items())}")
    got = {c["name"]: c["certainty"] for c in data["conflicts"]}
    every = {c for a in answers for c in a.conflicts}
    expected = {c: "certain" if all(c in a.conflicts for a in answers) else "possible" for c in every}
    require(got == expected, "conflicts that are certain and possible", expected, got)
    for number in {n for a in answers for n in a.numbers}:
        values = {a.numbers.get(number) for a in answers}
        if len(values) == 1:
            require(data["numbers"].get(number) in values, f"the number {number}", values, data["numbers"])
    judge_asked(files, answers, unknown, given)
    return len(expected) + 2


def judge_asked(files, answers, unknown, given):
    """What each unknown fact settles."""
    completions = [frozenset(extra) for extra in subsets(unknown)]
    items = {f: (lambda a, f=f: f in a.facts) for f in sorted(set().union(*(a.concluded for a in answers)) - given)}
    items["lane"] = lambda a: tuple(a.choices["lane"])
    items["score"] = lambda a: a.numbers.get("score")
    outcomes = {n: dict(zip(completions, map(look, answers))) for n, look in items.items()}
    is_open = [n for n, o in outcomes.items() if len(set(o.values())) > 1]
    expected = {}
    for fact in unknown:
        matters = [n for n in is_open if any(outcomes[n][c] != outcomes[n][c | {fact}] for c in completions if fact not in c)]
        if matters:
            if_true, if_false = ({n for n in matters if len({v for c, v in outcomes[n].items() if (fact in c) == value}) == 1}
                                 for value in (True, False))
            expected[fact] = (len(if_true & if_false), len(is_open), len(if_true), len(if_false))
    answer = files.ask("ask", "rules.tenet", "profiles.ndjson")
    got = {q["fact"]: (q["settles"], q["of"], len(q["ifTrue"]), len(q["ifFalse"])) for q in answer["questions"]}
    require(got == expected, "ask", f"expected {expected}, open {is_open}", answer)


def judge_compare(seed, files):
    made = setting(seed, files)
    if not made:
        return 0
    generator, worlds, one = made
    other = random_state(generator, worlds)
    files.write("profiles.ndjson", profile_line(one, "A") + "\n" + profile_line(other, "B") + "\n")
    answer = files.ask("compare", "A", "B", "rules.tenet", "profiles.ndjson")
    mine, theirs = worlds[one], worlds[other]
    require(set(answer["only"]["A"]) == mine.concluded - theirs.facts and set(answer["only"]["B"]) == theirs.concluded - mine.facts,
            "compare: only", f"expected {sorted(mine.concluded - theirs.facts)} {sorted(theirs.concluded - mine.facts)}",
            f"got {answer['only']}")
    for difference in answer["differences"]:
        fact, because = difference["fact"], difference["because"]
        start, goal = (other, one) if difference["profile"] == "A" else (one, other)
        moves = sorted({s for s in start ^ goal if isinstance(s, str)}) + sorted(
            {s[0] for s in start ^ goal if not isinstance(s, str)}, key=lambda n: "~" + n)
        sizes = [len(m) for m in subsets(moves) if fact in worlds[moved(start, goal, m)].facts]
        got = len(because["add"]) + len(because["remove"]) + len(because.get("set", {})) + len(because.get("drop", []))
        require(got == min(sizes), f"compare: `{fact}`", f"smallest {min(sizes)}", because)
    return 1 + len(answer["differences"])


def moved(start, goal, moves):
    """The start with some of what differs as in the goal; numbers by name."""
    result = set(start)
    for move in moves:
        if move in UNITS:
            result = {s for s in result if isinstance(s, str) or s[0] != move} | {s for s in goal if s[0] == move}
        else:
            result ^= {move}
    return frozenset(result)


def judge_diff(seed, files):
    generator = Generator(seed)
    header, rules = generator.header(), generator.rules()
    changed, at = list(rules), generator.random.randrange(len(rules))
    level = next((i for i, h in enumerate(HEADS) if f"→ {h}" in rules[at][0]), 6)
    roll = generator.random.random()
    if roll < 0.25:
        del changed[at]
    elif roll < 0.4:
        generator.random.shuffle(changed)
    else:
        changed[at] = generator.rule("new", level)
    (old_text, facts), (new_text, more) = text_of(header, rules), text_of(header, changed)
    # What one version concludes is tried as a conclusion only.
    facts = [f for f in dict.fromkeys(facts + more) if f"→ {f}" not in old_text + new_text]
    worlds = [Worlds(files, n, facts, grid_of(generator)) for n in ("old.tenet", "new.tenet")]
    if worlds[0].count() > MOST_STATES:
        return 0
    files.write("old.tenet", old_text)
    files.write("new.tenet", new_text)
    for one in worlds:
        one.evaluate(one.states())
    before, later = worlds
    given = random_state(generator, before)
    files.write("profiles.ndjson", profile_line(given) + "\n")
    answer = files.ask("diff", "old.tenet", "new.tenet", "--profiles", "profiles.ndjson")
    telling = [s for s in before.states() if before[s].all != later[s].all]
    if telling:
        require(answer["equivalent"] is False, f"diff: equivalent is {answer['equivalent']}", f"told apart by {min(telling, key=len)}")
        witness = frozenset(tuple(w.split(" is ")) if w.split(" is ")[0] in UNITS else w for w in answer["witness"])
        require(before[witness].all != later[witness].all, "diff: the witness tells nothing apart", answer["witness"])
        require("bounds" in answer or len(witness) <= min(map(len, telling)), "diff: the witness", answer["witness"],
                f"smallest {min(telling, key=len)}")
    else:
        require(answer["equivalent"] is not False, "diff: not equivalent", answer)
    change = next(iter(answer["changes"]), {"gained": [], "lost": []})
    require(set(change["gained"]) == later[given].concluded - before[given].concluded
            and set(change["lost"]) == before[given].concluded - later[given].concluded, "diff: what changes", change)
    return 1


JUDGES = {
    "how": judge_how, "robust": judge_robust, "why": judge_why, "what-if": judge_what_if, "certainty": judge_certainty,
    "compare": judge_compare, "diff": judge_diff}

if __name__ == "__main__":
    sys.exit(main(JUDGES, __doc__.split("\n")[0]))
