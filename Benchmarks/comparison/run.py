"""One measurement."""

from dataclasses import dataclass, field

from .workloads.workload import Place


@dataclass
class Run:
    """One case with one contender in one round: its figures, or why there are none."""

    round: int
    case: str
    contender: str
    figures: dict[str, float] = field(default_factory=dict)
    failure: str | None = None
    """What was wrong with the answers."""
    noise: str | None = None
    """Who else used the cores."""
    times: str = ""
    """How long each call took (`Times.text`), where percentiles are taken of all rounds together."""

    @property
    def place(self) -> Place:
        return self.case, self.contender
