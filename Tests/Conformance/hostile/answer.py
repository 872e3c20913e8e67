"""The answers on one connection, and which request each is for."""

from dataclasses import dataclass

from strict.grammar import Fault
from strict.response import Kind, read


@dataclass(frozen=True)
class Answer:
    status: int
    seen: bytes | None
    """Which request the upstream says it answered."""


def answers(data: bytes, methods: list[bytes], has_ended: bool) -> list[Answer]:
    """The answers to requests of these methods, as far as they are whole. Throws `Fault` where one is malformed."""
    found: list[Answer] = []
    while data:
        method = methods[len(found)] if len(found) < len(methods) else b"GET"
        reading = read(data, method.decode("latin-1"), has_ended)
        if reading.kind is Kind.PARTIAL:
            break
        if reading.kind is Kind.MALFORMED:
            if reading.status:
                raise Fault(reading.why)
            # What was asked in HTTP/0.9 is answered without a head.
            return [*found, Answer(200, None)]
        seen = next((value for name, value in reading.raw_fields if name.lower() == b"x-seen"), None)
        found.append(Answer(reading.status, seen))
        data = data[reading.end:]
    return found
