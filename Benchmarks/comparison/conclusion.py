"""What becomes of results: shown, kept, judged."""

import pathlib
import sys

from . import quick
from .report import json, markdown, svg
from .results import Results
from .workloads import WORKLOADS


def add(results: Results, folder: pathlib.Path | None) -> Results:
    """The newest results in the folder with these in them, in the order of the workloads."""
    newest = quick.newest(folder or quick.RESULTS)
    if newest is None:
        return results
    together = results.added_to(json.read(newest))
    order = [kind.name for kind in WORKLOADS]
    together.outcomes.sort(key=lambda outcome: order.index(outcome.name))
    return together


def show(results: Results, as_json: bool) -> None:
    print(json.write(results) if as_json else markdown.write(results), end="")


def write(results: Results, folder: pathlib.Path | None) -> None:
    """Three files, named after the day."""
    folder = folder or quick.RESULTS
    folder.mkdir(parents=True, exist_ok=True)
    name = results.taken[:10]
    (folder / f"{name}.json").write_text(json.write(results))
    (folder / f"{name}.svg").write_text(svg.write(results))
    (folder / f"{name}.md").write_text(markdown.write(results, f"{name}.svg"))
    print(f"written: {folder / name}.md, .json, .svg", file=sys.stderr)


def judge(results: Results, is_quick: bool) -> int:
    """The exit status: 1 where something could not be measured, or became worse."""
    for failure in results.failures:
        print(f"compare: {failure}", file=sys.stderr)
    status = 1 if results.failures else 0
    return status | _against_committed(results) if is_quick else status


def _against_committed(results: Results) -> int:
    newest = quick.newest(quick.RESULTS)
    if newest is None:
        print(f"compare: there are no results in {quick.RESULTS} to compare with", file=sys.stderr)
        return 1
    comparisons = quick.compare(results, json.read(newest))
    print(f"\nbeside {newest.name}:", file=sys.stderr)
    for comparison in comparisons:
        print(comparison, file=sys.stderr)
    worse = sum(comparison.worse for comparison in comparisons)
    print(f"{len(comparisons)} ratios compared, {worse} worse", file=sys.stderr)
    return 1 if worse or not comparisons else 0
