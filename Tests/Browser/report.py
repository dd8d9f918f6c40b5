#!/usr/bin/env python3
"""Opens the HTML report in a real Chromium and checks what it promises.

    TENET=PATH Tests/Browser/report.py [--screenshots FOLDER]

No error on the console, no request, every trace unfolds by keyboard, hostile names stay text, nothing overflows at three
widths in both schemes, contrast of all text at least 4.5, the table sorts, the graph shows paths, paper shows all.
"""

import os
import subprocess
import sys
import tempfile

from devtools import Browser

TENET = os.environ.get("TENET", ".build/release/tenet")
LABS = "Rules/labs"

HOSTILE = r'''
ruleset "</style><script>alert(1)</script>"
verb gains
choice "pick": one of "<img src=x onerror=alert(2)>", other
'''.replace('"pick"', "pick") + r'''
outcome gains, pick
rule open-door: owns "\"><script>alert(3)</script>" → gains "<svg onload=alert(4)>", gains "javascript:alert(5)"
  because "</svg><img src=x onerror=alert(6)> & 'quotes' \"too\""
  source "<a href=x>P1</a>"
rule turned: gains "<svg onload=alert(4)>" → gains "\u{202E}desrever\u{2066}", gains "שלום עולם", gains "LONG"
rule chosen: gains "javascript:alert(5)" → pick is "<img src=x onerror=alert(2)>"
rule clash: gains "<svg onload=alert(4)>" conflicts with owns "LONG"
rule add: gains "LONG" → add 1 to score
number score
profile "</title><script>alert(7)</script> \u{202E}LONG"
  owns "\"><script>alert(3)</script>"
  owns "LONG"
'''
HOSTILE = HOSTILE.replace("LONG", "n" * 10_000)


def large():
    """200 facts in seven layers."""
    text = ["outcome f199, f198", 'profile "Large"'] + [f"  f{n}" for n in range(40)]
    for n in range(40, 200):
        left, right = (n * 7 + 3) % (n - n % 27 or 40), (n * 13 + 5) % (n - n % 27 or 40)
        text.append(f"rule r{n}: f{left} and f{right} → f{n}\n  because \"reason {n}\"")
    return "\n".join(text) + "\n"


OVERFLOWING = """(() => {
  const found = [], wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide) found.push('page: ' + document.documentElement.scrollWidth);
  for (const element of document.querySelectorAll('body *')) {
    if (element.closest('.graph, .scroll, .skip, script') && !element.matches('.graph, .scroll')) continue;
    const box = element.getBoundingClientRect();
    if (box.width && (box.right > wide + 1 || box.left < -1)) found.push(element.tagName + '.' + element.className);
  }
  return found.slice(0, 5);
})()"""

OVERLAPPING = """(() => {
  const found = [];
  for (const parent of document.querySelectorAll('.cards, .sides, main, ul.facts, nav ol')) {
    const boxes = [...parent.children].map(child => [child, child.getBoundingClientRect()]).filter(([, box]) => box.height);
    for (let i = 1; i < boxes.length; i++) for (let j = Math.max(0, i - 6); j < i; j++) {
      const [one, a] = boxes[i], [two, b] = boxes[j];
      if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
        found.push(one.className + ' over ' + two.className);
    }
  }
  return found.slice(0, 5);
})()"""

LOW_CONTRAST = """(() => {
  const number = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const svg = at.closest && at.closest('.node');
      const color = number(svg ? getComputedStyle(svg.querySelector('rect')).fill : getComputedStyle(at).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || element.closest('script, style, title, .skip')) continue;
    const style = getComputedStyle(element), isDrawn = element.namespaceURI.endsWith('svg');
    const one = light(number(isDrawn ? style.fill : style.color)), two = light(ground(element));
    const ratio = (Math.max(one, two) + .05) / (Math.min(one, two) + .05);
    if (ratio < 4.5) found.push(ratio.toFixed(2) + ' ' + element.className + ' ' + element.textContent.slice(0, 40));
  }
  return [...new Set(found)].slice(0, 5);
})()"""

STRUCTURE = """(() => {
  const found = [], count = selector => document.querySelectorAll(selector).length;
  if (count('h1') !== 1) found.push('h1: ' + count('h1'));
  for (const name of ['main', 'header', 'footer']) if (count(name) !== 1) found.push(name + ': ' + count(name));
  let level = 1;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4')) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) found.push('heading jumps to ' + heading.textContent.slice(0, 30));
    level = next;
  }
  const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
  if (new Set(ids).size !== ids.length) found.push('an id occurs twice');
  for (const link of document.querySelectorAll('a[href^="#"]'))
    if (!document.getElementById(decodeURIComponent(link.getAttribute('href').slice(1))))
      found.push('no target: ' + link.getAttribute('href'));
  for (const one of document.querySelectorAll('[aria-labelledby]'))
    if (!document.getElementById(one.getAttribute('aria-labelledby'))) found.push('no label: ' + one.className);
  return found.slice(0, 5);
})()"""


class Check:
    def __init__(self):
        self.problems = []
        self.count = 0

    def that(self, holds, message):
        self.count += 1
        if not holds:
            self.problems.append(message)

    def none(self, found, message):
        self.that(not found, f"{message}: {found}")


def report(folder, name, *arguments):
    path = os.path.join(folder, name + ".html")
    subprocess.run([TENET, "eval", *arguments, "--format", "html", "-o", path], check=True, timeout=120)
    return path


def layouts(browser, check, name, path, shots):
    for scheme in ["light", "dark"]:
        for width in [320, 400, 1280, 1920] if scheme == "light" else [400, 1280, 1920]:
            browser.size(width, 1000, scheme)
            browser.open(path)
            where = f"{name} at {width}, {scheme}"
            check.none(browser.complaints(), where)
            for state in ["folded", "unfolded"]:
                if state == "unfolded":
                    browser.run("document.querySelectorAll('details').forEach(item => item.open = true)")
                check.none(browser.run(OVERFLOWING), f"{where}, {state}: overflows")
                check.none(browser.run(OVERLAPPING), f"{where}, {state}: overlaps")
                if shots and width != 320:
                    browser.screenshot(os.path.join(shots, f"{name}-{width}-{scheme}-{state}.png"))
            if width == 1280:
                check.none(browser.run(LOW_CONTRAST), f"{where}: contrast")
    check.none(browser.run(STRUCTURE), f"{name}: structure")


def keyboard(browser, check, name, path):
    """Goes through the whole page with the tabulator, with and without scripts, and opens whatever is closed."""
    for scripts in [True, False]:
        browser.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        browser.size(1280, 1000)
        browser.open(path)
        for _ in range(4000):
            browser.press("Tab", 9)
            state = browser.run(
                "(a => a === document.body ? 'end' : a.tagName !== 'SUMMARY' ? '' : a.parentElement.open ? 'open' : 'closed')"
                "(document.activeElement)")
            if state == "end":
                break
            if state == "closed":
                browser.press("Enter", 13, "\r")
        closed = browser.run("document.querySelectorAll('details:not([open])').length")
        total = browser.run("document.querySelectorAll('details').length")
        check.that(total > 0 and closed == 0, f"{name}: {closed} of {total} stay folded, scripts {scripts}")
    browser.call("Emulation.setScriptExecutionDisabled", value=False)


def hostile(browser, check, path):
    browser.open(path)
    check.that(browser.run("document.querySelectorAll('script').length") == 1, "a script came in")
    check.that(browser.run("document.querySelectorAll('img, iframe, object, embed, [onload], [onerror]').length") == 0,
               "an element came in")
    for text in ['<script>alert(3)</script>', "<svg onload=alert(4)>", "javascript:alert(5)", "</style><script>alert(1)",
                 "<img src=x onerror=alert(2)>", "<a href=x>P1</a>", "n" * 10_000]:
        check.that(browser.run("document.body.textContent").find(text) >= 0, f"not shown as text: {text[:40]}")
    check.none(browser.run("[...document.querySelectorAll('a')].map(a => a.getAttribute('href')).filter(h => h[0] !== '#')"),
               "a link leads away")
    check.that("\u202e" not in browser.run("document.documentElement.outerHTML"), "a text can turn the page around")
    check.none(browser.complaints(), "hostile names")
    # What still got in would not run.
    browser.run("(() => { const s = document.createElement('script'); s.textContent = 'window.bad = 1'; document.body.append(s) })()")
    check.that(browser.run("window.bad") is None, "the policy lets other scripts run")
    browser.run("(() => { const i = document.createElement('img'); i.src = 'https://example.invalid/x.png'; document.body.append(i) })()")
    check.that(not [e for e in browser.events if e.get("method") == "Network.responseReceived"
                    and "example.invalid" in e["params"]["response"]["url"]], "the policy lets requests out")


def graph(browser, check, path):
    browser.size(1280, 1000)
    browser.open(path)
    check.that(browser.run("document.querySelectorAll('.graph .node').length") > 180, "the graph lacks nodes")
    check.none(browser.run("""(() => {
      const boxes = [...document.querySelectorAll('.graph .node rect')].map(r => r.getBBox()), found = [];
      boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {
        if (a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height) found.push([a.x, a.y]);
      }));
      return found.slice(0, 3);
    })()"""), "boxes of the graph overlap")
    check.none(browser.run("""[...document.querySelectorAll('.graph .node')].filter(node => {
      const rect = node.querySelector('rect').getBBox();
      return [...node.querySelectorAll('text')].some(text => text.getBBox().x + text.getBBox().width > rect.x + rect.width + 1);
    }).map(node => node.textContent).slice(0, 3)"""), "words stand over the edge of their box")
    browser.run("document.querySelector('.graph a').focus()")
    check.that(browser.run("document.querySelector('.graph').classList.contains('tracing')"), "focus shows no path")
    on = browser.run("document.querySelectorAll('.graph .node.on').length")
    check.that(1 < on < 200, f"the path of a node has {on} nodes")
    before = browser.run("document.activeElement.textContent")
    browser.press("ArrowDown", 40)
    check.that(browser.run("document.activeElement.textContent") != before, "arrows do not move in the graph")
    box = browser.run("(b => [b.x + b.width / 2, b.y + b.height / 2])(document.activeElement.getBoundingClientRect())")
    browser.run("document.activeElement.blur()")
    browser.call("Input.dispatchMouseEvent", type="mouseMoved", x=box[0], y=box[1])
    check.that(browser.run("document.querySelectorAll('.graph .on').length") > 1, "pointing shows no path")


def table(browser, check, path):
    browser.size(1280, 1000)
    browser.open(path)
    names = "[...document.querySelectorAll('tbody tr th')].map(cell => cell.textContent)"
    before = browser.run(names)
    browser.run("document.querySelector('thead th button').click(); document.querySelector('thead th button').click()")
    after = browser.run(names)
    check.that(after == sorted(before, key=str.lower, reverse=True), f"the table does not sort by name: {after}")
    browser.run("[...document.querySelectorAll('thead th.number button')].pop().click()")
    numbers = browser.run("[...document.querySelectorAll('tbody tr')].map(row => Number(row.lastElementChild.textContent))")
    check.that(numbers == sorted(numbers), f"the table does not sort by number: {numbers}")
    check.that(browser.run("document.querySelectorAll('th[aria-sort]').length") == 1, "the sorted column is not said")
    browser.open(path, "#p2")
    check.that(browser.run("document.querySelector('#p2').closest('details').open"), "a link does not open its profile")


def paper(browser, check, path):
    browser.size(800, 1000, media="print")
    browser.open(path)
    hidden = browser.run(
        "[...document.querySelectorAll('details .body, details ul.tree')].filter(b => b.getBoundingClientRect().height < 5).length")
    check.that(hidden == 0, f"paper leaves out {hidden} traces")
    check.that(len(browser.call("Page.printToPDF", printBackground=True)["data"]) > 10_000, "it does not print")


def main():
    shots = sys.argv[sys.argv.index("--screenshots") + 1] if "--screenshots" in sys.argv else None
    if shots:
        os.makedirs(shots, exist_ok=True)
    check = Check()
    browser = Browser()
    try:
        with tempfile.TemporaryDirectory() as folder:
            for name, text in [("hostile", HOSTILE), ("large", large())]:
                with open(os.path.join(folder, name + ".tenet"), "w", encoding="utf-8") as file:
                    file.write(text)
            pages = {
                "one": report(folder, "one", LABS, "--profile", "Northwind"),
                "unknown": report(folder, "unknown", LABS, "--profile", "Fenwick"),
                "batch": report(folder, "batch", LABS),
                "hostile": report(folder, "hostile-page", os.path.join(folder, "hostile.tenet")),
                "large": report(folder, "large-page", os.path.join(folder, "large.tenet")),
            }
            for name, path in pages.items():
                layouts(browser, check, name, path, shots)
            keyboard(browser, check, "one", pages["one"])
            keyboard(browser, check, "hostile", pages["hostile"])
            hostile(browser, check, pages["hostile"])
            graph(browser, check, pages["large"])
            table(browser, check, pages["batch"])
            paper(browser, check, pages["one"])
    finally:
        browser.close()
    for problem in check.problems:
        print("✗", problem[:600])
    print(f"report in Chromium: {check.count} checks, {len(check.problems)} problems")
    return 1 if check.problems else 0


if __name__ == "__main__":
    sys.exit(main())
