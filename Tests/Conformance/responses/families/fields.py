"""Folded lines, names and values: each in the first, a middle and the last place of a head."""

from ..case import Case
from .messages import sized

LINES = [
    b"A: b\r\n c", b"A: b\r\n\tc", b"A: b\r\n  \t c", b"A:\r\n b", b"A: b\r\n ", b"A: b\r\n c\r\n d", b" A: b",
    b"\tA: b", b" ", b"\t", b"A: b\n c", b"A: b\r c", b"A: b\n\tc", b"A : b", b"A\t: b", b"A  : b", b"A b: c", b": b",
    b":", b"::", b"A", b"A:", b"A:b", b"A:  b  ", b"A:\tb\t", b"(A): b", b"A/B: c", b"A\"B: c", b"{A}: b", b"A@: b",
    b"A,B: c", b"A;B: c", b"A=B: c", b"\xc3\xa9: b", b"A: \xc3\xa9", b"A: \xff", b"A: \x80", b"A\x80: b",
    b"!#$%&'*+-.^_`|~: b", b"A: b:c", b"A:: b", b"A: \"", b"A: \\", b"A: b\x0bc", b"A: b\x0cc", b"A: b\x1bc",
    b"A: b\x7fc", b"A: b\0", b"\0A: b", b"A: b\r\r\nC: d", b"A: b\n\nevil", b"A: b\r\revil", b"A: b\r\n\n",
    b"HTTP/1.1 200 OK", b"GET / HTTP/1.1", b"Content-Length", b"Set-Cookie: a=b\r\n; c", b"Date: never",
    b"Connection: \0", b"Connection: ,", b"Connection: a b", b"Connection: \"close\"", b"Connection: " + b"a," * 2000,
    b"Keep-Alive: timeout=-1", b"Trailer: Content-Length", b"Upgrade: h2c", b"Via: " + b"1.1 tollgate," * 50
]


def cases() -> list[Case]:
    made = []
    for line in LINES:
        for place, lines in (("first", [line, "Y: z"]), ("middle", ["X: y", line, "Y: z"]), ("last", ["X: y", line])):
            made.append(
                Case(
                    "field lines",
                    f"{line[:40]!r}, {place}",
                    sized(*lines),
                    rule="what a Connection field names is bounded" if line.startswith(b"Connection:") else ""
                )
            )
        # Behind the length.
        data = sized("X: y").replace(b"\r\n\r\n", b"\r\n" + line + b"\r\n\r\n", 1)
        made.append(
            Case(
                "field lines",
                f"{line[:40]!r}, behind the length",
                data,
                rule="what a Connection field names is bounded" if line.startswith(b"Connection:") else ""
            )
        )
    return made
