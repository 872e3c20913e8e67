"""One attack, watched: the good client's calls before, during and after it, and whether the gateway gives all back."""

import os
import time

from support.memory import resident
from support.waiting import wait_until

from . import table
from .table import MIB, Figures, Holding, Row

CALLS = 300
"""How many calls of the good client each phase has at least."""
RETURN = 75
"""Seconds within which all is given back: unused connections to a service are kept for 30 s, what is free goes back
every 10 s."""


DESCRIPTORS = 24
"""By how many they may differ: a pool of connections to the service breathes."""
MEMORY = 16 * MIB
"""By how much what is resident may differ: an allocator keeps some of what it has had."""


def holding(gateway):
    """What the gateway holds now."""
    assert gateway.process.poll() is None, f"the gateway has ended with {gateway.process.returncode}: {gateway.log[-2000:]}"
    return Holding(len(os.listdir(f"/proc/{gateway.process.pid}/fd")), resident(gateway))


def wait_for_return(gateway, before, descriptors=DESCRIPTORS, memory=MEMORY, seconds=RETURN):
    """Waits until the gateway holds what it held before, give or take so much."""
    wait_until(lambda: holding(gateway).descriptors <= before.descriptors + descriptors, seconds,
               f"the return to {before.descriptors} descriptors")
    wait_until(lambda: holding(gateway).memory <= before.memory + memory, seconds,
               f"the return to {before.memory / MIB:.0f} MiB")


class Attack:
    """A block in which the attack goes on; at its end everything is judged.

    `bound` and `longest` are gross bounds of the good client's p99 and of its longest call, in seconds: machines are noisy, and
    what is judged in the first place are failures. `descriptors` and `memory` say by how much what is held may differ in the
    end from what it was when this attack began.
    """

    def __init__(self, name, gateway, good, bound=1.0, longest=5.0, descriptors=DESCRIPTORS, memory=MEMORY,
                 returns_within=RETURN):
        self.name, self.gateway, self.good = name, gateway, good
        self.bound, self.longest, self.returns_within = bound, longest, returns_within
        self.descriptors, self.memory = descriptors, memory
        self.holdings = {}

    def __enter__(self):
        self.good.take()
        self.began = time.monotonic()
        self.good.wait_for(CALLS)
        self.holdings["before"] = holding(self.gateway)
        self.attacked = time.monotonic()
        return self

    def lasts(self, calls=CALLS):
        """Waits until the good client has made so many calls under attack, and looks at what is held."""
        self.good.wait_for(calls)
        now = holding(self.gateway)
        most = self.holdings.get("during", now)
        self.holdings["during"] = Holding(max(now.descriptors, most.descriptors), max(now.memory, most.memory))

    def __exit__(self, kind, *_):
        if kind is not None:
            return
        assert "during" in self.holdings, "nobody looked while the attack went on"
        try:
            wait_for_return(self.gateway, self.holdings["before"], self.descriptors, self.memory, self.returns_within)
        finally:
            ended = time.monotonic()
            self.good.wait_for(CALLS)
            self.holdings["after"] = holding(self.gateway)
            samples = [sample for sample in self.good.take() if sample.began >= self.began]
            phases = {
                "before": [sample for sample in samples if sample.began < self.attacked],
                "during": [sample for sample in samples if self.attacked <= sample.began < ended],
                "after": [sample for sample in samples if sample.began >= ended],
            }
            figures = {phase: Figures.of(samples) for phase, samples in phases.items()}
            table.rows.append(Row(self.name, figures, self.holdings))
        failures = [sample.failure for sample in samples if sample.failure]
        assert not failures, f"{len(failures)} calls of {len(samples)} failed, such as {failures[:3]}"
        for phase, figure in figures.items():
            assert figure.count > 0, f"{phase}: no call"
            assert figure.p99 <= self.bound * 1000 and figure.most <= self.longest * 1000, f"{phase}: {figure}"
