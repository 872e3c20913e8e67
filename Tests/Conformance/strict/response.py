"""What the bytes of a response mean to a strict reader: on both sides, what an upstream has sent, and what a client was
shown of it."""

import re
from dataclasses import dataclass, field
from enum import Enum

from . import grammar
from .grammar import Fault, Incomplete

# Many services leave out the space that is due before an empty phrase (RFC 9112 §4).
STATUS_LINE = re.compile(rb"HTTP/1\.([01]) ([1-5][0-9][0-9])(?: " + grammar.VALUE + rb")?")


class Kind(Enum):
    """How far a response is there."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    MALFORMED = "malformed"


@dataclass
class Reading:
    """One response, its interim ones before it, and where it ends."""

    kind: Kind
    status: int = 0
    version: int = 1
    """The minor version."""
    raw_fields: grammar.Fields = ()
    content: bytes = b""
    interims: list[int] = field(default_factory=list)
    interim_fields: list[tuple[str, str]] = field(default_factory=list)
    end: int = 0
    ends_with_connection: bool = False
    why: str = ""

    @property
    def fields(self) -> list[tuple[str, str]]:
        return [(name.decode(), value.decode("latin-1")) for name, value in self.raw_fields]

    def values(self, name: str) -> list[str]:
        return [value for other, value in self.fields if other.lower() == name.lower()]

    @property
    def is_persistent(self) -> bool:
        """Whether another response may follow on the connection."""
        options = grammar.options(self.raw_fields)
        if self.ends_with_connection or b"close" in options:
            return False
        return self.version == 1 or b"keep-alive" in options


def read(data: bytes, method: str, has_ended: bool) -> Reading:
    """The response at the front of `data`, to a request of this method.

    `has_ended` says that the connection has ended in order behind `data`: with a reset, or where TLS was cut, it has
    not.
    """
    reading = Reading(Kind.PARTIAL)
    try:
        position = _head(data, 0, reading)
        while reading.status < 200:
            if reading.status == 101:
                raise Fault("nothing asked for another protocol")
            reading.interims.append(reading.status)
            reading.interim_fields += reading.fields
            position = _head(data, position, reading)
        reading.end = _content(data, position, method, has_ended, reading)
        reading.kind = Kind.COMPLETE
    except Incomplete as incomplete:
        reading.why = str(incomplete)
    except Fault as fault:
        reading.kind, reading.why = Kind.MALFORMED, str(fault)
    return reading


def _head(data: bytes, start: int, reading: Reading) -> int:
    """Reads a head into `reading`; where it ends."""
    first, lines, end = grammar.head(data, start)
    found = STATUS_LINE.fullmatch(first)
    if not found:
        raise Fault(f"status line {first[:60]!r}")
    reading.version, reading.status = int(found[1]), int(found[2])
    reading.raw_fields = tuple(map(grammar.field, lines))
    grammar.framing(reading.raw_fields, reading.version)
    return end


def _content(data: bytes, start: int, method: str, has_ended: bool, reading: Reading) -> int:
    """Reads the content into `reading`; where it ends (RFC 9112 §6.3)."""
    is_chunked, length = grammar.framing(reading.raw_fields, reading.version)
    if method == "HEAD" or reading.status in (204, 304):
        return start
    if is_chunked:
        reading.content, _, end = grammar.chunks(data, start)
        return end
    if length is not None:
        reading.content, end = grammar.sized(data, start, length)
        return end
    reading.ends_with_connection = True
    reading.content = data[start:]
    if not has_ended:
        raise Incomplete("the connection has not ended")
    return len(data)
