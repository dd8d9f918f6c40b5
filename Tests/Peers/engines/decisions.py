"""Decision work on each engine: `NAME(work)` returns the number of conclusions, the seconds, and how many profiles it judged.

Engines that judge one profile at a time stop after `PATIENCE` seconds; what they did is held against a plain loop over the rules.
"""

import json
import os
import re
import statistics
import time
from pathlib import Path

from .building import SOUFFLE, Failed, run, souffle_executable, yardstick

now = time.perf_counter
PATIENCE = 3.0


class Rule:
    def __init__(self, line):
        layer, self.head, *conditions = line.split()
        self.layer = int(layer)
        self.needs = [fact for fact in conditions if fact[0] != "!"]
        self.forbids = [fact[1:] for fact in conditions if fact[0] == "!"]

    def body(self, spell, negated):
        return [spell(fact) for fact in self.needs] + [negated(fact) for fact in self.forbids]


class Decisions:
    """A rule set and its profiles."""

    def __init__(self, folder):
        self.folder = folder
        self.rules = [Rule(line) for line in Path(f"{folder}/rules.txt").read_text().splitlines()]
        self.profiles = [line.split() for line in Path(f"{folder}/profiles.txt").read_text().splitlines()]
        self.heads = sorted({rule.head for rule in self.rules})
        given = {fact for profile in self.profiles for fact in profile}
        read = {fact for rule in self.rules for fact in rule.needs + rule.forbids}
        self.base = sorted((given | read) - set(self.heads))

    def conclusions(self, count):
        """The number of conclusions of the first profiles, by a plain loop."""
        total = 0
        for profile in self.profiles[:count]:
            known = set(profile)
            for rule in self.rules:
                if known.issuperset(rule.needs) and known.isdisjoint(rule.forbids):
                    known.add(rule.head)
            total += len(known) - len(profile)
        return total

    def one_by_one(self, judge, prepare=lambda profile: profile):
        """Judges profiles until time is up; `judge` returns the number of conclusions."""
        derived, judged, seconds = 0, 0, 0.0
        for profile in self.profiles:
            prepared = prepare(profile)
            start = now()
            derived += judge(prepared)
            seconds += now() - start
            judged += 1
            if seconds > PATIENCE:
                break
        if derived != self.conclusions(judged):
            raise Failed(f"concludes {derived}, not {self.conclusions(judged)}, for {judged} profiles")
        return derived, seconds, judged

    def write(self, name, lines):
        path = f"{self.folder}/{name}"
        with open(path, "w", encoding="ascii") as file:
            file.writelines(line + "\n" for line in lines)
        return path


# MARK: All profiles as one batch


def souffle_program(work):
    facts = [*work.base, *work.heads]
    lines = [".decl given(profile: number, fact: symbol)", ".input given"]
    lines += [f".decl {fact}(profile: number)" for fact in facts]
    lines += [f'{fact}(p) :- given(p, "{fact}").' for fact in work.base]
    lines += [f"{r.head}(p) :- {', '.join(r.body(lambda f: f'{f}(p)', lambda f: f'!{f}(p)'))}." for r in work.rules]
    lines += [".decl concluded(profile: number, fact: symbol)", ".printsize concluded"]
    lines += [f'concluded(p, "{head}") :- {head}(p).' for head in work.heads]
    work.write("given.facts", (f"{number}\t{fact}" for number, profile in enumerate(work.profiles) for fact in profile))
    return "\n".join(lines) + "\n"


def souffle_interpreted_batch(work):
    """By the engine's own profile, without its loading."""
    if len(work.rules) > 1000:
        raise Failed("takes minutes to load so many relations")
    path = work.write("souffle.dl", [souffle_program(work)])
    log = f"{work.folder}/souffle.json"
    output = run([SOUFFLE, "-w", "-p", log, "-F", work.folder, path])
    program = json.loads(Path(log).read_text())["root"]["program"]

    def seconds(span):
        return (span["end"] - span["start"]) / 1e6

    loading = sum(seconds(relation["loadtime"]) for relation in program["relation"].values() if "loadtime" in relation)
    derived = int(re.search(r"concluded\t(\d+)", output)[1])
    return derived, seconds(program["runtime"]) - loading, len(work.profiles)


def souffle_compiled_batch(work):
    if len(work.rules) > 100:
        raise Failed("takes too long to compile so many rules")
    executable = souffle_executable(f"decisions-{len(work.rules)}", souffle_program(work))
    derived, seconds = run([executable, work.folder, "concluded"]).split()
    return int(derived), float(seconds), len(work.profiles)


def clingo_batch(work):
    import clingo

    lines = [f"{r.head}(P) :- {', '.join(r.body(lambda f: f'{f}(P)', lambda f: f'not {f}(P)'))}." for r in work.rules]
    lines += [f"#defined {fact}/1." for fact in work.base]
    lines += [f"{fact}({number})." for number, profile in enumerate(work.profiles) for fact in profile]
    control = clingo.Control(["--warn=none"])
    control.add("base", [], "\n".join(lines))
    start = now()
    control.ground([("base", [])])
    seconds = now() - start
    heads = set(work.heads)
    return sum(1 for atom in control.symbolic_atoms if atom.symbol.name in heads), seconds, len(work.profiles)


def nemo_batch(work):
    import nmo_python

    souffle_program(work)
    lines = [f'@import given :- tsv {{ resource = "{work.folder}/given.facts", format = (int, string) }} .']
    lines += [f'{fact}(?P) :- given(?P, "{fact}") .' for fact in work.base]
    lines += [f"{r.head}(?P) :- {', '.join(r.body(lambda f: f'{f}(?P)', lambda f: f'~{f}(?P)'))} ." for r in work.rules]
    lines += [f"@output {head} ." for head in work.heads]
    engine = nmo_python.NemoEngine(nmo_python.load_string("\n".join(lines)))
    start = now()
    engine.reason()
    seconds = now() - start
    return sum(sum(1 for _ in engine.result(head)) for head in work.heads), seconds, len(work.profiles)


def floor_bits_batch(work):
    return floor(work, "bits")


# MARK: One profile at a time


def floor_one(work):
    return floor(work, "one")


def floor(work, way):
    derived, seconds = run([yardstick("decisions"), way, work.folder]).split()
    return int(derived), float(seconds), len(work.profiles)


def clips(work):
    """Rules of higher layers have to wait, or `not` would be asked too early."""
    lines = []
    for number, rule in enumerate(work.rules):
        body = " ".join(rule.body(lambda fact: f"(has {fact})", lambda fact: f"(not (has {fact}))"))
        lines.append(f"(defrule r{number} (declare (salience {-rule.layer})) {body} => (assert (has {rule.head})))")
    rules = work.write("rules.clp", lines)
    profiles = work.write("counted.txt", (f"{len(profile)} {' '.join(profile)}" for profile in work.profiles))
    script = work.write("run.clp", [
        f'(load "{rules}")', "(set-reset-globals FALSE)", "(defglobal ?*concluded* = 0)",
        '(deffunction main ()', f'  (open "{profiles}" in "r") (bind ?start (time)) (bind ?count (read in))',
        "  (while (neq ?count EOF) (reset)", "    (loop-for-count ?count (assert (has (read in))))",
        "    (bind ?before (length$ (get-fact-list))) (run)",
        "    (bind ?*concluded* (+ ?*concluded* (- (length$ (get-fact-list)) ?before))) (bind ?count (read in)))",
        '  (printout t "derived " ?*concluded* " " (- (time) ?start) crlf))', "(main)", "(exit)"])
    derived, seconds = re.search(r"derived (\d+) (\S+)", run(["clips", "-f2", script])).groups()
    return int(derived), float(seconds), len(work.profiles)


def zen(work):
    """A node for each layer, an expression for each conclusion."""
    import zen

    nodes, edges, before = [{"id": "in", "type": "inputNode", "name": "in"}], [], "in"
    for layer in sorted({rule.layer for rule in work.rules}):
        ways = {}
        for rule in work.rules:
            if rule.layer == layer:
                terms = rule.body(lambda fact: f"{fact} == true", lambda fact: f"{fact} != true")
                ways.setdefault(rule.head, []).append(f"({' and '.join(terms)})")
        expressions = [
            {"id": f"{layer}-{number}", "key": head, "value": " or ".join(texts)}
            for number, (head, texts) in enumerate(ways.items())]
        name = f"layer{layer}"
        content = {"expressions": expressions, "passThrough": True}
        nodes.append({"id": name, "type": "expressionNode", "name": name, "content": content})
        edges.append({"id": f"to-{name}", "sourceId": before, "targetId": name, "type": "edge"})
        before = name
    nodes.append({"id": "out", "type": "outputNode", "name": "out"})
    edges.append({"id": "to-out", "sourceId": before, "targetId": "out", "type": "edge"})
    for node in nodes:
        node["position"] = {"x": 0, "y": 0}
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    heads = set(work.heads)

    def judge(facts):
        result = decision.evaluate(facts)["result"]
        return sum(1 for fact, value in result.items() if value is True and fact in heads)

    return work.one_by_one(judge, lambda profile: dict.fromkeys(profile, True))


def regorus(work):
    import hobofan_regorus

    heads = set(work.heads)

    def spell(fact):
        return fact if fact in heads else f"input.{fact}"

    lines = ["package decisions", "import rego.v1"]
    lines += [f"{r.head} if {{ {'; '.join(r.body(spell, lambda f: f'not {spell(f)}'))} }}" for r in work.rules]
    engine = hobofan_regorus.Engine()
    engine.add_policy("decisions.rego", "\n".join(lines))

    def judge(facts):
        engine.set_input_json(facts)
        answer = json.loads(engine.eval_query_as_json("data.decisions"))
        return len(answer["result"][0]["expressions"][0]["value"])

    return work.one_by_one(judge, lambda profile: json.dumps(dict.fromkeys(profile, True)))


def json_logic(work):
    from json_logic import jsonLogic

    rules = []
    for rule in work.rules:
        terms = rule.body(lambda fact: {"var": fact}, lambda fact: {"!": [{"var": fact}]})
        rules.append((rule.head, {"and": terms} if len(terms) > 1 else terms[0]))

    def judge(facts):
        given = len(facts)
        for head, condition in rules:
            if head not in facts and jsonLogic(condition, facts):
                facts[head] = True
        return len(facts) - given

    return work.one_by_one(judge, lambda profile: dict.fromkeys(profile, True))
