"""The rounds: every case with every contender once in each, in turn."""

from dataclasses import dataclass, field

from .bench import Bench
from .checks import CheckFailed
from .workloads.workload import Place, Workload


@dataclass
class Run:
    """One measurement: its figures, or why there are none."""

    round: int
    case: str
    contender: str
    figures: dict[str, float] = field(default_factory=dict)
    failure: str | None = None
    noise: str | None = None

    @property
    def place(self) -> Place:
        return self.case, self.contender


def measure(workload: Workload, bench: Bench, progress) -> list[Run]:
    runs = []
    workload.open(bench)
    try:
        contenders = workload.contenders(bench)
        for number in range(1, bench.settings.rounds + 1):
            for case in workload.cases:
                for contender in contenders:
                    progress(f"{workload.name} round {number}/{bench.settings.rounds} {case.title} {contender.label}")
                    runs.append(_run(workload, bench, number, case, contender))
        return runs
    finally:
        workload.close(bench)


def _run(workload, bench, number, case, contender) -> Run:
    run = Run(number, case.name, contender.name)
    try:
        run.figures = workload.measure(bench, case, contender)
    except CheckFailed as failure:
        run.failure = str(failure)
    return run
