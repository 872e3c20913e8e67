"""The steps of a call take no more than is checked in; see Benchmarks/README.md."""

import json
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def micro(*arguments):
    return subprocess.run(
        [ROOT / "Benchmarks/micro", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1_200
    )


@pytest.mark.slow
def test_no_step_takes_more_than_it_may():
    done = micro()
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_two_runs_count_the_same():
    first, second = (json.loads(micro("--json", "--only", "decide-cached").stdout) for _ in range(2))
    assert first == second and first["decide-cached"]["instructions"] > 100
