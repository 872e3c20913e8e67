"""A program with one lane for each upstream."""

from dataclasses import dataclass
from pathlib import Path

from proxies import Proxy

from ..forwarding import Plain, Rules
from ..identity import Identity


@dataclass(frozen=True)
class Lane:
    """A port to send to, and who sends."""

    port: int
    attacker: Identity
    victim: Identity
    rules: Rules
    """What it makes of a head."""


class Program(Proxy):
    """Runs for as long as a `with` lasts."""

    def __init__(self, folder: Path, upstreams: list[int]):
        super().__init__(folder, len(upstreams))
        self.upstreams = upstreams

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Each port, and the upstream behind it."""
        return list(zip(self.ports, self.upstreams, strict=True))

    def identities(self) -> list[Identity]:
        """Attacker and victim. A plain proxy knows nobody: it is set up to state one id for all."""
        return [Identity(b"proxy", b"proxy", token, True) for token in (b"attackers-token", b"victims-token")]

    def lanes(self) -> list[Lane]:
        """Where to send, and as whom."""
        return [Lane(pair[0], *self.identities(), self.rules(*pair)) for pair in self.pairs]

    def rules(self, port: int, upstream: int) -> Rules:
        return Plain()
