"""The report in its three forms."""

import json
import xml.etree.ElementTree as ElementTree

import pytest
from comparison.report import json as json_report
from comparison.report import markdown, svg
from comparison.run import Run
from comparison.statistics import Spread
from comparison.times import Times
from comparison.workloads.workload import EVERY, Budget, Figure
from samples import outcome, results, runs

SVG = "{http://www.w3.org/2000/svg}"
MEASURED = results(outcome(runs("nginx", [10, 10, 10]) + runs("tollgate", [9, 9.5, 9])))


def rows(text: str, first: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(f"| {first} |")]


def test_the_table_has_medians_and_paired_ratios():
    text = markdown.write(MEASURED, "picture.svg")
    assert rows(text, "nginx") == ["| nginx | 10.0 | 1 | 100,000 |"]
    assert rows(text, "Tollgate") == ["| Tollgate | 9.0 | 0.90 (0.90–0.93) | 111,111 |"]
    assert "(picture.svg)" in text


def test_the_budget_says_what_was_measured_and_whether_that_is_enough():
    assert rows(markdown.write(MEASURED), "as little as nginx") == ["| as little as nginx | 0.90 (0.90–0.93) | yes |"]
    missed = results(outcome(runs("nginx", [10, 10, 10]) + runs("tollgate", [11, 11, 11])))
    assert rows(markdown.write(missed), "as little as nginx")[0].endswith("| **no** |")
    missing = results(outcome(runs("tollgate", [11, 11, 11])))
    assert rows(markdown.write(missing), "as little as nginx") == ["| as little as nginx | not measured | ? |"]


@pytest.mark.parametrize("spread, said", [
    (Spread(0.98, 0.97, 0.99, 5), "yes"), (Spread(1.0, 1.0, 1.0, 5), "yes"), (Spread(0.98, 0.97, 1.01, 5), "yes, narrowly"),
    (Spread(1.01, 0.99, 1.03, 5), "**no**, narrowly"), (Spread(1.03, 1.02, 1.04, 5), "**no**"),
    (Spread(0.5, 0.4, 1.1, 5, noisy=True), "too noisy to say"), (Spread(0.5, 0.4, 0.9, 5, noisy=True), "yes"),
    (Spread(3.0, 2.0, 4.0, 5, noisy=True), "**no**"), (Spread(0.5, 0.5, 0.5, 1, noisy=True), "too noisy to say"),
    (Spread(0.5, 0.4, 0.9, 5, noisy=True, disturbed=True), "too noisy to say"),
])
def test_a_bound_between_the_quartiles_is_met_or_missed_narrowly(spread, said):
    assert markdown.met(spread, 1.0) == said


def test_a_bound_for_every_contender_is_held_to_the_largest_figure():
    every = outcome(runs("nginx", [10, 10, 10]) + runs("tollgate", [12, 12, 12]))
    every.budgets = [Budget("each within 11", "cpu", ("all", EVERY), None, 11)]
    assert rows(markdown.write(results(every)), "each within 11") == ["| each within 11 | 12.0 µs | **no** |"]
    every.runs = runs("nginx", [10, 10, 10]) + runs("tollgate", [9, 9, 9])
    assert rows(markdown.write(results(every)), "each within 11") == ["| each within 11 | 10.0 µs | yes |"]
    # The one that was not measured may be the largest.
    every.runs = runs("nginx", [10, 10, 10])
    assert rows(markdown.write(results(every)), "each within 11") == ["| each within 11 | not measured | ? |"]


def test_a_percentile_of_all_rounds_is_shown_in_its_unit():
    times = Times.of([1000] * 3000).text()
    measured = outcome([Run(number, "all", "tollgate", {"cpu": 1}, times=times) for number in (1, 2, 3)])
    measured.figures = [Figure("p99", "p99", "ms", 2, pooled=99, microseconds=1000)]
    measured.budgets, measured.compared = [Budget("fast", "p99", ("all", EVERY), None, 1.01)], []
    measured.contenders = measured.contenders[1:]
    assert rows(markdown.write(results(measured)), "Tollgate") == ["| Tollgate | 1.00 |"]
    assert rows(markdown.write(results(measured)), "fast") == ["| fast | 1.00 ms | yes |"]


def test_what_is_noisy_or_failed_is_said():
    disturbed = [Run(number, "all", "tollgate", {"cpu": 9, "rate": 1}, noise="others") for number in (1, 2, 3)]
    failed = [Run(1, "all", "nginx", failure="nginx: 3 calls were refused")]
    text = markdown.write(results(outcome(runs("nginx", [10] * 3), disturbed)))
    assert "| ~9.0 | ~0.90 (0.90–0.90) |" in text and "too noisy to say" in text
    text = markdown.write(results(outcome(failed)))
    assert "- nginx: 3 calls were refused" in text and rows(text, "nginx") == ["| nginx |  | 1 |  |"]


def test_without_its_reference_a_table_has_no_ratios():
    one = outcome(runs("tollgate", [9, 9, 9]))
    one.contenders = one.contenders[1:]
    assert rows(markdown.write(results(one)), "Tollgate") == ["| Tollgate | 9.0 | 111,111 |"]


def test_a_bar_in_a_cell_does_not_end_it():
    assert rows(markdown.write(MEASURED), "processor") == ["| processor | A \\| B |"]


def test_the_picture_is_well_formed_and_its_bars_are_to_scale():
    picture = ElementTree.fromstring(svg.write(MEASURED))
    bars = [float(bar.get("width")) for bar in picture.iter(f"{SVG}rect")][1:]
    assert picture.tag == f"{SVG}svg" and len(bars) == 2
    assert bars[1] / bars[0] == pytest.approx(0.9, abs=0.01)
    assert "Small <GET>" in [text.text for text in picture.iter(f"{SVG}text")]


def test_panels_stand_in_pairs_and_within_the_frame():
    cases = ("a", "b", "c")
    many = outcome(*(runs("nginx", [10], case=case) + runs("tollgate", [9], case=case) for case in cases), cases=cases)
    picture = ElementTree.fromstring(svg.write(results(many, many)))
    groups = list(picture.iter(f"{SVG}g"))
    places = [tuple(map(float, group.get("transform")[len("translate("):-1].split())) for group in groups]
    assert len(set(places)) == 6 and len({x for x, _ in places}) == 2 and len({y for _, y in places}) == 3
    lowest = max(y + float(text.get("y")) for group, (_, y) in zip(groups, places) for text in group.iter(f"{SVG}text"))
    assert lowest < float(picture.get("height"))


def test_what_has_no_tollgate_beside_others_is_not_in_the_picture():
    alone = outcome(runs("nginx", [10]) + runs("haproxy", [10]))
    assert "<g" not in svg.write(results(alone, outcome(runs("tollgate", [9]))))


def test_json_can_be_read_again_and_is_then_the_same(tmp_path):
    file = tmp_path / "results.json"
    file.write_text(json_report.write(MEASURED))
    assert json_report.read(file) == MEASURED
    assert json.loads(file.read_text())["workloads"][0]["ratios"][0]["median"] == 0.9


def test_json_has_one_run_a_line():
    lines = [line.strip().rstrip(",") for line in json_report.write(MEASURED).splitlines()]
    assert sum('"round"' in line and json.loads(line)["round"] > 0 for line in lines) == 6


def test_json_of_another_format_is_refused(tmp_path):
    file = tmp_path / "results.json"
    file.write_text(json_report.write(MEASURED).replace('"format": 1', '"format": 2'))
    with pytest.raises(ValueError, match="its format is 2"):
        json_report.read(file)


def test_a_line_of_the_budget_that_was_not_measured_says_so():
    text = markdown.write(results(outcome(runs("nginx", [10, 10, 10]), runs("tollgate", [9, 9, 9]))))
    assert "| idle keep-alive client connection: ≤ 2 KiB | not measured | ? |" in text
