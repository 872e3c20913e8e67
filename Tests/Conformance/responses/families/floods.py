"""Heads that never end and answers that come in great number, each up to a bound here; fields in great number."""

from ..case import Case, End
from .messages import chunked, message, sized

MUCH = 1 << 20
INTERIM = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
ENDLESS = {
    "a phrase": b"HTTP/1.1 200 " + b"x" * MUCH,
    "a name": b"HTTP/1.1 200 OK\r\n" + b"x" * MUCH,
    "a value": b"HTTP/1.1 200 OK\r\nA: " + b"x" * MUCH,
    "fields": b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * (MUCH // 6),
    "spaces": b"HTTP/1.1 200 OK\r\nA:" + b" " * MUCH,
    "empty lines": b"\r\n" * (MUCH // 2),
    "digits": b"HTTP/1.1 " + b"2" * MUCH,
    "no line": b"x" * MUCH,
    "interim answers": INTERIM * (MUCH // len(INTERIM)),
    "100": b"HTTP/1.1 100 Continue\r\n\r\n" * (MUCH // 25),
    "an interim head": b"HTTP/1.1 103 X\r\nA: " + b"x" * MUCH,
    "digits of a length": b"HTTP/1.1 200 OK\r\nContent-Length: " + b"1" * MUCH,
    "zeros of a chunk's size": chunked(content=b"0" * MUCH),
    "an extension": chunked(content=b"8;" + b"x" * MUCH),
    "trailers": chunked(content=b"0\r\n" + b"A: b\r\n" * (MUCH // 6)),
    "a trailer": chunked(content=b"0\r\nA: " + b"x" * MUCH),
}
INTERIMS = [
    b"HTTP/1.1 100 Continue\r\n\r\n", INTERIM, b"HTTP/1.1 102 Processing\r\n\r\n", b"HTTP/1.1 199 X\r\n\r\n",
    b"HTTP/1.1 101 Switching Protocols\r\n\r\n", b"HTTP/1.1 101 X\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n",
    b"HTTP/1.1 103 X\r\nContent-Length: 4\r\n\r\n", b"HTTP/1.1 103 X\r\nContent-Length: 4\r\n\r\nevil",
    b"HTTP/1.1 103 X\r\nTransfer-Encoding: chunked\r\n\r\n",
    b"HTTP/1.1 103 X\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"HTTP/1.1 103 X\r\nConnection: close\r\n\r\n",
    b"HTTP/1.0 103 X\r\n\r\n", b"HTTP/1.1 103\r\n\r\n", b"HTTP/1.1 103 X\r\n\r\n\r\n",
    b"HTTP/1.1 103 X\r\nA : b\r\n\r\n", b"HTTP/1.1 103 X\r\nA: \0\r\n\r\n",
    b"HTTP/1.1 103 X\r\nContent-Length: x\r\n\r\n", b"HTTP/1.1 103 X\nA: b\n\n",
    b"HTTP/1.1 100 X\r\nContent-Length: 4\r\n\r\nevil"
]
FINAL = [sized(), chunked(), message(content=b"", status=b"HTTP/1.1 204 X"), b""]
RULE = "at most 16 interim answers"


def cases() -> list[Case]:
    made = [
        Case("without an end", name, data, method, End.KEEP) for name, data in ENDLESS.items()
        for method in ("GET", "POST")
    ]
    for interim in INTERIMS:
        for final in FINAL:
            for method in ("GET", "HEAD", "POST"):
                if method != "HEAD" or final == FINAL[2]:
                    made.append(
                        Case(
                            "interim answers",
                            f"{interim!r} and {final[:40]!r}",
                            interim + final,
                            method,
                            rule="a message that frames content where there is none"
                            if b"Content-L" in interim or b"Transfer" in interim else ""
                        )
                    )
    for count in (1, 2, 15, 16, 17, 100, 2000):
        for interim in INTERIMS[:3]:
            made.append(
                Case(
                    "interim answers",
                    f"{count} times {interim[:12]!r}",
                    interim * count + sized(),
                    rule=RULE if count > 16 else ""
                )
            )
    for count in (10, 90, 98, 99, 100, 101, 200, 1000, 5000):
        rule = "a head has at most 100 fields and 32 KiB" if count > 99 else ""
        made.append(Case("many fields", str(count), sized(*[f"A{number}: b" for number in range(count)]), rule=rule))
        made.append(Case("many fields", f"{count} of one name", sized(*["A: b"] * count), rule=rule))
    for size in (100, 4000, 16_000, 32_000, 33_000, 64_000, 200_000):
        rule = "a head has at most 32 KiB" if size > 32_000 else ""
        made.append(Case("large heads", f"phrase of {size}", sized(status=b"HTTP/1.1 200 " + b"x" * size), rule=rule))
        made.append(Case("large heads", f"value of {size}", sized("A: " + "x" * size), rule=rule))
        made.append(Case("large heads", f"name of {size}", sized("x" * size + ": b"), rule=rule))
        made.append(Case("large heads", f"fold of {size}", sized("A: b" + "\r\n b" * (size // 4))))
    return made
