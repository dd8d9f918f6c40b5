"""What is compiled for the peers, kept in `.build/peers` by the hash of its source; and running commands."""

import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CACHE = ROOT / ".build" / "peers"


class Failed(Exception):
    """Why an engine gives no figure, in a few words."""


def run(command, **more):
    """Standard output of a command that has to succeed."""
    done = subprocess.run(list(map(str, command)), stdin=subprocess.DEVNULL, capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise Failed(f"{Path(str(command[0])).name} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return done.stdout


def cached(name, source, make):
    """A file made from a text; `make(path)` is called where it is not there yet."""
    CACHE.mkdir(parents=True, exist_ok=True)
    path = CACHE / f"{name}-{hashlib.sha256(source.encode()).hexdigest()[:16]}"
    if not path.exists():
        make(path)
    return path


def cxx(name, path, source, *flags):
    """Compiles C++ to an executable."""
    text = path.with_name(path.name + ".cpp")
    text.write_text(source)
    made = path.with_name(f"{path.name}.{os.getpid()}")
    run(["g++", "-O3", "-march=native", "-o", made, text, *flags])
    made.rename(path)


# MARK: Soufflé

SOUFFLE = os.environ.get("SOUFFLE") or shutil.which("souffle")

# Loading, evaluating and counting are calls of their own, so that the evaluation can be timed alone.
DRIVER = """
#include "souffle/SouffleInterface.h"
#include <chrono>
#include <cstdio>
int main(int, char** arguments) {
  auto* program = souffle::ProgramFactory::newInstance("tenet_peer");
  program->loadAll(arguments[1]);
  auto start = std::chrono::steady_clock::now();
  program->run();
  std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  size_t derived = 0;
  for (int index = 2; arguments[index]; index++) derived += program->getRelation(arguments[index])->size();
  std::printf("%zu %.9f\\n", derived, seconds.count());
}
"""


def souffle_settings():
    """How the installed Soufflé wants its C++ to be compiled."""
    script = Path(os.path.realpath(SOUFFLE)).parent / "souffle-compile.py"
    return json.loads(re.search(r'JSON_DATA_TEXT = """(.*?)"""', script.read_text(), re.S)[1])


def souffle_executable(name, source):
    """A program compiled by Soufflé to C++, with the driver."""

    def make(path):
        text = path.with_name(path.name + ".dl")
        text.write_text(source)
        generated = path.with_name("tenet_peer.cpp")
        run([SOUFFLE, "-w", "-g", generated, text])
        settings = souffle_settings()
        flags = [settings[key].split() for key in ("includes", "std_flag", "cxx_flags", "release_cxx_flags", "definitions")]
        links = settings["link_options"].split()
        code = generated.read_text() + DRIVER
        cxx(name, path, code, *sum(flags, []), "-D__EMBEDDED_SOUFFLE__", *links)

    return cached(f"souffle-{name}", source + DRIVER, make)


# MARK: Yardsticks


def yardstick(name):
    source = (Path(__file__).resolve().parent.parent / "yardsticks" / f"{name}.cpp").read_text()
    return cached(name, source, lambda path: cxx(name, path, source, "-std=c++17"))
