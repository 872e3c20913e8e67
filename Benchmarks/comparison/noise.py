"""Whether somebody else used the cores during a run."""

import contextlib
import functools
import os
import pathlib
import resource
import time
from dataclasses import dataclass

from .processes import PROC, TICK, cpu_seconds, family

TOLERATED = 0.05
"""The part of a run's time that others may take from the two cores together."""


@dataclass(frozen=True)
class Sample:
    """Seconds since some time in the past."""

    wall: float
    busy: float
    """What the cores did for anybody, interrupts included."""
    stolen: float
    """What the machine under this one gave to others."""
    own: float
    """What this program and all that it started did, wherever, and what the kernel did for them on these cores."""


def parse_cores(text: str, cores: set[int]) -> tuple[float, float]:
    """Busy and stolen seconds of these cores together, from the text of /proc/stat (proc(5)).

    user, nice, system, idle, iowait, irq, softirq, steal; guests' time is part of user.
    """
    busy = stolen = 0
    for line in text.splitlines():
        name, *fields = line.split()
        if name in {f"cpu{core}" for core in cores}:
            user, nice, system, _, _, irq, softirq, steal = map(int, fields[:8])
            busy += user + nice + system + irq + softirq
            stolen += steal
    return busy * TICK, stolen * TICK


def sample(cores: set[int]) -> Sample:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = cpu_seconds(family(os.getpid()) + packet_threads(frozenset(cores))) + ended.ru_utime + ended.ru_stime
    return Sample(time.monotonic(), *parse_cores(pathlib.Path("/proc/stat").read_text(), cores), own)


@functools.cache
def packet_threads(cores: frozenset[int]) -> list[int]:
    """The kernel's threads that deliver packets which a core has no time for at once.

    A GiB over the loopback interface keeps them busy for a tenth of the time.
    """
    names = {f"ksoftirqd/{core}" for core in cores}
    found = []
    for process in PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (process / "comm").read_text().strip() in names:
                found.append(int(process.name))
    return found


def verdict(before: Sample, after: Sample, tolerated: float = TOLERATED) -> str | None:
    """What disturbed the time between, or nothing."""
    wall = after.wall - before.wall
    foreign = max(0.0, after.busy - before.busy - (after.own - before.own)) / wall
    stolen = (after.stolen - before.stolen) / wall
    if foreign + stolen <= tolerated:
        return None
    return f"others used {foreign:.0%} of a core, and {stolen:.0%} were stolen"
