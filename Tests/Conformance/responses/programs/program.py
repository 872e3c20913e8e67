"""A program between clients and a stage."""

from pathlib import Path

from proxies import Proxy

from ..case import Way
from ..stage import Stage


class Program(Proxy):
    """Runs for as long as a `with` lasts; `/WAY/…` goes to the stage's listener of that name."""

    own_problem = False
    """Whether what it refuses is answered with a problem document."""
    ways: tuple[Way, ...] = tuple(Way)
    patience = 0.5
    """Seconds without anything going on after which a client of it is given up. What is only shown beside leaves
    hundreds of clients hanging."""

    def __init__(self, folder: Path, stage: Stage):
        super().__init__(folder, 1)
        self.stage = stage

    @property
    def port(self) -> int:
        return self.ports[0]
