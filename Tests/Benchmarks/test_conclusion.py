"""The exit status, and what is written."""

import os

import pytest
from comparison import commandline, conclusion, machine, quick
from comparison.run import Run
from comparison.tokens import Tokens
from samples import outcome, results, runs

GOOD = outcome(runs("nginx", [10] * 5) + runs("tollgate", [9] * 5))
WORSE = outcome(runs("nginx", [10] * 5) + runs("tollgate", [12] * 5))
NOISY = outcome(runs("nginx", [10] * 5) + runs("tollgate", [8, 9, 10, 13, 14]))
FAILED = outcome(runs("nginx", [10] * 5), [Run(1, "all", "tollgate", failure="Tollgate: 1 calls were refused")])


@pytest.fixture(autouse=True)
def committed(tmp_path, monkeypatch):
    monkeypatch.setattr(quick, "RESULTS", tmp_path)
    return tmp_path


@pytest.mark.parametrize("measured, is_quick, status", [
    (GOOD, True, 0), (WORSE, True, 1), (WORSE, False, 0), (FAILED, True, 1), (FAILED, False, 1),
])
def test_the_status_is_1_where_answers_were_wrong_or_a_quick_ratio_is_worse(measured, is_quick, status):
    assert conclusion.judge(results(measured), results(GOOD) if is_quick else None) == status


def test_quick_says_which_ratio_is_worse(capsys):
    conclusion.judge(results(WORSE), results(GOOD))
    said = capsys.readouterr().err
    assert "worse: Small <GET>: cpu, Tollgate to nginx: 1.20 (1.20–1.20), committed 0.90" in said
    assert said.endswith("1 compared: 0 fine, 1 worse, 0 could not be judged; 0 not compared\n")


def test_quick_counts_what_it_could_not_judge(capsys):
    assert conclusion.judge(results(NOISY), results(GOOD)) == 0
    said = capsys.readouterr().err
    assert "cannot be judged: Small <GET>: cpu, Tollgate to nginx: 1.00 (0.90–1.30, noisy)" in said
    assert said.endswith("1 compared: 0 fine, 0 worse, 1 could not be judged; 0 not compared\n")


def test_quick_without_anything_to_compare_with_fails():
    with pytest.raises(ValueError, match="no results in .* to compare with"):
        conclusion.committed()
    assert conclusion.judge(results(GOOD), results()) == 1
    conclusion.write(results(GOOD), None)
    assert conclusion.committed() == results(GOOD)


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


def test_what_was_taken_with_another_build_is_refused_before_anything_is_measured(monkeypatch, capsys):
    conclusion.write(results(GOOD), None)
    monkeypatch.setattr(machine, "describe", lambda cores, descriptors: {"processor": "A | B", "kernel": "6.2"})
    monkeypatch.setattr(Tokens, "issue", lambda self: pytest.fail("it began"))
    cores = os.sched_getaffinity(0)
    try:
        assert commandline.main(["--add", "--only", "idle"]) == 1
    finally:
        os.sched_setaffinity(0, cores)
    assert "the earlier results were taken with another kernel" in capsys.readouterr().err
