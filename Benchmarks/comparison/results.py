"""The outcome of one comparison: what the reports show and what `--quick` compares with."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from . import pooling
from .bench import Settings
from .run import Run
from .statistics import Spread, of_figure, of_ratio
from .workloads.workload import EVERY, Budget, Case, Contender, Figure, Place, Workload


@dataclass
class Outcome:
    """One workload and all its runs."""

    name: str
    title: str
    figures: list[Figure]
    cases: list[Case]
    contenders: list[Contender]
    reference: str | None
    compared: list[str]
    budgets: list[Budget]
    settings: Settings
    runs: list[Run] = field(default_factory=list)
    failure: str | None = None
    """Why it could not be measured at all."""

    @classmethod
    def of(cls, workload: Workload, contenders: list[Contender], settings: Settings) -> Outcome:
        """An outcome to which the runs will be added."""
        cases = workload.measured_cases(settings.quick)
        return cls(workload.name, workload.title, list(workload.figures), cases, contenders, workload.reference,
                   list(workload.compared), list(workload.budgets), settings)

    def figure(self, figure: str, case: str, contender: str) -> Spread | None:
        wanted = self._figure(figure)
        if wanted.pooled:
            found = pooling.of_percentile(self.runs, wanted.pooled, (case, contender))
            return found and found.divided(wanted.microseconds)
        return of_figure(self.runs, wanted, (case, contender))

    def ratio(self, figure: str, case: str, contender: str) -> Spread | None:
        """A contender's figure over the reference's."""
        return self.ratio_of(figure, (case, contender), (case, self.reference)) if self.reference else None

    def ratio_of(self, figure: str, place: Place, reference: Place) -> Spread | None:
        wanted = self._figure(figure)
        if wanted.pooled:
            return pooling.of_ratio(self.runs, wanted.pooled, place, reference)
        return of_ratio(self.runs, wanted, place, reference)

    def measured(self, budget: Budget) -> Spread | None:
        """What is compared with the budget's bound: a ratio, or the figure itself."""
        if budget.place[1] == EVERY:
            return self._largest(budget.figure, budget.place[0])
        if budget.reference is None:
            return self.figure(budget.figure, *budget.place)
        return self.ratio_of(budget.figure, budget.place, budget.reference)

    def _largest(self, figure: str, case: str) -> Spread | None:
        """Nothing where one of the contenders has no such figure: it may be the one."""
        found = [self.figure(figure, case, contender.name) for contender in self.contenders]
        return None if None in found else max(found, key=lambda spread: spread.median, default=None)

    def _figure(self, name: str) -> Figure:
        return next(figure for figure in self.figures if figure.name == name)

    @property
    def shows_ratios(self) -> bool:
        """Whether what the others are divided by was measured."""
        return any(contender.name == self.reference for contender in self.contenders)

    @property
    def failures(self) -> list[str]:
        own = [self.failure] if self.failure else []
        return own + [run.failure for run in self.runs if run.failure]


@dataclass
class Results:
    machine: dict[str, str]
    outcomes: list[Outcome] = field(default_factory=list)
    taken: str = field(default_factory=lambda: datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"))

    def added_to(self, earlier: Results) -> Results:
        """The earlier results with these workloads in place of what they had of them, in their order.

        Raises `ValueError` where the earlier ones are of another machine or build.
        """
        if other := {name for name, text in self.machine.items() if earlier.machine.get(name) != text}:
            raise ValueError(f"the earlier results were taken with another {', '.join(sorted(other))}")
        new = {outcome.name: outcome for outcome in self.outcomes}
        kept = [new.pop(outcome.name, outcome) for outcome in earlier.outcomes]
        return Results(earlier.machine, kept + list(new.values()), earlier.taken)

    @property
    def failures(self) -> list[str]:
        return [failure for outcome in self.outcomes for failure in outcome.failures]
