"""One hostile case: the bytes that a stranger sends, and how to write them down."""

from dataclasses import dataclass

TOKEN = b"@TOKEN@"
"""Stands in a head for the attacker's token."""
TOKENS_HALVES = b"@TOKEN<@", b"@>TOKEN@"
"""Stand for its beginning and its end, so that something can stand between the two."""
HOST = b"Host: gateway.test"
SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: gateway.test\r\nX-Marker: smuggled\r\n\r\n"
"""A request that hides in the content of another one."""


@dataclass(frozen=True)
class Case:
    """What is sent, and whether it has to pass."""

    family: str
    name: str
    data: bytes
    is_valid: bool | None = None
    """`None`: as the strict reading of the bytes says."""
    is_open: bool = False
    """Whether it may pass as well as not: what counts is only what becomes of it."""
    status: int | None = None
    """What the gateway has to answer."""
    closes: bool = False
    """Whether the gateway has to end the connection behind its answer."""

    @property
    def id(self) -> str:
        return f"{self.family}/{self.name}"


def request(
    *lines: bytes,
    method: bytes = b"GET",
    target: bytes = b"/attack",
    version: bytes = b"HTTP/1.1",
    host: bytes = HOST,
    token: bytes = TOKEN,
    content: bytes = b""
) -> bytes:
    """A request of the attacker's: Host, token and marker, then these lines; no framing but what the lines say."""
    fields = [host] if host else []
    if token:
        fields.append(b"Authorization: Bearer " + token)
    head = [method + b" " + target + b" " + version, *fields, b"X-Marker: attack", *lines]
    return b"\r\n".join(head) + b"\r\n\r\n" + content


def post(*lines: bytes, content: bytes = b"hello", **more: bytes) -> bytes:
    return request(*lines, method=b"POST", content=content, **more)


def printable(data: bytes) -> str:
    """Bytes as part of a name."""
    return "".join(chr(byte) if 0x21 <= byte < 0x7f else f"<{byte:02x}>" for byte in data)
