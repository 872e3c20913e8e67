"""The answers on one connection, and which request each is for."""

import json
from dataclasses import dataclass

from strict.grammar import Fault
from strict.response import Kind, read


@dataclass(frozen=True)
class Answer:
    status: int
    seen: bytes | None
    """Which request the upstream says it answered."""
    reason: str | None = None
    """Why the gateway refused, as its problem document says it (RFC 9457)."""


def answers(data: bytes, methods: list[bytes], has_ended: bool, is_lenient: bool = False) -> list[Answer]:
    """The answers to requests of these methods, as far as they are whole. Throws `Fault` where one is malformed, or
    nobody asked for it. `is_lenient`: what is no head may be an answer to a request that was taken for HTTP/0.9."""
    found: list[Answer] = []
    while data:
        if len(found) == len(methods):
            raise Fault(f"an answer more than requests: {data[:60]!r}")
        reading = read(data, methods[len(found)].decode("latin-1"), has_ended)
        if reading.kind is Kind.PARTIAL:
            break
        if reading.kind is Kind.MALFORMED:
            if reading.status or not is_lenient:
                raise Fault(reading.why)
            return [*found, Answer(200, None)]
        seen = next((value for name, value in reading.raw_fields if name.lower() == b"x-seen"), None)
        found.append(Answer(reading.status, seen, reason(reading.content) if seen is None else None))
        data = data[reading.end:]
    return found


def reason(content: bytes) -> str | None:
    """That of a problem document."""
    try:
        document = json.loads(content)
    except ValueError:
        return None
    return document.get("reason") if isinstance(document, dict) else None
