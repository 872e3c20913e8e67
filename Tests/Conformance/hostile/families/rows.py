"""What a proxy has to refuse, one case for each rule, and beside it the same message repaired, which must pass."""

from ..case import SMUGGLED, Case, post, request

CHUNKED = b"Transfer-Encoding: chunked"
BODY = b"5\r\nhello\r\n0\r\n\r\n"
RAW = b"GET /attack HTTP/1.1\r\nHost: gateway.test\r\nAuthorization: Bearer @TOKEN@\r\n"

ROWS: dict[str, tuple[bytes, bytes]] = {
    "space before the colon": (request(b"A : b"), request(b"A: b")),
    "no Host": (request(host=b""), request()),
    "two Hosts": (request(b"Host: gateway.test"), request()),
    "bad Host": (request(host=b"Host: a/b"), request(host=b"Host: a.b")),
    "empty Host": (request(host=b"Host:"), request(host=b"Host: a")),
    "another authority": (request(target=b"http://other/attack"), request(target=b"http://gateway.test/attack")),
    "coding not last": (post(b"Transfer-Encoding: chunked, gzip", content=BODY), post(CHUNKED, content=BODY)),
    "unknown coding": (post(b"Transfer-Encoding: xchunked", content=BODY), post(CHUNKED, content=BODY)),
    "length signed": (post(b"Content-Length: +5"), post(b"Content-Length: 5")),
    "length with a space": (post(b"Content-Length: 5 5"), post(b"Content-Length: 5")),
    "length 010": (post(b"Content-Length: 010", content=b"x" * 10), post(b"Content-Length: 10", content=b"x" * 10)),
    "two lengths": (post(b"Content-Length: 5, 6"), post(b"Content-Length: 5")),
    "length overflows": (post(b"Content-Length: 18446744073709551621"), post(b"Content-Length: 5")),
    "two framings": (post(b"Content-Length: 15", CHUNKED, content=BODY), post(CHUNKED, content=BODY)),
    "coding in HTTP/1.0": (
        post(CHUNKED, version=b"HTTP/1.0",
             content=BODY), post(b"Content-Length: 5", b"Connection: keep-alive", version=b"HTTP/1.0")
    ),
    "bare CR": (request(b"A: b\rC: d"), request(b"A: b", b"C: d")),
    "bare LF": (request(b"A: b\nC: d"), request(b"A: b", b"C: d")),
    "bare LF everywhere": (request().replace(b"\r\n", b"\n"), request()),
    "NUL in a value": (request(b"A: b\0c"), request(b"A: bc")),
    "control in a value": (request(b"A: b\x0bc"), request(b"A: bc")),
    "obs-fold": (request(b"A: b", b" c"), request(b"A: b c")),
    "white space before the first field": (RAW.replace(b"\r\n", b"\r\n ", 1) + b"\r\n", RAW + b"\r\n"),
    "field name is no token": (request(b"A(b: c"), request(b"A!b: c")),
    "chunk size signed": (post(CHUNKED, content=b"+" + BODY), post(CHUNKED, content=BODY)),
    "chunk size 0x5": (post(CHUNKED, content=b"0x" + BODY), post(CHUNKED, content=b"0" + BODY)),
    "chunk size with a space": (post(CHUNKED, content=b" " + BODY), post(CHUNKED, content=BODY)),
    "chunk size overflows": (post(CHUNKED, content=b"1" + b"0" * 15 + BODY), post(CHUNKED, content=BODY)),
    "no CRLF behind a chunk": (post(CHUNKED, content=b"5\r\nhello0\r\n\r\n"), post(CHUNKED, content=BODY)),
    "extension too long":
    (post(CHUNKED, content=b"5;a=" + b"b" * 20000 + BODY[1:]), post(CHUNKED, content=b"5;a=b" + BODY[1:])),
    "target too long": (request(target=b"/attack?" + b"a" * 70000), request(target=b"/attack?" + b"a" * 700)),
    "head too large": (request(b"A: " + b"b" * 70000), request(b"A: " + b"b" * 700)),
    "too many fields": (request(*[b"A: b"] * 5000), request(*[b"A: b"] * 50)),
    "unknown expectation":
    (post(b"Content-Length: 5", b"Expect: 200-ok"), post(b"Content-Length: 5", b"Expect: 100-continue")),
    "expectation with a length":
    (request(b"Expect: 100-continue, x"), post(b"Content-Length: 5", b"Expect: 100-Continue")),
    "own Via again and again":
    (request(b"Via: " + b", ".join([b"1.1 tollgate"] * 9)), request(b"Via: 1.1 tollgate, 1.1 other")),
    "own Via again, on lines":
    (request(*[b"via: 1.1 other, 1.0 TOLLGATE"] * 9), request(*[b"Via: 1.1 other"] * 9)),
    "CONNECT": (request(method=b"CONNECT", target=b"gateway.test:80"), request(method=b"OPTIONS")),
    "unfinished content": (post(b"Content-Length: 50000"), post(b"Content-Length: 5")),
    "content behind a refusal": (
        post(b"Content-Length: %d" % len(SMUGGLED), token=b"none",
             content=SMUGGLED), post(b"Content-Length: %d" % len(SMUGGLED), content=SMUGGLED)
    )
}

REFUSED = {
    "unknown expectation", "CONNECT", "extension too long", "target too long", "head too large", "too many fields",
    "content behind a refusal", "unfinished content", "expectation with a length", "own Via again and again",
    "own Via again, on lines"
}
"""Well formed, and still not to be forwarded."""
STATUSES = {
    "target too long": 414,
    "head too large": 431,
    "too many fields": 431,
    "unknown expectation": 417,
    "expectation with a length": 417,
    "own Via again and again": 508,
    "own Via again, on lines": 508,
    "CONNECT": 501,
    "content behind a refusal": 401,
    "unfinished content": None
}
"""What is answered other than with 400; where the content does not come, nobody may be left to be answered."""


def cases() -> list[Case]:
    made = []
    for name, (bad, repaired) in ROWS.items():
        is_valid, status = False if name in REFUSED else None, STATUSES.get(name, 400)
        made.append(Case("rows", name, bad, is_valid, status=status, closes=name == "content behind a refusal"))
        made.append(Case("rows", f"{name}, repaired", repaired, True))
    return made
