"""What requests and responses are made of: field lines, framing, chunks. There is one way to write each."""

import re

TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
VALUE = rb"[\t\x20-\x7e\x80-\xff]*"
FIELD = re.compile(rb"(" + TOKEN + rb"):(" + VALUE + rb")")
LENGTH = re.compile(rb"0|[1-9][0-9]{0,18}")
# What an extension says means nothing to anybody here; it must only not look like the end of the line.
CHUNK_LINE = re.compile(rb"([0-9A-Fa-f]{1,16})(?:;" + VALUE + rb")?")

Fields = tuple[tuple[bytes, bytes], ...]


class Fault(Exception):
    """The bytes are no message, whatever follows; `is_framing` where two readers could disagree about where it ends."""
    def __init__(self, what: str, is_framing: bool = False):
        super().__init__(what)
        self.is_framing = is_framing


class Incomplete(Exception):
    """What is there may be the beginning of a message."""


def head(data: bytes, start: int) -> tuple[bytes, list[bytes], int]:
    """The first line of the head that begins at `start`, its field lines, and where it ends."""
    end = data.find(b"\r\n\r\n", start)
    if end < 0:
        raise Incomplete("the head has no end")
    first, *lines = data[start:end].split(b"\r\n")
    return first, lines, end + 4


def field(line: bytes) -> tuple[bytes, bytes]:
    found = FIELD.fullmatch(line)
    if not found:
        raise Fault(f"field line {line[:60]!r}")
    return found[1], found[2].strip(b" \t")


def values(fields: Fields, name: bytes) -> list[bytes]:
    """The values of the fields of this name, which is in lower case."""
    return [value for other, value in fields if other.lower() == name]


def options(fields: Fields) -> set[bytes]:
    """What `Connection` says, in lower case."""
    listed = b",".join(values(fields, b"connection"))
    return {option.strip().lower() for option in listed.split(b",") if option.strip()}


def framing(fields: Fields, version: int) -> tuple[bool, int | None]:
    """Whether the content is chunked, or else its length where one is told: one Content-Length, or `chunked` alone
    (RFC 9112 §6.3)."""
    lengths, codings = values(fields, b"content-length"), values(fields, b"transfer-encoding")
    if len(lengths) + len(codings) > 1:
        raise Fault("more than one framing", True)
    if codings and (codings[0].lower() != b"chunked" or version == 0):
        raise Fault(f"coding {codings[0][:60]!r} in 1.{version}", True)
    if lengths and (not LENGTH.fullmatch(lengths[0]) or int(lengths[0]) >= 1 << 63):
        raise Fault(f"length {lengths[0][:60]!r}", True)
    return bool(codings), int(lengths[0]) if lengths else None


def sized(data: bytes, start: int, length: int) -> tuple[bytes, int]:
    """Content of this length, and where it ends."""
    if start + length > len(data):
        raise Incomplete("content")
    return data[start:start + length], start + length


def chunks(data: bytes, position: int) -> tuple[bytes, Fields, int]:
    """Content in chunks, trailers, and where they end (RFC 9112 §7.1)."""
    content = b""
    while True:
        written, position = line(data, position)
        found = CHUNK_LINE.fullmatch(written)
        if not found or (size := int(found[1], 16)) >= 1 << 60:
            raise Fault(f"chunk line {written[:60]!r}", True)
        if size == 0:
            return content, *trailers(data, position)
        content += data[position:position + size]
        position += size
        ending = data[position:position + 2]
        if not b"\r\n".startswith(ending):
            raise Fault(f"{ending!r} behind a chunk", True)
        if len(ending) < 2:
            raise Incomplete("chunk")
        position += 2


def trailers(data: bytes, position: int) -> tuple[Fields, int]:
    found = []
    while True:
        written, position = line(data, position)
        if not written:
            return tuple(found), position
        try:
            found.append(field(written))
        except Fault as fault:
            raise Fault(f"in the trailers: {fault}", True) from None


def line(data: bytes, start: int) -> tuple[bytes, int]:
    """A line without its end, and where the next one begins."""
    end = data.find(b"\r\n", start)
    if end < 0:
        raise Incomplete("line")
    return data[start:end], end + 2
