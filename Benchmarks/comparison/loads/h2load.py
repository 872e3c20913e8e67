"""h2load: calls at a fixed rate, whatever the answers take."""

import math
import pathlib
import re
import subprocess

from ..times import Times
from .result import Result


def run(url: str, path: str, token: str, rate: int, seconds: float, core: int, folder: pathlib.Path,
        connections: int = 64) -> Result:
    """Calls at `rate` a second, the connections in turn.

    Its --rps counts for each connection, and connections that begin together would call together: so two begin each
    millisecond, which at 2,000/s and 64 connections spreads the calls evenly.
    """
    log = folder / "h2load.log"
    log.unlink(missing_ok=True)
    total = max(1, round(rate * seconds / connections)) * connections
    command = ["h2load", "--h1", "-t", "1", "-c", str(connections), "--rps", f"{rate / connections:g}", "-r", "2",
               "--rate-period", "1ms", "-n", str(total), "--log-file", str(log),
               "-H", f"Authorization: Bearer {token}", url + path]
    done = subprocess.run(["setpriv", "--pdeathsig", "TERM", "taskset", "-c", str(core), *command], cwd=folder,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds + 60)
    if done.returncode != 0:
        raise RuntimeError(f"h2load ended with {done.returncode}: {done.stdout}{done.stderr}")
    return parse(done.stdout, log.read_text())


def parse(output: str, log: str) -> Result:
    """The totals of what h2load prints, and the percentiles of its log: start in µs, status, µs on each line."""
    counts = _named(r"^requests: (.*)$", output)
    statuses = _named(r"^status codes: (.*)$", output)
    times = sorted(int(line.split("\t")[2]) for line in log.splitlines())
    starts = [int(line.split("\t")[0]) for line in log.splitlines()]
    return Result(
        requests=counts["succeeded"], seconds=(max(starts) - min(starts)) / 1e6,
        bytes=int(re.search(r"^traffic: \S+ \((\d+)\) total", output, re.MULTILINE)[1]),
        refused=statuses["4xx"] + statuses["5xx"], broken=counts["failed"] + counts["errored"],
        timeouts=counts["timeout"], p50=percentile(times, 50), p99=percentile(times, 99), p999=percentile(times, 99.9),
        times=Times.of(times))


def _named(pattern: str, output: str) -> dict[str, int]:
    """`4000 total, 4000 started` by name."""
    pairs = (part.split() for part in re.search(pattern, output, re.MULTILINE)[1].split(","))
    return {name: int(value) for value, name in pairs}


def percentile(values: list[int], part: float) -> float:
    """The least of the sorted values that so many percent do not exceed (nearest rank)."""
    return float(values[max(0, math.ceil(round(part * len(values) / 100, 6)) - 1)])
