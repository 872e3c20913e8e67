"""The cases that were written down by hand: each defect, and the same answer without it."""

from ..case import MARK, Case, End, Moment
from .messages import EVIL, chunked, message, sized

REFUSED, BROKEN, PASSED = "502", "broken", "passed"
OK = b"HTTP/1.1 200 OK"
HEADS = {
    "space before the colon": (sized("A : b"), sized("A: b")),
    "coding that is not chunked": (message("Transfer-Encoding: gzip"), chunked()),
    "chunked is not the last coding": (message("Transfer-Encoding: chunked, gzip"), chunked()),
    "unknown coding before chunked": (message("Transfer-Encoding: gzip, chunked"), chunked()),
    "chunked twice": (message("Transfer-Encoding: chunked, chunked"), chunked()),
    "length with a sign": (message("Content-Length: +8"), sized()),
    "negative length": (message("Content-Length: -8"), sized()),
    "length with a space inside": (message("Content-Length: 0 8"), sized()),
    "length with a zero in front": (message("Content-Length: 010", content=MARK + b"10"), sized(content=MARK + b"10")),
    "length that is a list of two": (message("Content-Length: 8, 4"), sized()),
    "two lengths": (message("Content-Length: 8", "Content-Length: 4"), sized()),
    "length that overflows": (message("Content-Length: 18446744073709551624"), sized()),
    "length without digits": (message("Content-Length: eight"), sized()),
    "empty length": (message("Content-Length: "), sized()),
    "hexadecimal length": (message("Content-Length: 0x8"), sized()),
    "both framings": (chunked("Content-Length: 8"), chunked()),
    "HTTP/1.0 with chunks": (chunked().replace(b"1.1", b"1.0"), chunked()),
    "bare CR in a value": (sized("A: b\rc"), sized("A: bc")),
    "bare LF in a value": (sized("A: b\nc"), sized("A: bc")),
    "lines that end in LF": (sized().replace(b"\r", b""), sized()),
    "NUL in a value": (sized("A: b\0c"), sized("A: bc")),
    "NUL in a name": (sized("A\0: b"), sized("A: b")),
    "control in a value": (sized("A: b\x01c"), sized("A: bc")),
    "DEL in a value": (sized("A: b\x7fc"), sized("A: bc")),
    "obs-fold": (sized("A: b\r\n c"), sized("A: b c")),
    "obs-fold in a length": (message("Content-Length:\r\n 8"), sized()),
    "obs-fold of the first field": (sized(" A: b"), sized("A: b")),
    "name that is no token": (sized("A(: b"), sized("A: b")),
    "no name": (sized(": b"), sized("A: b")),
    "no colon": (sized("A"), sized("A:")),
    "status of two digits": (sized(status=b"HTTP/1.1 20 OK"), sized()),
    "status of four digits": (sized(status=b"HTTP/1.1 2000 OK"), sized()),
    "status 000": (sized(status=b"HTTP/1.1 000 OK"), sized()),
    "status 999": (sized(status=b"HTTP/1.1 999 OK"), sized(status=b"HTTP/1.1 599 OK")),
    "HTTP/2.0": (sized(status=b"HTTP/2.0 200 OK"), sized()),
    "HTTP/0.9": (MARK, sized()),
    "101 unasked": (message("Upgrade: x", "Connection: upgrade", status=b"HTTP/1.1 101 Switching Protocols"), sized()),
}
CHUNKS = {
    "size with a sign": b"+8\r\n@MARKER@\r\n0\r\n\r\n",
    "size with 0x": b"0x8\r\n@MARKER@\r\n0\r\n\r\n",
    "space before a size": b" 8\r\n@MARKER@\r\n0\r\n\r\n",
    "space behind a size": b"8 \r\n@MARKER@\r\n0\r\n\r\n",
    "size that overflows": b"10000000000000008\r\n@MARKER@\r\n0\r\n\r\n",
    "no CR LF behind a chunk": b"8\r\n@MARKER@0\r\n\r\n",
    "size that ends in LF": b"8\n@MARKER@\r\n0\r\n\r\n",
    "endless extension": b"8;" + b"a" * 70_000 + b"\r\n@MARKER@\r\n0\r\n\r\n",
    "no size": b"\r\n@MARKER@\r\n0\r\n\r\n",
    "letters for a size": b"xyz\r\n@MARKER@\r\n0\r\n\r\n",
    "NUL in an extension": b"8;\0\r\n@MARKER@\r\n0\r\n\r\n",
    "trailer that is no field": b"8\r\n@MARKER@\r\n0\r\nA(: b\r\n\r\n",
}
ENDS = {
    "in the content": (sized()[:-1], sized()),
    "before the content": (sized()[:-8], sized()),
    "in a chunk": (chunked()[:-10], chunked()),
    "before the last chunk": (chunked()[:-5], chunked()),
    "behind the last chunk": (chunked()[:-2], chunked()),
}


def cases() -> list[Case]:
    both = []
    for method in ("GET", "POST"):
        for name, (bad, good) in HEADS.items():
            both += [
                Case("rows", name, bad, method, must=REFUSED),
                Case("rows", f"without {name}", good, method, must=PASSED)
            ]
        for name, content in CHUNKS.items():
            # The head may be on its way when the fault comes.
            rule = "the extension of a chunk has at most 256 bytes" if "extension" in name else ""
            both.append(Case("rows", name, chunked(content=content), method, must=f"{REFUSED} {BROKEN}", rule=rule))
        for name, (bad, good) in ENDS.items():
            both += [
                Case("rows", f"end {name}", bad, method, end, must=f"{REFUSED} {BROKEN}")
                for end in (End.CLOSE, End.RESET)
            ]
            both.append(Case("rows", f"no end {name}", good, method, must=PASSED))
        both += [
            Case("rows", "extra bytes", sized() + EVIL, method, has_company=True),
            Case("rows", "end in the head", sized()[:20], method, End.CLOSE, must=REFUSED),
            Case("rows", "no byte", b"", method, End.CLOSE, must=REFUSED),
            Case("rows", "reset without a byte", b"", method, End.RESET, must=REFUSED),
            Case("rows", "answer before the request", EVIL, method, moment=Moment.IDLE),
        ]
    return both


def small() -> list[Case]:
    """Those to be split at every position."""
    return [
        case for case in cases()
        if case.method == "GET" and 1 < len(case.data) < 120 and case.end is End.FITTING and case.moment is Moment.ASKED
    ]
