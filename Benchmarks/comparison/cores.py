"""Which cores are used."""

import os
import pathlib
import re
from dataclasses import dataclass

SYSTEM = pathlib.Path("/sys/devices/system/cpu")


@dataclass(frozen=True)
class Cores:
    gateway: int
    load: int
    """For the backend and the load generator."""
    share: bool
    """Whether both are threads of one core, as there are no others."""

    def __str__(self) -> str:
        text = f"gateway on {self.gateway}, backend and load on {self.load}"
        return text + ", which are threads of one core" if self.share else text


def choose(allowed: set[int] | None = None, system: pathlib.Path = SYSTEM) -> Cores:
    """The first two that this program may use, no siblings where that can be: threads of one core slow each other.

    Raises `RuntimeError` where there is only one.
    """
    first, *others = sorted(os.sched_getaffinity(0) if allowed is None else allowed)
    if not others:
        raise RuntimeError("two cores are needed: one for the gateway, one for the backend and the load")
    apart = [core for core in others if core not in siblings(first, system)]
    return Cores(first, (apart or others)[0], not apart)


def siblings(core: int, system: pathlib.Path) -> set[int]:
    """The threads of the same core, itself among them; none where the kernel does not say."""
    try:
        return parse((system / f"cpu{core}/topology/thread_siblings_list").read_text())
    except OSError:
        return set()


def parse(text: str) -> set[int]:
    """Of `0-1,8` 0, 1 and 8."""
    ranges = re.findall(r"(\d+)(?:-(\d+))?", text)
    return {core for low, high in ranges for core in range(int(low), int(high or low) + 1)}
