"""What becomes of results: shown, kept, judged."""

import collections
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


def committed() -> Results:
    """What `--quick` compares with; raises `ValueError` where there is nothing."""
    newest = quick.newest(quick.RESULTS)
    if newest is None:
        raise ValueError(f"there are no results in {quick.RESULTS} to compare with")
    return json.read(newest)


def judge(results: Results, before: Results | None) -> int:
    """The exit status: 1 where something could not be measured, or became worse than it was before."""
    for failure in results.failures:
        print(f"compare: {failure}", file=sys.stderr)
    status = 1 if results.failures else 0
    return status | _beside(results, before) if before else status


def _beside(results: Results, before: Results) -> int:
    comparisons = quick.compare(results, before)
    print(f"\nbeside the results of {before.taken[:10]}:", file=sys.stderr)
    for comparison in comparisons:
        print(comparison, file=sys.stderr)
    missing = quick.left_out(results, before)
    for name in missing:
        print(f"not compared, because one of the two lacks it: {name}", file=sys.stderr)
    counts = collections.Counter(comparison.verdict for comparison in comparisons)
    print(f"{len(comparisons)} compared: {counts[quick.FINE]} fine, {counts[quick.WORSE]} worse, "
          f"{counts[quick.OPEN]} could not be judged; {len(missing)} not compared", file=sys.stderr)
    return 1 if counts[quick.WORSE] or not comparisons else 0
