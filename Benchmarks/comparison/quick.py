"""Whether ratios became worse than the committed ones."""

from __future__ import annotations

import pathlib
from dataclasses import dataclass
from typing import Iterator

from .programs import ROOT
from .results import Outcome, Results
from .statistics import Spread
from .workloads.workload import Place

RESULTS = ROOT / "Benchmarks/results"
ALLOWED = 1.15
"""What a ratio may grow by."""

FINE, WORSE, OPEN = "fine", "worse", "cannot be judged"


@dataclass(frozen=True)
class Subject:
    """A ratio of Tollgate's, or a figure of its own that does not depend on the machine, such as calls that were lost."""

    what: str
    figure: str
    place: Place
    reference: Place | None
    bound: float = 0
    """What a figure of its own may be in any case."""

    def of(self, outcome: Outcome) -> Spread | None:
        if self.reference is None:
            return outcome.figure(self.figure, *self.place)
        return outcome.ratio_of(self.figure, self.place, self.reference)

    @property
    def places(self) -> set[Place]:
        return {self.place, self.reference} if self.reference else {self.place}


@dataclass(frozen=True)
class Comparison:
    """One of them, now and as committed."""

    subject: Subject
    now: Spread
    committed: Spread

    @property
    def verdict(self) -> str:
        """Worse by more than is allowed, and in most rounds by more than the committed ones differed.

        Where others used the cores, or rounds lie far apart and some of them are beyond what is allowed, nobody can say.
        """
        most = max(self.committed.median * ALLOWED, self.subject.bound)
        beyond = self.now.median > most and self.now.low > self.committed.high
        if beyond and not self.now.disturbed:
            return WORSE
        if self.now.high > most and (self.now.noisy or self.committed.noisy):
            return OPEN
        return FINE

    def __str__(self) -> str:
        return f"{self.verdict}: {self.subject.what}: {_shown(self.now)}, committed {_shown(self.committed)}"


def _shown(spread: Spread) -> str:
    noisy = ", noisy" if spread.noisy else ""
    return f"{spread.median:.2f} ({spread.low:.2f}–{spread.high:.2f}{noisy})"


def newest(folder: pathlib.Path) -> pathlib.Path | None:
    """The latest results in a folder; they are named after the day."""
    return max(folder.glob("*.json"), default=None)


def compare(now: Results, committed: Results) -> list[Comparison]:
    """All that both have."""
    before = {outcome.name: outcome for outcome in committed.outcomes}
    return [comparison for outcome in now.outcomes if outcome.name in before
            for comparison in of_workload(outcome, before[outcome.name])]


def left_out(now: Results, committed: Results) -> list[str]:
    """What is measured but cannot be compared, because one of the two lacks it."""
    before = {outcome.name: outcome for outcome in committed.outcomes}
    names = []
    for outcome in now.outcomes:
        other = before.get(outcome.name)
        names += [subject.what for subject in subjects(outcome)
                  if not subject.of(outcome) or other is None or not _before(subject, other)]
    return names


def of_workload(now: Outcome, committed: Outcome) -> list[Comparison]:
    pairs = ((subject, subject.of(now), _before(subject, committed)) for subject in subjects(now))
    return [Comparison(subject, one, other) for subject, one, other in pairs if one and other]


def _before(subject: Subject, committed: Outcome) -> Spread | None:
    """Results that were taken before a figure was thought of do not have it."""
    known = any(figure.name == subject.figure for figure in committed.figures)
    return subject.of(committed) if known else None


def subjects(outcome: Outcome) -> list[Subject]:
    """What is compared: to the reference of the workload, then what is in the budget besides."""
    found: dict[tuple, Subject] = {}
    for subject in [*_to_reference(outcome), *_of_budget(outcome)]:
        found.setdefault((subject.figure, subject.place, subject.reference), subject)
    known = {(case.name, contender.name) for case in outcome.cases for contender in outcome.contenders}
    return [subject for subject in found.values() if subject.places <= known]


def _to_reference(outcome: Outcome) -> Iterator[Subject]:
    """Of Tollgate, or where it is not beside others, of each of its variants."""
    names = [contender.name for contender in outcome.contenders if contender.name != outcome.reference]
    for figure in outcome.compared:
        for case in outcome.cases:
            for name in ["tollgate"] if "tollgate" in names else names:
                what = f"{outcome.title}{', ' * bool(case.title)}{case.title}: {figure}, {_named(name)} to {outcome.reference}"
                yield Subject(what, figure, (case.name, name), (case.name, outcome.reference))


def _named(contender: str) -> str:
    return "Tollgate" if contender == "tollgate" else contender


def _of_budget(outcome: Outcome) -> Iterator[Subject]:
    steady = {figure.name for figure in outcome.figures if figure.steady}
    for budget in outcome.budgets:
        if budget.reference or budget.figure in steady:
            yield Subject(f"{outcome.title}: {budget.text}", budget.figure, budget.place, budget.reference,
                          0 if budget.reference else budget.bound)


def wanted(outcome: Outcome) -> set[Place]:
    """What has to be measured for all of that, and no more."""
    return {place for subject in subjects(outcome) for place in subject.places}


def unclear(outcome: Outcome, committed: Results) -> set[Place]:
    """What is measured again, because it cannot be judged yet, or is worse so far."""
    before = [other for other in committed.outcomes if other.name == outcome.name]
    comparisons = [comparison for other in before for comparison in of_workload(outcome, other)]
    return {place for comparison in comparisons if comparison.verdict != FINE for place in comparison.subject.places}
