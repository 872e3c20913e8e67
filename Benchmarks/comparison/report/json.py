"""Results as JSON: everything, each run of each round, so that all else can be made of it again."""

import dataclasses
import json
import pathlib

from ..bench import Settings
from ..results import Outcome, Results
from ..run import Run
from ..workloads.workload import Budget, Case, Contender, Figure

FORMAT = 1


def write(results: Results) -> str:
    """One run a line, so that a difference between two files can be read."""
    document = {"format": FORMAT, "taken": results.taken, "machine": results.machine, "workloads": []}
    for outcome in results.outcomes:
        workload = dataclasses.asdict(outcome)
        workload["ratios"] = ratios(outcome)
        document["workloads"].append(workload)
    return _lines(document) + "\n"


def ratios(outcome: Outcome) -> list[dict]:
    """The medians and quartiles that the table shows; they follow from the runs."""
    return [
        {"figure": figure, "case": case.name, "contender": contender.name, "reference": outcome.reference,
         **dataclasses.asdict(ratio)}
        for figure in outcome.compared for case in outcome.cases for contender in outcome.contenders
        if (ratio := outcome.ratio(figure, case.name, contender.name)) and contender.name != outcome.reference
    ]


def read(path: pathlib.Path) -> Results:
    document = json.loads(path.read_text())
    if document["format"] != FORMAT:
        raise ValueError(f"{path}: its format is {document['format']}; this program reads {FORMAT}")
    return Results(document["machine"], [_outcome(workload) for workload in document["workloads"]], document["taken"])


def _outcome(workload: dict) -> Outcome:
    workload = {name: value for name, value in workload.items() if name != "ratios"}
    return Outcome(**workload | {
        "figures": [Figure(**figure) for figure in workload["figures"]],
        "cases": [Case(**case) for case in workload["cases"]],
        "contenders": [Contender(**contender) for contender in workload["contenders"]],
        "budgets": [_budget(budget) for budget in workload["budgets"]],
        "settings": Settings(**workload["settings"]),
        "runs": [Run(**run) for run in workload["runs"]],
    })


def _budget(budget: dict) -> Budget:
    reference = budget["reference"] and tuple(budget["reference"])
    return Budget(**budget | {"place": tuple(budget["place"]), "reference": reference})


def _lines(value, depth: int = 0) -> str:
    """JSON with what holds no list or object of lists on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) <= 116 or not isinstance(value, (dict, list)) or _is_run(value):
        return flat
    space = "  " * (depth + 1)
    if isinstance(value, dict):
        items = [f"{json.dumps(name)}: {_lines(item, depth + 1)}" for name, item in value.items()]
        opening, closing = "{}"
    else:
        items, (opening, closing) = [_lines(item, depth + 1) for item in value], "[]"
    return opening + "\n" + ",\n".join(space + item for item in items) + "\n" + "  " * depth + closing


def _is_run(value) -> bool:
    return isinstance(value, dict) and ("round" in value or "contender" in value)
