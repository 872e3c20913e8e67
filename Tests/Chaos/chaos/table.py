"""What the good client met before, during and after each attack, and what the gateway held."""

from dataclasses import dataclass

PHASES = ("before", "during", "after")
MIB = 1 << 20


@dataclass(frozen=True)
class Figures:
    """Calls of one phase: how many, how many failed, and how long they took in milliseconds."""

    count: int
    failures: int
    median: float
    p99: float
    most: float

    @classmethod
    def of(cls, samples):
        times = sorted(sample.seconds * 1000 for sample in samples)
        failures = sum(sample.failure is not None for sample in samples)
        if not times:
            return cls(0, 0, 0.0, 0.0, 0.0)
        return cls(len(times), failures, times[len(times) // 2], times[min(len(times) - 1, len(times) * 99 // 100)],
                   times[-1])


@dataclass(frozen=True)
class Holding:
    """What the gateway holds: descriptors, and resident memory in bytes."""

    descriptors: int
    memory: int


@dataclass
class Row:
    """One attack."""

    name: str
    figures: dict
    holdings: dict


rows = []
"""Those of this run, in their order."""
session = None, None
"""What the gateway that went through most of them held before the first one, and after the last."""


def lines():
    """The table, as Markdown."""
    yield ("| attack | calls | failed | p50 / p99 / max before (ms) | during | after | descriptors before, at the height,"
           " after | memory (MiB) |")
    yield "|---|---|---|---|---|---|---|---|"
    for row in rows:
        calls = " + ".join(str(row.figures[phase].count) for phase in PHASES)
        failed = " + ".join(str(row.figures[phase].failures) for phase in PHASES)
        times = [f"{figures.median:.1f} / {figures.p99:.1f} / {figures.most:.0f}"
                 for figures in (row.figures[phase] for phase in PHASES)]
        held = [row.holdings[phase] for phase in PHASES]
        descriptors = ", ".join(str(one.descriptors) for one in held)
        memory = ", ".join(f"{one.memory / MIB:.0f}" for one in held)
        yield f"| {row.name} | {calls} | {failed} | {' | '.join(times)} | {descriptors} | {memory} |"
