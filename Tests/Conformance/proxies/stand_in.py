"""What the verdicts have to find fault with."""

import sys
from pathlib import Path

from .proxy import Proxy

RELAYING = Path(__file__).with_name("relaying.py")
"""Passes on raw bytes: `relaying.py PORT:UPSTREAM…`."""


class StandIn(Proxy):
    """A program of these tests that does what no proxy may: it shows that a verdict can be a bad one."""

    program: Path

    def arguments(self) -> list[str]:
        raise NotImplementedError

    @classmethod
    def is_there(cls) -> bool:
        return True

    def command(self) -> list[str]:
        return [sys.executable, str(self.program), *self.arguments()]
