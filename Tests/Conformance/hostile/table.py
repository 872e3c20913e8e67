"""How many cases of each family ended how, as a table."""

from collections import Counter
from collections.abc import Iterable

import comparison

from .verdict import Verdict

COLUMNS = ("sent", "refused", "passed", "dangerous", "harmed", "valid refused", "malformed passed")
FAULTS = ("dangerous", "harmed")


def count(verdicts: Iterable[Verdict]) -> dict[str, Counter]:
    """By family; `harmed` counts cases in which a victim was harmed."""
    families: dict[str, Counter] = {}
    for verdict in verdicts:
        row = families.setdefault(verdict.case.family, Counter())
        row["sent"] += 1
        row["passed" if verdict.passed else "refused"] += 1
        row["dangerous"] += bool(verdict.dangers)
        row["harmed"] += bool(verdict.harmed)
        row["valid refused"] += verdict.is_refused_though_valid
        row["malformed passed"] += verdict.has_passed_though_malformed
    return families


def lines(name: str, verdicts: list[Verdict]) -> list[str]:
    return comparison.lines(name, COLUMNS, count(verdicts))
