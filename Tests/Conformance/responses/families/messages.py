"""The parts that answers are put together of."""

from ..case import MARK

CONTROLS = bytes([*range(0x20), 0x7F])
EVIL = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"
"""An answer that nobody asked for."""


def message(*lines: str | bytes, content: bytes = MARK, status: bytes = b"HTTP/1.1 200 OK") -> bytes:
    """A head with just these lines, and content."""
    fields = [line.encode("latin-1") if isinstance(line, str) else line for line in lines]
    return b"\r\n".join([status, *fields, b"", b""]) + content


def sized(*lines: str | bytes, content: bytes = MARK, status: bytes = b"HTTP/1.1 200 OK") -> bytes:
    """A well-framed answer with a length."""
    return message(*lines, f"Content-Length: {len(content)}", content=content, status=status)


def chunked(*lines: str | bytes, content: bytes = b"8\r\n" + MARK + b"\r\n0\r\n\r\n") -> bytes:
    """An answer with what is given as its chunks."""
    return message(*lines, "Transfer-Encoding: chunked", content=content)
