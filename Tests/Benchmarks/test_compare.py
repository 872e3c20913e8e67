"""The comparison from one end to the other, with all gateways, as short as it can be."""

import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("TOLLGATE_BINARIES", ROOT / ".build/debug")) / "tollgate"
COMMAND = ROOT / "Benchmarks/compare"


def compare(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run([COMMAND, *arguments], env=os.environ | {"TOLLGATE_BINARY": str(BINARY)} | environment,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)


@pytest.mark.slow
def test_one_round_measures_all_and_leaves_nothing_behind(tmp_path):
    arguments = ["--only", "small-get", "--rounds", "1", "--seconds", "1", "--json"]
    done = compare(*arguments, TMPDIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    workload, = json.loads(done.stdout)["workloads"]
    measured = {(run["case"], run["contender"]) for run in workload["runs"] if run["figures"]["cpu"] > 0}
    assert len(measured) == 2 * 5 and not any(run["failure"] for run in workload["runs"])
    assert list(tmp_path.iterdir()) == []
    assert str(tmp_path) not in subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
