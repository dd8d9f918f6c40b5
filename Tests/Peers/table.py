#!/usr/bin/env python3
"""Turns what `tenet-bench --peers --json FILE.json` wrote into the tables of `Sources/TenetBench/README.md`.

    table.py FILE.json
"""

import json
import sys

RELATIONAL = ["W1a", "W1b", "W2", "W3", "W4"]
DECISIONS = ["W5-50", "W5-500", "W5-5000"]


def short(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def time(row):
    if "medianNanoseconds" not in row:
        return row.get("note", "").replace("takes more than", ">")
    nanoseconds = row["medianNanoseconds"]
    for size, unit in ((1e9, "s"), (1e6, "ms"), (1e3, "µs")):
        if nanoseconds >= size:
            return f"{short(nanoseconds / size)} {unit}"
    return f"{nanoseconds} ns"


def ratio(row):
    return f" · {short(row['ratioInPercent'] / 100)}×" if "ratioInPercent" in row else ""


def rate(row):
    return f"{row['perSecond']:,}{ratio(row)}" if "perSecond" in row else row.get("note", "")


def matrix(title, rows, cases, cell, across=True):
    """A row for each engine and a column for each case, or the other way round."""
    cells = {(row["case"], row["engine"]): cell(row) for row in rows if row["case"] in cases}
    engines = list(dict.fromkeys(engine for _, engine in cells))
    lines, columns = (engines, cases) if across else (cases, engines)
    print(f"| {title} | {' | '.join(columns)} |")
    print("| --- |" + " --- |" * len(columns))
    for line in lines:
        found = [cells.get((column, line) if across else (line, column), "") for column in columns]
        print(f"| {line} | {' | '.join(found)} |")
    print()


def rest(rows):
    print("| | | median | least to greatest | | goal |")
    print("| --- | --- | --- | --- | --- | --- |")
    for row in rows:
        spread = ""
        if "medianNanoseconds" in row:
            spread = " to ".join(time({"medianNanoseconds": row[key]}) for key in ("leastNanoseconds", "greatestNanoseconds"))
        details = []
        if row.get("derived"):
            details.append(f"{row['derived']:,} derived, {short(row['medianNanoseconds'] / row['derived'])} ns each")
        if "perSecond" in row:
            unit = row["unit"]
            details.append(f"{short(row['perSecond'] / 1e6)} MB/s" if unit == "bytes" else f"{row['perSecond']:,} {unit}/s")
        if "ratioInPercent" in row:
            details.append(f"{row['ratioInPercent'] / 100:.2f} × {row['against']}")
        details += [row["note"]] if "note" in row else []
        goal = f"{'✓' if row['met'] else '✗'} {row['goal']}" if "goal" in row else ""
        shown = time(row) if spread else ""
        print(f"| {row['case']} | {row['engine']} | {shown} | {spread} | {', '.join(details)} | {goal} |")
    print()


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        rows = json.load(file)
    ways = {"tenet", "general", "one at a time", "in batches"}
    measured = [row for row in rows if row["engine"] != "proofs available" and not row["engine"].startswith("why")]
    matrix("evaluation · times Tenet's", measured, RELATIONAL, lambda row: time(row) + ratio(row))
    print("Bytes that Tenet holds a derived fact: " + ", ".join(
        f"{row['case']} {row['bytes'] / row['derived']:.1f}"
        for row in measured if row["case"] in RELATIONAL and row["engine"] == "tenet") + ".\n")
    matrix("profiles a second · times slower", measured, DECISIONS, rate)
    main_cases = {*RELATIONAL, *DECISIONS}
    varied = [row for row in measured if row["case"] not in main_cases and row["case"][:3] in ("W1-", "W2-", "W3-", "W4-", "tri", "pai")]
    matrix("variation", varied, list(dict.fromkeys(row["case"] for row in varied)), lambda row: time(row) + ratio(row), across=False)
    decided = [row for row in rows if row["case"].startswith("W5-") and row["case"] not in main_cases and row["engine"] in ways]
    matrix("variation, profiles a second", decided, list(dict.fromkeys(row["case"] for row in decided)), rate, across=False)
    shown = {id(row) for row in varied + decided} | {id(row) for row in measured if row["case"] in main_cases}
    rest([row for row in rows if id(row) not in shown])


if __name__ == "__main__":
    main()
