"""A strict, simple reading of requests, which shares no code with what it judges.

It knows one way to frame a message and takes no other: who reads as it does and who is lenient see the same requests.
"""

import re
from dataclasses import dataclass

TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
REQUEST_LINE = re.compile(rb"(" + TOKEN + rb") ([\x21-\x7e]+) HTTP/1\.([01])")
FIELD = re.compile(rb"(" + TOKEN + rb"):[ \t]*([\t\x20-\x7e\x80-\xff]*)")
HOST = re.compile(rb"(?:[0-9A-Za-z._~!$&'()*+,;=%-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?")
ABSOLUTE = re.compile(rb"(?i)https?://([^/?#@]+)([/?].*)?")
LENGTH = re.compile(rb"0|[1-9][0-9]{0,17}")
# What an extension says means nothing to anybody here; it must only not look like the end of the line.
CHUNK_LINE = re.compile(rb"([0-9A-Fa-f]{1,16})(?:;[\t\x20-\x7e\x80-\xff]*)?")


class Fault(Exception):
    """The bytes are no request; `is_framing` where two readers could disagree about where it ends."""
    def __init__(self, what: str, is_framing: bool = False):
        super().__init__(what)
        self.is_framing = is_framing


class Incomplete(Exception):
    """What is there may be the beginning of a request."""


@dataclass(frozen=True)
class Message:
    """One whole request."""

    method: bytes
    target: bytes
    version: int
    """The minor version."""
    fields: tuple[tuple[bytes, bytes], ...]
    content: bytes
    trailers: tuple[tuple[bytes, bytes], ...]
    raw: bytes

    def values(self, name: bytes) -> list[bytes]:
        """The values of the fields of this name, which is in lower case."""
        return [value for other, value in self.fields if other.lower() == name]

    @property
    def origin(self) -> bytes:
        """The target without scheme and authority."""
        found = ABSOLUTE.fullmatch(self.target)
        if not found:
            return self.target
        rest = found[2] or b"/"
        return rest if rest.startswith(b"/") else b"/" + rest

    @property
    def options(self) -> set[bytes]:
        """What `Connection` says, in lower case."""
        listed = b",".join(self.values(b"connection"))
        return {option.strip().lower() for option in listed.split(b",") if option.strip()}

    @property
    def ends_connection(self) -> bool:
        return b"close" in self.options or (self.version == 0 and b"keep-alive" not in self.options)


def read(data: bytes, start: int = 0) -> Message:
    """The request that begins at `start`. Throws `Fault` or `Incomplete`."""
    end = data.find(b"\r\n\r\n", start)
    if end < 0:
        raise Incomplete
    first, *lines = data[start:end].split(b"\r\n")
    parts = REQUEST_LINE.fullmatch(first)
    if not parts:
        raise Fault(f"request line {first[:60]!r}")
    method, target, version = parts[1], parts[2], int(parts[3])
    fields = tuple(field(line) for line in lines)
    check_host(method, target, version, [value for name, value in fields if name.lower() == b"host"])
    content, trailers, after = read_content(data, end + 4, fields, version)
    return Message(method, target, version, fields, content, trailers, data[start:after])


def field(line: bytes) -> tuple[bytes, bytes]:
    found = FIELD.fullmatch(line)
    if not found:
        raise Fault(f"field line {line[:60]!r}")
    return found[1], found[2].rstrip(b" \t")


def check_host(method: bytes, target: bytes, version: int, hosts: list[bytes]) -> None:
    """One Host, and a target of a form that fits (RFC 9112 §3.2)."""
    if len(hosts) > 1 or (not hosts and version == 1):
        raise Fault(f"{len(hosts)} Host fields")
    if hosts and not HOST.fullmatch(hosts[0]):
        raise Fault(f"Host {hosts[0][:60]!r}")
    if method == b"CONNECT":
        if not HOST.fullmatch(target):
            raise Fault("CONNECT without an authority")
    elif not target.startswith(b"/") and (method, target) != (b"OPTIONS", b"*"):
        found = ABSOLUTE.fullmatch(target)
        if not found:
            raise Fault(f"target {target[:60]!r}")
        if not hosts or found[1].lower() != hosts[0].lower():
            raise Fault("another authority than Host")


def read_content(data: bytes, start: int, fields: tuple[tuple[bytes, bytes], ...],
                 version: int) -> tuple[bytes, tuple[tuple[bytes, bytes], ...], int]:
    """Content, trailers, and where they end: one Content-Length, or `chunked` alone (RFC 9112 §6.3)."""
    lengths = [value for name, value in fields if name.lower() == b"content-length"]
    codings = [value for name, value in fields if name.lower() == b"transfer-encoding"]
    if len(lengths) + len(codings) > 1:
        raise Fault("more than one framing", True)
    if codings:
        if codings[0].lower() != b"chunked" or version == 0:
            raise Fault(f"coding {codings[0][:60]!r} in 1.{version}", True)
        return read_chunks(data, start)
    if not lengths:
        return b"", (), start
    if not LENGTH.fullmatch(lengths[0]):
        raise Fault(f"length {lengths[0][:60]!r}", True)
    end = start + int(lengths[0])
    if end > len(data):
        raise Incomplete
    return data[start:end], (), end


def read_chunks(data: bytes, position: int) -> tuple[bytes, tuple[tuple[bytes, bytes], ...], int]:
    content = b""
    while True:
        line, position = read_line(data, position)
        found = CHUNK_LINE.fullmatch(line)
        if not found:
            raise Fault(f"chunk line {line[:60]!r}", True)
        size = int(found[1], 16)
        if size == 0:
            break
        if size >= 1 << 60:
            raise Fault(f"chunk size {found[1]!r}", True)
        content += data[position:position + size]
        position += size
        ending = data[position:position + 2]
        if not b"\r\n".startswith(ending):
            raise Fault(f"{ending!r} behind a chunk", True)
        if len(ending) < 2:
            raise Incomplete
        position += 2
    trailers = []
    while True:
        line, position = read_line(data, position)
        if not line:
            return content, tuple(trailers), position
        try:
            trailers.append(field(line))
        except Fault as fault:
            raise Fault(f"in the trailers: {fault}", True) from None


def read_line(data: bytes, start: int) -> tuple[bytes, int]:
    end = data.find(b"\r\n", start)
    line = data[start:end] if end >= 0 else data[start:].removesuffix(b"\r")
    if b"\r" in line or b"\n" in line:
        raise Fault(f"line {line[:60]!r}", True)
    if end < 0:
        raise Incomplete
    return line, end + 2
