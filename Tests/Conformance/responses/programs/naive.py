"""What the verdict has to find fault with."""

import sys
from pathlib import Path

from ..case import Way
from .program import Program


class Naive(Program):
    """Shows that the verdict can be a bad one."""

    name = "naive"
    ways = (Way.TCP,)

    @classmethod
    def is_there(cls) -> bool:
        return True

    def command(self) -> list[str]:
        program = str(Path(__file__).with_name("believing.py"))
        return [sys.executable, program, str(self.port), str(self.stage.port(Way.TCP))]
