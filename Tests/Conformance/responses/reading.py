"""What the bytes of a response mean to a reader that takes nothing but what RFC 9112 says.

It reads both sides: what an upstream has sent, and what a client was shown of it. Slow and simple on purpose: it looks
at all of the bytes anew each time, so that how they came cannot matter.
"""

import re
from dataclasses import dataclass, field
from enum import Enum

STATUS_LINE = re.compile(rb"HTTP/1\.([01]) ([1-5][0-9][0-9]) ([\t\x20-\x7e\x80-\xff]*)")
# Many services leave out the space that is due before an empty phrase (RFC 9112 §4).
BARE_STATUS_LINE = re.compile(rb"HTTP/1\.([01]) ([1-5][0-9][0-9])()")
FIELD = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+):([\t\x20-\x7e\x80-\xff]*)")
LENGTH = re.compile(rb"0|[1-9][0-9]{0,18}")
SIZE = re.compile(rb"([0-9A-Fa-f]{1,16})(?:;[\t\x20-\x7e\x80-\xff]*)?")


class Kind(Enum):
    """How far a response is there."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    MALFORMED = "malformed"


class Malformed(Exception):
    """The bytes are no response, whatever follows."""


class Partial(Exception):
    """More bytes have to follow."""


@dataclass
class Reading:
    """One response, its interim ones before it, and where it ends."""

    kind: Kind
    status: int = 0
    fields: list[tuple[str, str]] = field(default_factory=list)
    content: bytes = b""
    interims: list[int] = field(default_factory=list)
    interim_fields: list[tuple[str, str]] = field(default_factory=list)
    end: int = 0
    ends_with_connection: bool = False
    is_old: bool = False
    why: str = ""

    def values(self, name: str) -> list[str]:
        return [value for other, value in self.fields if other.lower() == name.lower()]

    @property
    def is_persistent(self) -> bool:
        """Whether another response may follow on the connection."""
        options = {option.strip().lower() for value in self.values("Connection") for option in value.split(",")}
        if self.ends_with_connection or "close" in options:
            return False
        return not self.is_old or "keep-alive" in options


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
                raise Malformed("nothing asked for another protocol")
            reading.interims.append(reading.status)
            reading.interim_fields += reading.fields
            position = _head(data, position, reading)
        reading.end = _content(data, position, method, has_ended, reading)
        reading.kind = Kind.COMPLETE
    except Partial as partial:
        reading.why = str(partial)
    except Malformed as malformed:
        reading.kind, reading.why = Kind.MALFORMED, str(malformed)
    return reading


def _head(data: bytes, start: int, reading: Reading) -> int:
    """Reads a head into `reading`; where it ends."""
    end = data.find(b"\r\n\r\n", start)
    if end < 0:
        raise Partial("the head has no end")
    first, *lines = data[start:end].split(b"\r\n")
    found = STATUS_LINE.fullmatch(first) or BARE_STATUS_LINE.fullmatch(first)
    if not found:
        raise Malformed("status line")
    reading.is_old = found[1] == b"0"
    reading.status = int(found[2])
    reading.fields = []
    for line in lines:
        if not (pair := FIELD.fullmatch(line)):
            raise Malformed("field line")
        reading.fields.append((pair[1].decode(), pair[2].strip(b"\t ").decode("latin-1")))
    _framing(reading)
    return end + 4


def _framing(reading: Reading) -> tuple[bool, int | None]:
    """Whether the content is chunked, and the length that is told (RFC 9112 §6.3)."""
    lengths, codings = reading.values("Content-Length"), reading.values("Transfer-Encoding")
    if len(lengths) > 1 or len(codings) > 1 or lengths and codings:
        raise Malformed("more than one framing")
    if codings and (reading.is_old or codings[0].lower() != "chunked"):
        raise Malformed("transfer coding")
    if lengths and (not LENGTH.fullmatch(lengths[0].encode("latin-1")) or int(lengths[0]) >= 1 << 63):
        raise Malformed("content length")
    return bool(codings), int(lengths[0]) if lengths else None


def _content(data: bytes, start: int, method: str, has_ended: bool, reading: Reading) -> int:
    """Reads the content into `reading`; where it ends."""
    is_chunked, length = _framing(reading)
    if method == "HEAD" or reading.status in (204, 304):
        return start
    if is_chunked:
        return _chunks(data, start, reading)
    if length is not None:
        reading.content = data[start:start + length]
        if len(reading.content) < length:
            raise Partial("content")
        return start + length
    reading.ends_with_connection = True
    reading.content = data[start:]
    if not has_ended:
        raise Partial("the connection has not ended")
    return len(data)


def _chunks(data: bytes, position: int, reading: Reading) -> int:
    """Reads chunks and trailers (RFC 9112 §7.1); where they end."""
    while True:
        line, position = _line(data, position)
        found = SIZE.fullmatch(line)
        if not found or (size := int(found[1], 16)) >= 1 << 60:
            raise Malformed("chunk size")
        if size == 0:
            break
        reading.content += data[position:position + size]
        if len(data) < position + size + 2:
            if not b"\r\n".startswith(data[position + size:position + size + 2]):
                raise Malformed("end of a chunk")
            raise Partial("chunk")
        if data[position + size:position + size + 2] != b"\r\n":
            raise Malformed("end of a chunk")
        position += size + 2
    while line:
        line, position = _line(data, position)
        if line and not FIELD.fullmatch(line):
            raise Malformed("trailer")
    return position


def _line(data: bytes, start: int) -> tuple[bytes, int]:
    """A line without its end, and where the next one begins."""
    end = data.find(b"\r\n", start)
    if end < 0:
        raise Partial("line")
    return data[start:end], end + 2
