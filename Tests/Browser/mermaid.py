#!/usr/bin/env python3
"""Reads the command's Mermaid pictures with Mermaid itself, in a headless Chromium.

    TENET=PATH Tests/Browser/mermaid.py [--module FOLDER]

FOLDER holds Mermaid as an ES module (`index.js` that exports `mermaid`); without it, that of an installed NiceGUI is taken.
Nothing is loaded from elsewhere: a server on this machine hands the module and one page to the browser.
"""

import argparse
import functools
import http.server
import importlib.util
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

from devtools import Browser

TENET = os.environ.get("TENET", "tenet")
PAGE = '<!doctype html><meta charset="utf-8"><title>Mermaid</title><div id="place"></div>'
START = """import("/module/index.js").then(({mermaid}) => {
  mermaid.initialize({startOnLoad: false, maxEdges: 100000, maxTextSize: 10000000});
  window.mermaid = mermaid;
  return true;
})"""
HOSTILE = r'''verb (actor) owns (layer)
rule "end": owns "graph; end" → "subgraph a[b](c){d}"
rule "<b>&amp;": owns "#quot; \"x\" %% --> n1" and not "<script>alert(1)</script>" → "class n0 evil; click n0 href"
rule "zwölf": "subgraph a[b](c){d}" → "日本 `end` |x| @{shape: circ}"
profile "end"
  owns "graph; end"
  owns "#quot; \"x\" %% --> n1"
'''


def module():
    found = importlib.util.find_spec("nicegui")
    if not found or not found.origin:
        raise SystemExit("Mermaid is not here: name its folder with --module, or install nicegui")
    return Path(found.origin).parent / "elements" / "mermaid" / "dist"


def picture(*arguments):
    return subprocess.run([TENET, *arguments], check=True, capture_output=True, text=True, timeout=60).stdout


def pictures(folder):
    (folder / "hostile.tenet").write_text(HOSTILE, encoding="utf-8")
    for rules in ["Rules/labs", "Rules/embolism", str(folder / "hostile.tenet")]:
        yield f"graph {rules}", picture("graph", rules, "--format", "mermaid")
    for profile in ["Northwind", "Fenwick", "Omnia"]:
        yield f"eval {profile}", picture("eval", "Rules/labs", "--profile", profile, "--format", "mermaid")
    yield "eval hostile", picture("eval", str(folder / "hostile.tenet"), "--format", "mermaid")


def serve(folder):
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
    handler.func.log_message = lambda *_: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--module", type=Path)
    chosen = arguments.parse_args()
    problems, count = [], 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(chosen.module or module(), folder / "module")
        (folder / "page.html").write_text(PAGE, encoding="ascii")
        server = serve(name)
        browser = Browser()
        try:
            browser.visit(f"http://127.0.0.1:{server.server_port}/page.html")
            browser.run(START)
            accepts = lambda text: browser.run(f"mermaid.parse({json.dumps(text)}, {{suppressErrors: true}}).then(r => !!r)")
            # The parser that says yes to everything would be none.
            if accepts("flowchart LR\n  n0[\"a] --> ") or accepts("no diagram"):
                problems.append("Mermaid takes what is no picture")
            for what, text in pictures(folder):
                count += 1
                if not accepts(text):
                    problems.append(f"{what}: Mermaid refuses it")
                    continue
                drawn = browser.run(
                    f"mermaid.render('g{count}', {json.dumps(text)}).then(({{svg}}) => {{"
                    "const place = document.querySelector('#place'); place.innerHTML = svg;"
                    "return [place.querySelectorAll('.node').length, place.querySelectorAll('script').length] })")
                nodes = len(re.findall(r"^ *n\d+\[", text, re.MULTILINE))
                if drawn != [nodes, 0] or nodes == 0:
                    problems.append(f"{what}: {nodes} boxes were written, {drawn[0]} drawn, {drawn[1]} scripts")
        finally:
            browser.close()
            server.shutdown()
    for problem in problems:
        print(problem)
    print(f"Mermaid in Chromium: {count} pictures, {len(problems)} problems")
    raise SystemExit(1 if problems or count < 7 else 0)


if __name__ == "__main__":
    main()
