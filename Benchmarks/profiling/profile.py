"""A gateway under load, looked at by perf and by strace."""

import concurrent.futures
import pathlib
import subprocess
from collections import Counter
from dataclasses import dataclass

from comparison import checks
from comparison.bench import Bench
from comparison.gateways.gateway import Gateway
from comparison.loads import wrk

from . import samples, syscalls

FREQUENCY = 1999
"""Samples a second, no divisor of anything that happens by the clock."""

TRACED = 2
"""Seconds that system calls are counted for; the gateway is many times slower meanwhile."""


@dataclass(frozen=True)
class Profile:
    name: str
    label: str
    svg: str
    parts: Counter
    """Samples by the program, library or kernel that was at work."""
    symbols: Counter
    """The same by function, in its object."""
    syscalls: Counter
    calls: int
    """How many requests those system calls served."""


def take(bench: Bench, kind: type[Gateway]) -> Profile:
    """Starts a gateway, and has it profiled while it serves as many small GETs as it can."""
    gateway = bench.start(kind)
    try:
        checks.answer(gateway)
        load(bench, gateway, 1)
        data = recorded(bench, gateway)
        stacks = samples.read(data)
        counts, calls = traced(bench, gateway)
        checks.answer(gateway)
    finally:
        bench.stop(gateway)
    return Profile(kind.name, kind.label, drawn(data, kind.label), samples.parts(stacks), samples.symbols(stacks),
                   counts, calls)


def load(bench: Bench, gateway: Gateway, seconds: float) -> None:
    result = wrk.run(gateway.url, wrk.Request(tokens=bench.tokens.one_file), seconds, bench.load_core, bench.folder)
    checks.require(result.requests > 0 and result.refused == result.broken == 0, gateway.label, "a call failed")


def recorded(bench: Bench, gateway: Gateway) -> pathlib.Path:
    """Samples with their stacks, by the unwinding tables: neither nginx nor the C library keeps frame pointers."""
    data = bench.folder / f"{gateway.name}.perf"
    command = ["perf", "record", "-q", "-F", str(FREQUENCY), "--call-graph", "dwarf,16384", "-o", str(data),
               "-p", ",".join(map(str, gateway.processes)), "--", "sleep", str(bench.settings.seconds)]
    _beside(bench, gateway, bench.settings.seconds + 2, command)
    return data


def traced(bench: Bench, gateway: Gateway) -> tuple[Counter, int]:
    """System calls by name while strace is there, and how many requests there were meanwhile."""
    summary = bench.folder / f"{gateway.name}.strace"
    command = ["timeout", "--signal", "INT", str(TRACED), "strace", "-f", "-c", "-o", str(summary)]
    for process in gateway.processes:
        command += ["-p", str(process)]
    _beside(bench, gateway, TRACED + 1, command)
    counts = syscalls.parse(summary.read_text())
    return counts, syscalls.requests(counts)


def _beside(bench: Bench, gateway: Gateway, seconds: float, command: list[str]) -> None:
    """Runs a program on the core of the load while the gateway is under load; its status says nothing."""
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        loading = pool.submit(load, bench, gateway, seconds)
        subprocess.run(["setpriv", "--pdeathsig", "TERM", *command], cwd=bench.folder, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=seconds + 60)
        loading.result()


def drawn(data: pathlib.Path, label: str) -> str:
    """The flame graph as SVG; Swift's names as they are written."""
    picture = data.with_suffix(".svg")
    command = ["flamegraph", "--perfdata", str(data), "--no-inline", "--deterministic", "--min-width", "0.5",
               "--title", f"One small GET, {label}", "--post-process", "swift demangle --simplified", "-o", str(picture)]
    subprocess.run(command, cwd=data.parent, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
                   timeout=300)
    return picture.read_text()
