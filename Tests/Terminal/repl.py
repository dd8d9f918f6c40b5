#!/usr/bin/env python3
"""Types into `tenet repl` at a real terminal of its own: editing, history and its search, completion, the end.

    TENET=PATH Tests/Terminal/repl.py
"""

import os
import pty
import re
import select
import struct
import sys
import tempfile
import time
import fcntl
import termios

TENET = os.path.abspath(os.environ.get("TENET", ".build/release/tenet"))
RULES = "verb captures\nrule habit: owns interface → captures habit\nrule trust: owns billing → captures trust\n"


class Terminal:
    def __init__(self, folder):
        self.process, self.file = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.environ["TERM"] = "xterm-256color"
            os.execv(TENET, ["tenet", "repl", "rules.tenet"])
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.text = ""

    def expect(self, wanted, seconds=30):
        """Reads on until the text since the last call holds what is wanted."""
        end = time.monotonic() + seconds
        while wanted not in self.text:
            ready, _, _ = select.select([self.file], [], [], max(0, end - time.monotonic()))
            if not ready:
                raise AssertionError(f"expected {wanted!r}, got {self.text!r}")
            try:
                data = os.read(self.file, 65536)
            except OSError:
                data = b""
            if not data:
                raise AssertionError(f"expected {wanted!r} in front of the end, got {self.text!r}")
            self.text += re.sub(r"\x1b\[[0-9;]*m", "", data.decode(errors="replace"))
        self.text = self.text.split(wanted, 1)[1]

    def type(self, keys):
        os.write(self.file, keys.encode())

    def status(self):
        while True:
            try:
                if not os.read(self.file, 65536):
                    break
            except OSError:
                break
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


def main():
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "rules.tenet"), "w", encoding="utf-8") as file:
            file.write(RULES)
        with open(os.path.join(folder, "extra.tenet"), "w", encoding="utf-8") as file:
            file.write("rule clash: owns interface conflicts with slow growth\n")
        os.mkdir(os.path.join(folder, "folder"))
        with open(os.path.join(folder, "folder", "other.tenet"), "w", encoding="utf-8") as file:
            file.write("rule other: owns billing → captures money\n")
        terminal = Terminal(folder)
        terminal.expect("tenet> ")
        # Completion: what is common, then the whole; a typing mistake mended with keys; the fact asserted.
        terminal.type("owns interfaceX\x7f\r")
        terminal.expect("+ captures habit")
        terminal.expect("tenet> ")
        terminal.type("capt\t")
        terminal.expect("captures")
        terminal.type(" hab\t?\r")
        terminal.expect("rule habit")
        terminal.expect("tenet> ")
        # History: two lines up, its beginning changed, sent again.
        terminal.type("\x1b[A\x1b[A\x01retract \r")
        terminal.expect("- captures habit")
        terminal.expect("tenet> ")
        # Words of any script, deleted and typed anew; arrows in between.
        terminal.type("owns größe\x17billinh\x1b[D\x1b[3~g\r")
        terminal.expect("+ captures trust")
        terminal.expect("tenet> ")
        # Completion of a command, of a file, of a folder and what is in it; a rule's name and a choice between several.
        terminal.type("voca\t\r")
        terminal.expect("vocabulary")
        terminal.expect("captures")
        terminal.expect("tenet> ")
        terminal.type("load ex\t\r")
        terminal.expect("load extra.tenet")
        terminal.expect("tenet> ")
        terminal.type("load fol\tot\t\r")
        terminal.expect("load folder/other.tenet")
        terminal.expect("tenet> ")
        terminal.type("why \"captures tr\t\x15")
        terminal.expect('why "captures trust')
        terminal.type("re\t\t")
        terminal.expect("retract   reset   reload")
        terminal.type("\x15explain unused-v\t\x15how --resolve cla\t\r")
        terminal.expect("how --resolve clash")
        terminal.expect("tenet> ")
        terminal.type("nothing-like-this\t\x03")
        # Search in the history: what was typed last and holds the letters, an earlier one, given up, and sent.
        terminal.type("\x12captu")
        terminal.expect("(search) `captu`: captures habit")
        terminal.type("\x07")
        terminal.expect("tenet> ")
        terminal.type("\x12owns\x12")
        terminal.expect("(search) `owns`: ")
        terminal.type("\x7f\x7f\x7f\x7fretr\r")
        terminal.expect("retract owns interface")
        terminal.expect("tenet> ")
        terminal.type("\x12zzz\x03")
        terminal.expect("(search) `zzz`: ")
        terminal.expect("tenet> ")
        # A mistake is reported and the session goes on; Ctrl-C clears the line; Ctrl-D ends.
        terminal.type("retract sunshine\r")
        terminal.expect("not among the facts")
        terminal.expect("tenet> ")
        terminal.type("half a line\x03\x04")
        status = terminal.status()
        assert status == 0, f"status {status}"
    print("repl at a terminal: fine")
    return 0


if __name__ == "__main__":
    sys.exit(main())
