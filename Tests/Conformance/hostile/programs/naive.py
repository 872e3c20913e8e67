"""A proxy that passes on the bytes that it gets, on connections that the clients share."""

import sys
from pathlib import Path

from ..identity import Identity
from .program import Lane, Program


class Naive(Program):
    """Shows that the verdict can be a bad one."""

    name = "naive"

    @classmethod
    def is_there(cls) -> bool:
        return True

    def command(self) -> list[str]:
        pairs = [f"{port}:{upstream}" for port, upstream in zip(self.ports, self.upstreams, strict=True)]
        return [sys.executable, str(Path(__file__).with_name("believing.py")), *pairs]

    def lanes(self) -> list[Lane]:
        attacker, victim = (Identity(None, None, token, True) for token in (b"attackers-token", b"victims-token"))
        return [Lane(port, attacker, victim) for port in self.ports]
