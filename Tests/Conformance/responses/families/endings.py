"""Connections that end, are reset or cut at every byte of an answer."""

from ..case import MARK, Case, End, Way
from .messages import chunked, message, sized

ANSWERS = {
    "sized": sized("A: b"),
    "chunked": chunked("A: b", content=b"3\r\nabc\r\n8;x=y\r\n" + MARK + b"\r\n0\r\nA: b\r\n\r\n"),
    "until the end": message("Connection: close"),
    "old": message(status=b"HTTP/1.0 200 OK"),
    "behind an interim one": b"HTTP/1.1 103 X\r\nA: b\r\n\r\n" + sized(),
    "without content": message(status=b"HTTP/1.1 204 X", content=b""),
}
ENDS = {
    "ended at every byte": ((Way.TCP, End.CLOSE), (Way.UNIX, End.CLOSE), (Way.TLS, End.CLOSE)),
    "reset at every byte": ((Way.TCP, End.RESET), ), "cut at every byte of TLS": ((Way.TLS, End.CUT), )
}


def cases() -> list[Case]:
    made = []
    for family, ends in ENDS.items():
        for way, end in ends:
            for name, data in ANSWERS.items():
                for count in range(len(data) + 1):
                    for method in ("GET", "POST") if way is not Way.UNIX else ("POST", ):
                        made.append(Case(family, f"{name}, {count} bytes", data[:count], method, end, way=way))
    return made
