"""The rounds: every case with every contender once in each, in turn."""

from typing import Callable

from . import noise
from .bench import Bench
from .checks import CheckFailed
from .results import Outcome
from .run import Run
from .times import Times
from .workloads.workload import Case, Contender, Place, Workload

FURTHER = 4
"""Rounds at most for what is not clear after the others."""

Choice = Callable[[Outcome], set[Place]]
"""What of an outcome to measure."""


def all_places(outcome: Outcome) -> set[Place]:
    return {(case.name, contender.name) for case in outcome.cases for contender in outcome.contenders}


def no_places(outcome: Outcome) -> set[Place]:
    return set()


def measure(workload: Workload, bench: Bench, progress: Callable[[str], None], wanted: Choice = all_places,
            unclear: Choice = no_places) -> Outcome:
    """All runs of a workload, noisy and failed ones too; Ctrl-C alone ends it before its time.

    `wanted` chooses from an outcome without runs what is measured, `unclear` from one with runs what is measured again.
    """
    outcome = Outcome.of(workload, workload.contenders(bench), bench.settings)
    places = wanted(outcome)
    outcome.contenders = [one for one in outcome.contenders if any(one.name == name for _, name in places)]
    count = bench.settings.rounds
    try:
        workload.open(bench)
        for number in range(1, count + 1):
            _round(workload, bench, number, outcome, places, progress)
        for number in range(count + 1, count + 1 + FURTHER):
            if not bench.allowance or not (places := unclear(outcome)):
                break
            with bench.allowance.spent():
                _round(workload, bench, number, outcome, places, progress)
    except Exception as failure:
        outcome.failure = f"{type(failure).__name__}: {failure}"
    try:
        workload.close(bench)
    except Exception as failure:
        outcome.failure = outcome.failure or f"{type(failure).__name__}: {failure}"
    return outcome


def _round(workload: Workload, bench: Bench, number: int, outcome: Outcome, places: set[Place],
           progress: Callable[[str], None]) -> None:
    """A contender whose answers were wrong is not asked again."""
    for case in outcome.cases:
        for contender in outcome.contenders:
            failed = any(run.failure for run in outcome.runs if run.contender == contender.name)
            if failed or (case.name, contender.name) not in places:
                continue
            what = ", ".join(filter(None, (case.title, contender.label)))
            again = ", again" if number > bench.settings.rounds else f" of {bench.settings.rounds}"
            progress(f"{workload.title}, round {number}{again}: {what}")
            outcome.runs += _until_quiet(workload, bench, number, case, contender)


def _until_quiet(workload: Workload, bench: Bench, number: int, case: Case, contender: Contender) -> list[Run]:
    runs = [_one(workload, bench, number, case, contender)]
    while len(runs) < bench.settings.attempts and runs[-1].noise and not runs[-1].failure and bench.allowance:
        with bench.allowance.spent():
            runs.append(_one(workload, bench, number, case, contender))
    return runs


def _one(workload: Workload, bench: Bench, number: int, case: Case, contender: Contender) -> Run:
    run = Run(number, case.name, contender.name)
    before = noise.sample(bench.cores)
    try:
        figures = workload.measure(bench, case, contender)
        run.times = figures.pop("times", Times()).text()
        run.figures = figures
    except CheckFailed as failure:
        run.failure = str(failure)
    except Exception as failure:
        # Whatever went wrong went wrong with this contender: the others go on, and what was measured is kept.
        run.failure = f"{contender.label}: {type(failure).__name__}: {failure}"
    run.noise = noise.verdict(before, noise.sample(bench.cores))
    return run
