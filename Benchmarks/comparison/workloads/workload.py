"""What is measured: cases × contenders → figures."""

from __future__ import annotations

import typing
from dataclasses import dataclass

if typing.TYPE_CHECKING:
    from ..bench import Bench
    from ..times import Times

Place = tuple[str, str]
"""A case and a contender, by name."""


@dataclass(frozen=True)
class Figure:
    name: str
    title: str
    unit: str
    digits: int = 1
    steady: bool = False
    """The same whatever else the machine does, such as memory."""
    worst: bool = False
    """What counts is the worst of all runs, those that were made again too: one lost call is one too many."""
    pooled: float | None = None
    """Which percentile it is of the calls of all rounds together: a run has too few of them so far out."""
    microseconds: float = 1
    """How many are in its unit, where it is pooled."""


@dataclass(frozen=True)
class Case:
    """One variant of a workload, such as a size of bodies; a workload without variants has one without title."""

    name: str
    title: str = ""


@dataclass(frozen=True)
class Contender:
    """One of those that are compared: usually a gateway, for some workloads something else."""

    name: str
    label: str


EVERY = "every"
"""In the place of a contender: the bound holds for each of them, so that the largest figure counts."""


@dataclass(frozen=True)
class Budget:
    """A line of the budget: a figure at one place is at most `bound` times what it is at another in the same round.

    Where `reference` is missing, the bound is of the figure itself; the place may be that of `EVERY` contender then.
    """

    text: str
    figure: str
    place: Place
    reference: Place | None
    bound: float


class Workload:
    """Each round measures every case with every contender once.

    `open` is called before the first round and `close` after the last, also where something failed.
    """

    name: str
    title: str
    figures: tuple[Figure, ...]
    cases: tuple[Case, ...] = (Case("all"),)
    budgets: tuple[Budget, ...] = ()
    reference: str | None = "nginx"
    """The contender whose figures the others' are divided by."""
    compared: tuple[str, ...] = ()
    """The figures whose ratios are shown, and compared by `--quick`; the first is in the picture. Lower is better."""
    quick: tuple[str, ...] = ()
    """The names of the cases that `--quick` measures."""
    seconds: int = 2
    """The length of a run, unless told otherwise."""
    quick_seconds: int = 1

    def measured_cases(self, quick: bool) -> list[Case]:
        return [case for case in self.cases if not quick or case.name in self.quick]

    def contenders(self, bench: Bench) -> list[Contender]:
        return [Contender(kind.name, kind.label) for kind in bench.kinds]

    def open(self, bench: Bench) -> None:
        """Starts all gateways; they stay for all rounds."""
        for kind in bench.kinds:
            bench.start(kind)

    def close(self, bench: Bench) -> None:
        bench.stop_all()

    def measure(self, bench: Bench, case: Case, contender: Contender) -> dict[str, float | Times]:
        """One run: the value of each figure, and where some are pooled also `times`.

        Raises `CheckFailed` where an answer was wrong.
        """
        raise NotImplementedError
