"""Results as Markdown: the budget, then one table for each case of each workload."""

from ..results import Outcome, Results
from ..statistics import ENOUGH, Spread
from ..workloads import WORKLOADS
from ..workloads.workload import Budget, Case, Contender, Figure

NOISY = "~"
"""Stands before what was too noisy to trust."""


def write(results: Results, picture: str | None = None) -> str:
    """The report; `picture` is the file name of the SVG beside it."""
    parts = ["# Tollgate beside nginx, HAProxy and Envoy", _introduction(results)]
    if picture:
        parts.append(f"![CPU per request, beside the reference]({picture})")
    parts += [_failures(results), _budgets(results)]
    parts += [part for outcome in results.outcomes for part in _workload(outcome)]
    parts.append(_machine(results))
    return "\n\n".join(part for part in parts if part) + "\n"


def _introduction(results: Results) -> str:
    return (f"Taken {results.taken} with `Benchmarks/compare`. Figures are medians over the rounds; ratios are taken "
            f"within each round, and shown with their quartiles; where all rounds are taken together, with what they would "
            f"be without one of them. `{NOISY}` stands before what was too noisy to trust. "
            "How to read this: [Benchmarks/README.md](../README.md).")


def _failures(results: Results) -> str:
    if not results.failures:
        return ""
    return "\n".join(["**Not everything could be measured:**", "", *(f"- {failure}" for failure in results.failures)])


def _budgets(results: Results) -> str:
    rows = [_budget(outcome, budget) for outcome in results.outcomes for budget in outcome.budgets]
    measured = {outcome.name for outcome in results.outcomes}
    rows += [[budget.text, "not measured", "?"] for kind in WORKLOADS if kind.name not in measured
             for budget in kind.budgets]
    return "## The budget\n\n" + table(["budget", "measured", "met"], rows)


def _budget(outcome: Outcome, budget: Budget) -> list[str]:
    measured = outcome.measured(budget)
    if measured is None:
        return [budget.text, "not measured", "?"]
    if budget.reference:
        return [budget.text, ratio(measured), met(measured, budget.bound)]
    figure = next(figure for figure in outcome.figures if figure.name == budget.figure)
    return [budget.text, f"{value(measured, figure)} {figure.unit}", met(measured, budget.bound)]


def met(measured: Spread, bound: float) -> str:
    """By the median; where the bound is between the quartiles, the rounds do not agree.

    Rounds that lie far apart, and undisturbed ones are enough, can all the same be on one side of it.
    """
    between = measured.low <= bound < measured.high
    if measured.disturbed or measured.noisy and (between or measured.count < ENOUGH):
        return "too noisy to say"
    if between:
        return ("yes" if measured.median <= bound else "**no**") + ", narrowly"
    return "yes" if measured.median <= bound else "**no**"


def _workload(outcome: Outcome) -> list[str]:
    settings = outcome.settings
    parts = [f"## {outcome.title}", f"{settings.rounds} rounds, runs of {settings.seconds} s."]
    for case in outcome.cases:
        if case.title:
            parts.append(f"### {case.title[0].upper()}{case.title[1:]}")
        parts.append(_case(outcome, case))
    return parts


def _case(outcome: Outcome, case: Case) -> str:
    reference = next((one.label for one in outcome.contenders if one.name == outcome.reference), outcome.reference)
    titles = [""]
    for figure in outcome.figures:
        titles.append(f"{figure.title}, {figure.unit}" if figure.unit else figure.title)
        if outcome.shows_ratios and figure.name in outcome.compared:
            titles.append(f"× {reference}")
    return table(titles, [_row(outcome, case, contender) for contender in outcome.contenders])


def _row(outcome: Outcome, case: Case, contender: Contender) -> list[str]:
    cells = [contender.label]
    for figure in outcome.figures:
        measured = outcome.figure(figure.name, case.name, contender.name)
        is_short = measured is None and figure.pooled and any(run.times for run in outcome.runs)
        cells.append("too few calls" if is_short else value(measured, figure))
        if outcome.shows_ratios and figure.name in outcome.compared:
            measured = outcome.ratio(figure.name, case.name, contender.name)
            cells.append("1" if contender.name == outcome.reference else ratio(measured))
    return cells


def value(measured: Spread | None, figure: Figure) -> str:
    if measured is None:
        return ""
    return (NOISY if measured.noisy else "") + f"{measured.median:,.{figure.digits}f}"


def ratio(measured: Spread | None) -> str:
    """Such as `0.93 (0.91–0.95)`."""
    if measured is None:
        return ""
    mark = NOISY if measured.noisy else ""
    return f"{mark}{measured.median:.2f} ({measured.low:.2f}–{measured.high:.2f})"


def _machine(results: Results) -> str:
    return "## The machine\n\n" + table(["", ""], [[name, text] for name, text in results.machine.items()])


def table(titles: list[str], rows: list[list[str]]) -> str:
    """A Markdown table: the first column is text, the others are figures."""
    lines = [titles, ["---", *("---:" for _ in titles[1:])], *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
