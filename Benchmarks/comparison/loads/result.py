"""What a load generator saw."""

from dataclasses import dataclass, field

from ..times import Times


@dataclass(frozen=True)
class Result:
    requests: int
    """Answers that were read to their end."""
    seconds: float
    bytes: int
    """All that was received, head and content."""
    refused: int
    """Answers of another status than 2xx or 3xx."""
    broken: int
    """Connections that failed."""
    timeouts: int
    p50: float
    """Microseconds, as the other percentiles."""
    p99: float
    p999: float
    times: Times = field(default_factory=Times)
    """How long each call took, where that was asked for."""

    @property
    def rate(self) -> float:
        return self.requests / self.seconds
