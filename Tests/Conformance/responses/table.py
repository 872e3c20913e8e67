"""How many cases of each family ended how, as a table."""

from collections import Counter
from collections.abc import Iterable

import comparison

from .verdict import Verdict

COLUMNS = ("sent", "502", "broken", "passed", "wrong", "harmed", "repeated", "reused", "unanswered", "needless")
FAULTS = ("wrong", "harmed", "repeated", "reused")


def count(verdicts: Iterable[Verdict]) -> dict[str, Counter]:
    """By family; the last column counts well-formed answers that were kept from the client, where no rule says why."""
    families: dict[str, Counter] = {}
    for verdict in verdicts:
        row = families.setdefault(verdict.case.family, Counter())
        row["sent"] += 1
        row[verdict.seen.value] += 1
        row["harmed"] += len(verdict.harmed)
        row["repeated"] += len(verdict.repeated)
        row["reused"] += len(verdict.reused)
        row["unanswered"] += verdict.is_unanswered
        row["needless"] += verdict.is_needless
    return families


def lines(name: str, verdicts: list[Verdict]) -> list[str]:
    return comparison.lines(name, COLUMNS, count(verdicts))


def faults(verdicts: list[Verdict]) -> list[Verdict]:
    """Those that must not be."""
    return [
        verdict for verdict in verdicts
        if not verdict.is_good or verdict.is_missed or verdict.is_unanswered or verdict.is_needless
    ]
