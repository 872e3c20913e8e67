"""A strict reading of requests: who reads as it does and who is lenient see the same ones."""

import re
from dataclasses import dataclass

from . import grammar
from .grammar import TOKEN, Fault, Fields, Incomplete

__all__ = ["Fault", "Incomplete", "Message", "read", "read_head"]

REQUEST_LINE = re.compile(rb"(" + TOKEN + rb") ([\x21-\x7e]+) HTTP/1\.([01])")
HOST = re.compile(rb"(?:[0-9A-Za-z._~!$&'()*+,;=%-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?")
ABSOLUTE = re.compile(rb"(?i)https?://([^/?#@]+)([/?].*)?")


@dataclass(frozen=True)
class Message:
    """One whole request, or the head of one."""

    method: bytes
    target: bytes
    version: int
    """The minor version."""
    fields: Fields
    content: bytes
    trailers: Fields
    raw: bytes

    def values(self, name: bytes) -> list[bytes]:
        """The values of the fields of this name, which is in lower case."""
        return grammar.values(self.fields, name)

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
        return grammar.options(self.fields)

    @property
    def ends_connection(self) -> bool:
        return b"close" in self.options or (self.version == 0 and b"keep-alive" not in self.options)


def read(data: bytes, start: int = 0) -> Message:
    """The request that begins at `start`. Throws `Fault` or `Incomplete`."""
    head = read_head(data, start)
    content, trailers, end = read_content(data, start + len(head.raw), head)
    return Message(head.method, head.target, head.version, head.fields, content, trailers, data[start:end])


def read_head(data: bytes, start: int = 0) -> Message:
    """As `read`, and nothing behind the head."""
    first, lines, end = grammar.head(data, start)
    parts = REQUEST_LINE.fullmatch(first)
    if not parts:
        raise Fault(f"request line {first[:60]!r}")
    head = Message(parts[1], parts[2], int(parts[3]), tuple(map(grammar.field, lines)), b"", (), data[start:end])
    check_host(head)
    grammar.framing(head.fields, head.version)
    return head


def check_host(head: Message) -> None:
    """One Host, and a target of a form that fits (RFC 9112 §3.2)."""
    hosts = head.values(b"host")
    if len(hosts) > 1 or (not hosts and head.version == 1):
        raise Fault(f"{len(hosts)} Host fields")
    if hosts and not HOST.fullmatch(hosts[0]):
        raise Fault(f"Host {hosts[0][:60]!r}")
    if head.method == b"CONNECT":
        if not HOST.fullmatch(head.target):
            raise Fault("CONNECT without an authority")
    elif not head.target.startswith(b"/") and (head.method, head.target) != (b"OPTIONS", b"*"):
        found = ABSOLUTE.fullmatch(head.target)
        if not found:
            raise Fault(f"target {head.target[:60]!r}")
        if not hosts or found[1].lower() != hosts[0].lower():
            raise Fault("another authority than Host")


def read_content(data: bytes, start: int, head: Message) -> tuple[bytes, Fields, int]:
    """The content behind a head, trailers, and where they end."""
    is_chunked, length = grammar.framing(head.fields, head.version)
    if is_chunked:
        return grammar.chunks(data, start)
    content, end = grammar.sized(data, start, length or 0)
    return content, (), end
