"""What the verdict has to find fault with."""

from pathlib import Path

from proxies import RELAYING, StandIn

from ..case import Way
from .program import Program


class Naive(StandIn, Program):
    """Believes everything, and keeps what is left over for whoever is next."""

    name = "naive"
    ways = (Way.TCP, )
    program = Path(__file__).with_name("believing.py")

    def arguments(self) -> list[str]:
        return [str(self.port), str(self.stage.port(Way.TCP))]


class Relay(StandIn, Program):
    """Passes on the bytes that it gets, all of them to the client that is there."""

    name = "relay"
    ways = (Way.TCP, )
    program = RELAYING

    def arguments(self) -> list[str]:
        return [f"{self.port}:{self.stage.port(Way.TCP)}"]
