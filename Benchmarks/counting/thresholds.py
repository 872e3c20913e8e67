"""Whether figures are within what was checked in, Benchmarks/micro.json."""

import dataclasses
import json

# So many allocations an operation are none of each: they come of the clock, as when buffers are given back that were not
# needed for a while. What every second operation allocates is more.
OCCASIONAL = 0.25


@dataclasses.dataclass
class Verdict:
    """How one operation stands."""

    # What is exceeded, and by how much; empty where nothing is.
    faults: list
    # What is better than its threshold by more than the tolerance: the threshold should follow.
    gains: list


@dataclasses.dataclass
class Thresholds:
    """Instructions and allocations of each operation, and by which fraction of it instructions may differ."""

    tolerance: float
    operations: dict

    @classmethod
    def read(cls, path):
        """From the file."""
        document = json.loads(path.read_text())
        return cls(document["tolerance"], document["operations"])

    def write(self, path):
        """To the file."""
        document = {"tolerance": self.tolerance, "operations": self.operations}
        path.write_text(json.dumps(document, indent=2) + "\n")

    def take(self, name, figures):
        """Makes figures the thresholds of an operation."""
        self.operations[name] = {
            "instructions": round(figures.instructions),
            "allocations": rounded(figures.allocations),
        }

    def missing(self, names):
        """Operations that have a threshold and were not counted."""
        return [name for name in self.operations if name not in names]

    def judge(self, name, figures):
        """Holds figures to their thresholds. Fewer is no fault, but for so few that nothing can have been counted."""
        known = self.operations.get(name)
        if known is None:
            return Verdict(["no threshold is checked in; take one with --update"], [])
        faults, gains = [], []
        expected, counted = known["instructions"], figures.instructions
        if counted > expected * (1 + self.tolerance):
            faults.append(f"{counted:.0f} instructions, {difference(counted, expected)} over {expected}")
        elif counted < expected / 2:
            faults.append(f"{counted:.0f} instructions, less than half of {expected}: is it still done, and counted?")
        elif counted < expected * (1 - self.tolerance):
            gains.append(f"{counted:.0f} instructions, {difference(counted, expected)} under {expected}")
        expected, counted = known["allocations"], rounded(figures.allocations)
        if counted > expected + OCCASIONAL:
            faults.append(f"{counted:g} allocations, {expected:g} are allowed")
        elif counted < expected - OCCASIONAL:
            gains.append(f"{counted:g} allocations, {expected:g} are allowed")
        return Verdict(faults, gains)


def rounded(allocations):
    """Allocations to a tenth: a buffer that grows now and then is none of each time."""
    return round(allocations, 1)


def difference(counted, expected):
    """By how much one differs from the other, as text."""
    return f"{abs(counted - expected):.0f} ({abs(counted - expected) / max(1, expected):.1%})"
