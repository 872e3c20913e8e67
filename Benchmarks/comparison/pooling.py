"""Percentiles of what all rounds measured together, which are too few in each for a percentile so far out."""

from __future__ import annotations

import typing

from .statistics import ENOUGH, WIDE, Spread
from .times import Times

if typing.TYPE_CHECKING:
    from .run import Run
    from .workloads.workload import Place


def of_percentile(runs: list[Run], part: float, place: Place) -> Spread | None:
    """A percentile at one place; nothing where too few calls were slower.

    Around it is not what single rounds measured, but what it would be without one of them.
    """
    kept, disturbed = _quiet([_last(runs, place)])
    return _spread([times for times, in kept], lambda some: Times.pooled(some).percentile(part), disturbed)


def of_ratio(runs: list[Run], part: float, place: Place, reference: Place) -> Spread | None:
    """One percentile divided by another, each of the rounds that have both."""
    def ratio(pairs: list[tuple[Times, Times]]) -> float | None:
        one, other = (Times.pooled(several).percentile(part) for several in zip(*pairs))
        return one / other if one is not None and other else None

    kept, disturbed = _quiet([_last(runs, place), _last(runs, reference)])
    return _spread(kept, ratio, disturbed)


def _last(runs: list[Run], place: Place) -> dict[int, Run]:
    return {run.round: run for run in runs if run.place == place and run.times}


def _quiet(places: list[dict[int, Run]]) -> tuple[list[tuple[Times, ...]], bool]:
    """What each round has of all places: of the quiet ones where there are enough, else of all, which is disturbed."""
    rounds = sorted(set.intersection(*(set(place) for place in places)))
    quiet = [number for number in rounds if not any(place[number].noise for place in places)]
    disturbed = len(quiet) < min(ENOUGH, len(rounds))
    chosen = rounds if disturbed else quiet
    return [tuple(Times.parse(place[number].times) for place in places) for number in chosen], disturbed


def _spread(kept: list, figure: typing.Callable[[list], float | None], disturbed: bool) -> Spread | None:
    value = figure(kept) if kept else None
    if value is None:
        return None
    if len(kept) == 1:
        return Spread(value, value, value, 1, True, disturbed)
    without = [figure(kept[:index] + kept[index + 1:]) for index in range(len(kept))]
    found = [value, *(one for one in without if one is not None)]
    low, high = min(found), max(found)
    wide = high - low > WIDE * value
    return Spread(value, low, high, len(kept), disturbed or wide, disturbed)
