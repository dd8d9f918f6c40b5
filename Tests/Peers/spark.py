#!/usr/bin/env python3
"""Runs the recipes for Apache Spark, as Sources/README.md prints them, in a local cluster of several worker processes.

    spark.py [--count N] [--tenet PATH]

The answers to many profiles are the same as those of one process on one machine, line for line, by `pipe` and by `mapInPandas`, also
when a worker process is killed midway. Needs pyspark, pandas, pyarrow and Java 17.
"""

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RULES = sorted((ROOT / "Rules" / "embolism").glob("*.tenet"))
PARTITIONS = 48


def recipes():
    """The Python blocks of the section on clusters, made to use the library on embolism."""
    section = (ROOT / "Sources" / "README.md").read_text(encoding="utf-8").split("## On a cluster")[1]
    lines, frame = re.findall(r"```python\n(.*?)```", section.split("\n## ")[0], re.DOTALL)
    return [block.replace("rules.tenet", "embolism.tenet").rstrip() for block in (lines, frame)]


FINDINGS = [
    "clinical signs of thrombosis", "alternative diagnosis less likely", "recent immobility", "recent surgery", "earlier thrombosis",
    "haemoptysis", "active cancer", "unstable circulation", "pregnancy", "contrast allergy", "severe kidney impairment", "clear scan"]
NUMBERS = {"heart rate": (50, 140), "age": (18, 95), "D-dimer": (100, 2000), "hours to result": (1, 8)}


def write_profiles(path, count):
    """Random patients, some with facts that nobody knows yet."""
    source = random.Random(7)
    with open(path, "w", encoding="utf-8") as file:
        for index in range(count):
            shown = source.sample(FINDINGS, source.randint(0, 5))
            unknown = [shown.pop()] if shown and source.random() < 0.1 else []
            profile = {
                "profile": f"Patient {index}", "facts": [f"shows {f}" for f in shown], "unknown": [f"shows {f}" for f in unknown],
                "numbers": {n: source.randint(*limits) for n, limits in NUMBERS.items() if source.random() < 0.7}}
            file.write(json.dumps(profile) + "\n")


def executors():
    """The process ids of the workers that this process started."""
    listing = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True).stdout
    rows = [line.split(None, 2) for line in listing.splitlines()[1:]]
    parents = {int(pid): int(parent) for pid, parent, _ in rows}

    def is_mine(pid):
        while pid in parents and pid != os.getpid():
            pid = parents[pid]
        return pid == os.getpid()

    return [int(pid) for pid, _, command in rows if "CoarseGrainedExecutorBackend" in command and "java" in command and is_mine(int(pid))]


class Killer(threading.Thread):
    """Kills one worker as soon as some tasks of the running stage are done and others are not."""

    def __init__(self, spark):
        super().__init__(daemon=True)
        self.tracker = spark.sparkContext.statusTracker()
        self.killed = None

    def run(self):
        while self.killed is None:
            for stage in self.tracker.getActiveStageIds():
                info = self.tracker.getStageInfo(stage)
                workers = executors()
                if info and 3 <= info.numCompletedTasks < info.numTasks and len(workers) > 1:
                    os.kill(workers[0], signal.SIGKILL)
                    self.killed = (workers[0], info.numCompletedTasks, info.numTasks)
                    return
            time.sleep(0.02)


def check(name, answers, wanted):
    """Compares line for line."""
    for index, (got, want) in enumerate(zip(answers, wanted)):
        if got != want:
            sys.exit(f"{name}: answer {index + 1} differs\n  spark: {got[:300]}\n  alone: {want[:300]}")
    if len(answers) != len(wanted):
        sys.exit(f"{name}: {len(answers)} answers, {len(wanted)} expected")
    print(f"{name}: {len(answers)} answers, identical", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--tenet", default=os.environ.get("TENET", "tenet"))
    options = parser.parse_args()
    tenet = os.path.abspath(options.tenet)
    with tempfile.TemporaryDirectory() as directory:
        path = f"{directory}/profiles.ndjson"
        write_profiles(path, options.count)
        start = time.monotonic()
        with open(path, "rb") as profiles:
            done = subprocess.run(
                [tenet, "eval", str(ROOT / "Rules/embolism/embolism.tenet"), "-", "--format", "ndjson", "--no-trace"], stdin=profiles,
                capture_output=True, check=True)
        # Places name the file as it was given, so the one machine's differ from the cluster's in nothing but the folder.
        alone = done.stdout.decode().replace(str(ROOT / "Rules/embolism") + "/", "").splitlines()
        print(f"alone: {len(alone)} answers, {len(done.stdout) / 1e6:.0f} MB, {time.monotonic() - start:.1f} s", flush=True)
        on_spark(path, directory, tenet, alone)
    return 0


def on_spark(path, directory, tenet, alone):
    from pyspark.sql import SparkSession
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = (
        SparkSession.builder.master("local-cluster[2,1,1024]").appName("tenet")
        .config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.memory", "2g").config("spark.driver.maxResultSize", "2g").config("spark.local.dir", directory)
        .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.worker.cleanup.enabled", "false").config("spark.log.level", "ERROR").getOrCreate())
    os.symlink(tenet, f"{directory}/tenet")
    for file in (f"{directory}/tenet", *map(str, RULES)):
        spark.sparkContext.addFile(file)
    by_lines, by_frame = recipes()
    names = {"sc": Partitioned(spark.sparkContext), "profiles": None}
    try:
        for is_killing in (False, True):
            killer = Killer(spark)
            if is_killing:
                killer.start()
            start = time.monotonic()
            answers = eval(by_lines.replace('"profiles.ndjson"', repr(path)), names).collect()
            report("pipe", answers, alone, killer, is_killing, start)
        names["profiles"] = spark.createDataFrame(
            names["sc"].textFile(path).map(lambda line: (line,)), "profile string")
        *definitions, last = by_frame.rsplit("\n", 1)
        exec("\n".join(definitions), names)
        start, killer = time.monotonic(), Killer(spark)
        killer.start()
        answers = [row.answer for row in eval(last, names).collect()]
        report("mapInPandas", answers, alone, killer, True, start)
    finally:
        spark.stop()


class Partitioned:
    """A Spark context whose text files have many partitions, so that a worker can be lost in the middle."""

    def __init__(self, context):
        self.context = context

    def textFile(self, path):
        return self.context.textFile(path, PARTITIONS)


def report(name, answers, alone, killer, is_killing, start):
    check(name, answers, alone)
    if is_killing:
        if killer.killed is None:
            sys.exit(f"{name}: no worker was killed in time")
        print(f"  worker {killer.killed[0]} was killed after {killer.killed[1]} of {killer.killed[2]} tasks", flush=True)
    print(f"  {time.monotonic() - start:.1f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
