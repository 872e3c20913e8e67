"""How long calls took: counts by duration, which can be pooled over runs and kept in a file."""

from __future__ import annotations

from collections import Counter
from typing import Iterable

EXACT = 128
"""Microseconds below which each duration is kept as it is; from there on to within 1 part in 64."""

ENOUGH = 20
"""Calls that must be slower than a percentile for it to be one."""


class Times:
    """Durations in whole microseconds, each counted under the least one of its class."""

    def __init__(self, counts: dict[int, int] | None = None):
        self.counts = Counter(counts or {})

    @classmethod
    def of(cls, durations: Iterable[int]) -> Times:
        return cls(Counter(least(duration) for duration in durations))

    @classmethod
    def parse(cls, text: str) -> Times:
        """What `text` made."""
        return cls({int(duration): int(count) for duration, count in (pair.split(":") for pair in text.split())})

    def text(self) -> str:
        """Such as `118:5 120:3`: five calls took 118 µs."""
        return " ".join(f"{duration}:{count}" for duration, count in sorted(self.counts.items()))

    @classmethod
    def pooled(cls, several: Iterable[Times]) -> Times:
        return cls(sum((times.counts for times in several), Counter()))

    @property
    def count(self) -> int:
        return self.counts.total()

    def percentile(self, part: float) -> float | None:
        """The duration that so many percent do not exceed; nothing where fewer than `ENOUGH` calls do."""
        left = self.count * (100 - part) / 100
        if round(left, 6) < ENOUGH:
            return None
        for duration in sorted(self.counts, reverse=True):
            left -= self.counts[duration]
            if left < 0:
                return middle(duration)
        return None

    def share_over(self, limit: float) -> float:
        """The part of all calls that took longer, from 0 to 1."""
        slower = sum(count for duration, count in self.counts.items() if middle(duration) > limit)
        return slower / self.count if self.count else 0.0

    def __eq__(self, other) -> bool:
        return isinstance(other, Times) and self.counts == other.counts


def _shift(duration: int) -> int:
    return max(0, duration.bit_length() - EXACT.bit_length() + 1)


def least(duration: int) -> int:
    """The least duration of the same class; `load.lua` does the same."""
    return duration >> _shift(duration) << _shift(duration)


def middle(duration: int) -> float:
    """The middle of the class that begins with this duration."""
    return duration + ((1 << _shift(duration)) - 1) / 2
