"""The exit status, and what is written."""

import pytest
from comparison import commandline, conclusion, quick
from comparison.run import Run
from samples import outcome, results, runs

GOOD = outcome(runs("nginx", [10] * 5) + runs("tollgate", [9] * 5))
WORSE = outcome(runs("nginx", [10] * 5) + runs("tollgate", [12] * 5))
FAILED = outcome(runs("nginx", [10] * 5), [Run(1, "all", "tollgate", failure="Tollgate: 1 calls were refused")])


@pytest.fixture(autouse=True)
def committed(tmp_path, monkeypatch):
    monkeypatch.setattr(quick, "RESULTS", tmp_path)
    return tmp_path


@pytest.mark.parametrize("measured, is_quick, status", [
    (GOOD, True, 0), (WORSE, True, 1), (WORSE, False, 0), (FAILED, True, 1), (FAILED, False, 1),
])
def test_the_status_is_1_where_answers_were_wrong_or_a_quick_ratio_is_worse(measured, is_quick, status):
    conclusion.write(results(GOOD), None)
    assert conclusion.judge(results(measured), is_quick) == status


def test_quick_says_which_ratio_is_worse(capsys):
    conclusion.write(results(GOOD), None)
    conclusion.judge(results(WORSE), True)
    assert "worse: Small <GET>: cpu, Tollgate to nginx: 1.20 (1.20–1.20), committed 0.90" in capsys.readouterr().err


def test_quick_without_anything_to_compare_with_fails():
    assert conclusion.judge(results(GOOD), True) == 1
    conclusion.write(results(), None)
    assert conclusion.judge(results(GOOD), True) == 1


def test_the_report_is_three_files_of_the_day(committed):
    conclusion.write(results(GOOD), None)
    assert sorted(file.name for file in committed.iterdir()) == ["2026-11-24.json", "2026-11-24.md", "2026-11-24.svg"]


def test_what_is_added_stands_beside_what_was_there():
    assert conclusion.add(results(GOOD), None).outcomes == [GOOD]
    small, start = outcome(runs("nginx", [10])), outcome(runs("nginx", [20]))
    small.name, start.name = "small-get", "start"
    conclusion.write(results(start), None)
    assert [one.name for one in conclusion.add(results(small), None).outcomes] == ["small-get", "start"]


@pytest.mark.parametrize("arguments", [["--quick", "--add"], ["--quick", "--output", "somewhere"]])
def test_quick_is_never_compared_with_itself(arguments, capsys):
    with pytest.raises(SystemExit):
        commandline.parse(arguments)
    assert "--quick compares with the committed report" in capsys.readouterr().err
    assert commandline.parse(["--quick"]).quick
