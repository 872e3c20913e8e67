"""The rounds: every case with every contender once in each, in turn."""

from typing import Callable

from . import noise
from .bench import Bench
from .checks import CheckFailed
from .results import Outcome
from .run import Run
from .workloads.workload import Case, Contender, Workload


def measure(workload: Workload, bench: Bench, progress: Callable[[str], None]) -> Outcome:
    """All runs of a workload, noisy and failed ones too; Ctrl-C alone ends it before its time."""
    outcome = Outcome.of(workload, workload.contenders(bench), bench.settings)
    try:
        workload.open(bench)
        for number in range(1, bench.settings.rounds + 1):
            _round(workload, bench, number, outcome, progress)
    except Exception as failure:
        outcome.failure = f"{type(failure).__name__}: {failure}"
    try:
        workload.close(bench)
    except Exception as failure:
        outcome.failure = outcome.failure or f"{type(failure).__name__}: {failure}"
    return outcome


def _round(workload: Workload, bench: Bench, number: int, outcome: Outcome, progress: Callable[[str], None]) -> None:
    """A contender whose answers were wrong is not asked again."""
    for case in outcome.cases:
        for contender in outcome.contenders:
            if any(run.failure for run in outcome.runs if run.contender == contender.name):
                continue
            what = ", ".join(filter(None, (case.title, contender.label)))
            progress(f"{workload.title}, round {number} of {bench.settings.rounds}: {what}")
            outcome.runs += _until_quiet(workload, bench, number, case, contender)


def _until_quiet(workload: Workload, bench: Bench, number: int, case: Case, contender: Contender) -> list[Run]:
    runs = []
    for _ in range(bench.settings.attempts):
        runs.append(_one(workload, bench, number, case, contender))
        if not runs[-1].noise or runs[-1].failure:
            break
    return runs


def _one(workload: Workload, bench: Bench, number: int, case: Case, contender: Contender) -> Run:
    run = Run(number, case.name, contender.name)
    before = noise.sample(bench.cores)
    try:
        run.figures = workload.measure(bench, case, contender)
    except CheckFailed as failure:
        run.failure = str(failure)
    except Exception as failure:
        # Whatever went wrong went wrong with this contender: the others go on, and what was measured is kept.
        run.failure = f"{contender.label}: {type(failure).__name__}: {failure}"
    run.noise = noise.verdict(before, noise.sample(bench.cores))
    return run
