"""Whether ratios became worse than the committed ones."""

from __future__ import annotations

import pathlib
from dataclasses import dataclass

from .programs import ROOT
from .results import Outcome, Results
from .statistics import Spread

RESULTS = ROOT / "Benchmarks/results"
ALLOWED = 1.15
"""What a ratio may grow by."""


@dataclass(frozen=True)
class Comparison:
    """One ratio of Tollgate's, now and as committed."""

    what: str
    now: Spread
    committed: Spread

    @property
    def worse(self) -> bool:
        """Worse by more than is allowed, and in most rounds by more than the committed ones differed."""
        return self.now.median > self.committed.median * ALLOWED and self.now.low > self.committed.high

    def __str__(self) -> str:
        mark = "worse" if self.worse else "fine"
        noisy = ", noisy" if self.now.noisy else ""
        return f"{mark}: {self.what}: {_shown(self.now)}, committed {_shown(self.committed)}{noisy}"


def _shown(spread: Spread) -> str:
    return f"{spread.median:.2f} ({spread.low:.2f}–{spread.high:.2f})"


def newest(folder: pathlib.Path) -> pathlib.Path | None:
    """The latest results in a folder; they are named after the day."""
    return max(folder.glob("*.json"), default=None)


def compare(now: Results, committed: Results) -> list[Comparison]:
    """Each ratio that both have: of Tollgate to the reference of each workload, and those of the budget."""
    before = {outcome.name: outcome for outcome in committed.outcomes}
    return [comparison for outcome in now.outcomes if outcome.name in before
            for comparison in _workload(outcome, before[outcome.name])]


def _workload(now: Outcome, committed: Outcome) -> list[Comparison]:
    found = {}
    for figure in now.compared:
        for case in now.cases:
            what = f"{now.title}{', ' * bool(case.title)}{case.title}: {figure}, Tollgate to {now.reference}"
            found[figure, (case.name, "tollgate"), (case.name, now.reference)] = what
    for budget in now.budgets:
        if budget.reference:
            found.setdefault((budget.figure, budget.place, budget.reference), f"{now.title}: {budget.text}")
    pairs = ((what, now.ratio_of(*key), committed.ratio_of(*key)) for key, what in found.items())
    return [Comparison(what, one, other) for what, one, other in pairs if one and other]
