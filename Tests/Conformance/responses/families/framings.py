"""Every length beside every coding, and every two lengths."""

from itertools import product

from ..case import MARK, Case
from .messages import message

LENGTHS = [
    None, "8", "0", "4", "9", "23", "008", "+8", "-8", "-1", "8,8", "8, 8", "8,4", "4, 8", "0, 8", "8,", ",8", "",
    "0x8", "1e1", "8.0", "8 8", "8;", "eight", "9223372036854775807", "9223372036854775808", "18446744073709551615",
    "18446744073709551624", "99999999999999999999999", "\u00b2", "8\t"
]
CODINGS = [
    None, "chunked", "Chunked", "CHUNKED", "chunked ", "identity", "gzip", "gzip, chunked", "chunked, gzip",
    "chunked, chunked", "chunked,", ", chunked", "", "xchunked", "chunkedx", "chun ked", "\"chunked\"", "chunked;q=1",
    "chunked;a=b", "identity, chunked", "chunked, identity", "\x0bchunked", "\tchunked", "'chunked'", "chunked\u00a0"
]
PAIRS = ["8", "4", "0", "+8", "08", "8, 8", "x", ""]
# Both a content of 23 bytes and one chunk of 8.
CONTENT = b"8\r\n" + MARK + b"\r\n0\r\n\r\n"


def cases() -> list[Case]:
    made = []
    for version, length, coding in product(("1.1", "1.0"), LENGTHS, CODINGS):
        lines = [f"Content-Length: {length}"] * (length is not None) + [f"Transfer-Encoding: {coding}"
                                                                        ] * (coding is not None)
        for order in (1, -1) if len(lines) == 2 and coding == "chunked" else (1, ):
            made.append(_case("framing pairs", version, lines[::order]))
    for name in ("Content-Length", "content-length", "CONTENT-LENGTH"):
        for first, second in product(PAIRS, PAIRS):
            made.append(_case("two lengths", "1.1", [f"Content-Length: {first}", "A: b", f"{name}: {second}"]))
    for first, second in product(CODINGS[1:10], CODINGS[1:10]):
        made.append(_case("two codings", "1.1", [f"Transfer-Encoding: {first}", f"transfer-encoding: {second}"]))
    for line in SPELLINGS:
        made.append(_case("spellings of framing", "1.1", [line]))
        made.append(_case("spellings of framing", "1.1", [line, "Content-Length: 23"]))
        made.append(_case("spellings of framing", "1.1", [line, "Transfer-Encoding: chunked"]))
    return made


SPELLINGS = [
    "Content_Length: 8", "Content Length: 8", "Content-Length : 8", " Content-Length: 8", "\tContent-Length: 8",
    "Content-Length\t: 8", "Content-Length\0: 8", "Content-Length:\x0b8", "X: y\nContent-Length: 8",
    "X: y\rContent-Length: 8", "Content-Length:8", "Content-Length:\t8", "Transfer_Encoding: chunked",
    "Transfer-Encoding : chunked", " Transfer-Encoding: chunked", "Transfer-Encoding:chunked",
    "Transfer-Encoding:\x0cchunked", "X: y\nTransfer-Encoding: chunked", "X: y\rTransfer-Encoding: chunked",
    "X:\r\n Transfer-Encoding: chunked", "Transfer-Encoding:\r\n chunked", "Transfer-Encoding: chun\r\n ked",
    "Content-Length:\r\n 8", "Content-Length: \r\n\t8"
]


def _case(family: str, version: str, lines: list[str]) -> Case:
    name = " | ".join(lines) or "neither"
    return Case(
        family, f"HTTP/{version} {name}", message(*lines, content=CONTENT, status=f"HTTP/{version} 200 OK".encode())
    )
