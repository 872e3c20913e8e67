"""The table of what became of each corpus, printed at the end of a run."""

from dataclasses import dataclass

from .trial import Trial


@dataclass
class Row:
    """One corpus, in one use."""

    corpus: str
    # Good cases that passed, and that were refused by a rule that stands in a list.
    passed: int = 0
    by_rule: int = 0
    # Bad ones that were refused: as tokens, and as keys at the start of the gateway.
    refused: int = 0
    keys_refused: int = 0
    # Cases whose verdict is left to the reader.
    open_passed: int = 0
    open_refused: int = 0
    wrong: int = 0
    slowest: float | None = None


rows: list[Row] = []
HEADINGS = ("corpus", "good: passed", "by rule refused", "bad: refused", "as key", "open: passed", "refused", "wrong",
            "slowest/median")


def add(corpus: str, trial: Trial, without_key: int = 0, keys_refused: int = 0) -> None:
    """One row of a trial; so many good tokens are none of it because their keys were refused."""
    if not trial.outcomes:
        return
    rows.append(Row(
        corpus, trial.count(True, True), trial.listed() + without_key, trial.count(False, False) - trial.listed(),
        keys_refused, trial.count(None, True), trial.count(None, False), len(trial.faults()), trial.slowest()))


def lines() -> list[str]:
    """The table in Markdown."""
    cells = [HEADINGS] + [
        (row.corpus, *map(str, (row.passed, row.by_rule, row.refused, row.keys_refused, row.open_passed, row.open_refused,
                                row.wrong)), "" if row.slowest is None else f"{row.slowest:.1f}")
        for row in rows]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    text = [" | ".join(cell.ljust(width) for cell, width in zip(line, widths)) for line in cells]
    rule = "-|-".join("-" * width for width in widths)
    return [f"| {line} |" for line in [text[0]]] + [f"|-{rule}-|"] + [f"| {line} |" for line in text[1:]]
