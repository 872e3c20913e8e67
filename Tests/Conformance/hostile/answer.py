"""A strict reading of the answers on one connection."""

import re
from dataclasses import dataclass

from .message import Incomplete, field, read_chunks

STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([1-5][0-9][0-9]) [\t\x20-\x7e\x80-\xff]*")


@dataclass(frozen=True)
class Answer:
    status: int
    fields: tuple[tuple[bytes, bytes], ...]
    content: bytes

    @property
    def seen(self) -> bytes | None:
        """Which request the upstream says it answered."""
        return next((value for name, value in self.fields if name.lower() == b"x-seen"), None)


def answers(data: bytes, methods: list[bytes], has_ended: bool) -> list[Answer]:
    """The answers to requests of these methods, as far as they are whole. Throws `Fault` where one is malformed."""
    found, position = [], 0
    while position < len(data):
        method = methods[len(found)] if len(found) < len(methods) else b"GET"
        try:
            answer, position = one(data, position, method, has_ended)
        except Incomplete:
            break
        if answer.status >= 200:
            found.append(answer)
    return found


def one(data: bytes, start: int, method: bytes, has_ended: bool) -> tuple[Answer, int]:
    end = data.find(b"\r\n\r\n", start)
    if end < 0:
        raise Incomplete
    first, *lines = data[start:end].split(b"\r\n")
    status = STATUS_LINE.fullmatch(first)
    if not status:
        # What was asked in HTTP/0.9 is answered without a head.
        return Answer(200, (), data[start:]), len(data)
    fields = tuple(field(line) for line in lines)
    named = {name.lower(): value for name, value in fields}
    code, end = int(status[1]), end + 4
    if code < 200 or code in (204, 304) or method == b"HEAD":
        return Answer(code, fields, b""), end
    if b"transfer-encoding" in named:
        content, _, end = read_chunks(data, end)
        return Answer(code, fields, content), end
    if b"content-length" in named:
        after = end + int(named[b"content-length"])
        if after > len(data):
            raise Incomplete
        return Answer(code, fields, data[end:after]), after
    if not has_ended:
        raise Incomplete
    return Answer(code, fields, data[end:]), len(data)
