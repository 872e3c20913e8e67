"""Medians with their spread, and ratios that are paired within a round."""

from __future__ import annotations

import dataclasses
import statistics
import typing
from dataclasses import dataclass

if typing.TYPE_CHECKING:
    from .run import Run
    from .workloads.workload import Figure, Place

ENOUGH = 3
"""Quiet rounds that a median is taken of; where there are fewer, noisy ones count too, and it is marked."""

WIDE = 0.15
"""A distance of the quartiles, as a part of the median, from which on a figure is called noisy."""


@dataclass(frozen=True)
class Spread:
    """The median of several rounds, and the quartiles around it."""

    median: float
    low: float
    high: float
    count: int
    """How many rounds it is of."""
    noisy: bool = False
    """Not to be trusted: too few quiet rounds, or too far apart."""
    disturbed: bool = False
    """The former of both: others used the cores."""

    def divided(self, by: float) -> Spread:
        """The same in another unit."""
        return dataclasses.replace(self, median=self.median / by, low=self.low / by, high=self.high / by)


def spread(values: list[float], disturbed: bool = False) -> Spread | None:
    """The median and quartiles of the values (those of few values by interpolation between them).

    One value has no spread, and nobody knows how far to trust it.
    """
    if not values:
        return None
    if len(values) == 1:
        return Spread(values[0], values[0], values[0], 1, True, disturbed)
    low, median, high = statistics.quantiles(values, n=4, method="inclusive")
    wide = median > 0 and (high - low) / median > WIDE
    return Spread(median, low, high, len(values), disturbed or wide, disturbed)


def of_figure(runs: list[Run], figure: Figure, place: Place) -> Spread | None:
    """A figure at one place, over the rounds."""
    if figure.worst:
        worst = max((run.figures[figure.name] for run in runs if run.place == place and figure.name in run.figures),
                    default=None)
        return None if worst is None else Spread(worst, worst, worst, len(runs))
    pairs = [(run.figures[figure.name], _is_noisy(run, figure)) for run in _last(runs, place, figure).values()]
    return _quiet(pairs)


def of_ratio(runs: list[Run], figure: Figure, place: Place, reference: Place) -> Spread | None:
    """A figure at one place divided by that at another in the same round: what slows a whole round cancels out."""
    above, below = _last(runs, place, figure), _last(runs, reference, figure)
    pairs = []
    for number in sorted(above.keys() & below.keys()):
        one, other = above[number], below[number]
        if other.figures[figure.name] > 0:
            noisy = _is_noisy(one, figure) or _is_noisy(other, figure)
            pairs.append((one.figures[figure.name] / other.figures[figure.name], noisy))
    return _quiet(pairs)


def _is_noisy(run: Run, figure: Figure) -> bool:
    return run.noise is not None and not figure.steady


def _last(runs: list[Run], place: Place, figure: Figure) -> dict[int, Run]:
    """The run that counts of each round: the last one, because a noisy one is repeated."""
    return {run.round: run for run in runs if run.place == place and figure.name in run.figures}


def _quiet(pairs: list[tuple[float, bool]]) -> Spread | None:
    quiet = [value for value, noisy in pairs if not noisy]
    if len(quiet) >= min(ENOUGH, len(pairs)):
        return spread(quiet)
    return spread([value for value, _ in pairs], disturbed=True)
