"""A proxy that passes on the bytes that it gets, on connections that the clients share."""

from proxies import RELAYING, StandIn

from ..identity import Identity
from .program import Program


class Naive(StandIn, Program):
    """Shows that the verdict can be a bad one."""

    name = "naive"
    program = RELAYING

    def arguments(self) -> list[str]:
        return [f"{port}:{upstream}" for port, upstream in self.pairs]

    def identities(self) -> list[Identity]:
        return [Identity(None, None, token, True) for token in (b"attackers-token", b"victims-token")]
