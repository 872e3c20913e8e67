"""Every control character at every position of an answer."""

from ..case import Case
from .messages import CONTROLS, chunked, sized

HEAD = sized("A: b")
CHUNKS = chunked()


def cases() -> list[Case]:
    made = []
    for family, data in (("controls in heads", HEAD), ("controls in chunks", CHUNKS)):
        start = data.index(b"\r\n\r\n") + 4 if data is CHUNKS else 0
        end = len(data) if data is CHUNKS else data.index(b"\r\n\r\n") + 4
        for position in range(start, end + 1):
            for control in CONTROLS:
                made.append(_inserted(family, data, position, control))
                if position < end:
                    made.append(_replaced(family, data, position, control))
    return made


def _inserted(family: str, data: bytes, position: int, control: int) -> Case:
    return Case(family, f"{control:#04x} at {position}", data[:position] + bytes([control]) + data[position:])


def _replaced(family: str, data: bytes, position: int, control: int) -> Case:
    return Case(family, f"{control:#04x} for byte {position}", data[:position] + bytes([control]) + data[position + 1:])
