"""Chunk lines and trailers with one defect, in the first, a middle and the last place."""

from ..case import MARK, Case
from .messages import EVIL, chunked

SIZES = [
    b"8", b"08", b"0008", b"00000000000000000008", b"+8", b"-8", b"0x8", b"0X8", b"x8", b" 8", b"8 ", b"\t8", b"8\t",
    b"8\x0b", b"\x0b8", b"8\0", b"\x008", b"8h", b"8H", b"g", b"", b" ", b"8.", b"8,", b"8 8", b"8_8", b"1_0", b"'8'",
    b"8L", b"8e0", b"\xb2", b"\xff", b"\x80", b"7", b"9", b"4", b"c", b"18", b"0", b"00", b"-0", b"+0", b"0x0",
    b"ffffffff", b"100000008", b"7fffffffffffffff", b"8000000000000000", b"8000000000000008", b"ffffffffffffffff",
    b"fffffffffffffff8", b"10000000000000008", b"100000000000000000000000000000008", b"f" * 64, b"0" * 64 + b"8"
]
EXTENSIONS = [
    b"", b";", b";a", b";a=b", b";a=\"b\"", b"; a", b" ;a", b";a =b", b";;", b";a;b;c", b";\"", b";a=\"\\\"", b";\x00",
    b";\x01", b";\x7f", b";\x80", b";a\tb", b";a\nb", b";a\rb", b";" + b"a" * 255, b";" + b"a" * 256,
    b";" + b"a" * 5000, b"a", b" a", b"=", b",", b";0\r\n\r\n"
]
ENDS = [
    b"\r\n", b"\n", b"\r", b"", b"\r\r\n", b"\n\r", b"\r\n\r\n", b" \r\n", b"\r\n ", b"\x00\r\n", b"\r\0\n", b"\n\n"
]
BEHIND = [b"\r\n", b"\n", b"\r", b"", b"\r\n\r\n", b"xx", b"x\r\n", b"\r\nx", b" \r\n", b"\r\r\n", b"\0\0", b"0\r\n"]
TRAILERS = [
    b"", b"A: b\r\n", b"A:b\r\nC: d\r\n", b"A : b\r\n", b"A\r\n", b": b\r\n", b" A: b\r\n", b"A: b\r\n c\r\n",
    b"A: b\n", b"A: b\r", b"A: \0\r\n", b"A: \x01\r\n", b"A: b\rc\r\n", b"A(: b\r\n", b"Content-Length: 3\r\n",
    b"Transfer-Encoding: chunked\r\n", b"Content-Length: 3\r\n\r\nabc", b"Connection: close\r\n",
    b"X-Request-Id: theirs\r\n", b"Set-Cookie: a=b\r\n", b"WWW-Authenticate: Basic\r\n", b"A: \xff\r\n",
    b"A: " + b"b" * 8000 + b"\r\n", b"A: " + b"b" * 9000 + b"\r\n", b"A: b\r\n" * 500, b"A: b\r\n" * 5000,
    b"HTTP/1.1 200 OK\r\n", b"\0\r\n", EVIL
]


def cases() -> list[Case]:
    made = []
    for size in SIZES:
        made += _places(
            "chunk sizes", repr(size[:40]), size + b"\r\n" + MARK + b"\r\n",
            "a size has at most 16 digits" if len(size) > 16 else ""
        )
    for extension in EXTENSIONS:
        rule = "extensions of a chunk have at most 256 bytes" if len(extension) > 257 else ""
        made += _places("chunk extensions", repr(extension[:40]), b"8" + extension + b"\r\n" + MARK + b"\r\n", rule)
    for end in ENDS:
        made += _places("ends of chunk lines", repr(end), b"8" + end + MARK + b"\r\n")
    for behind in BEHIND:
        made += _places("ends of chunks", repr(behind), b"8\r\n" + MARK + behind)
    for last in SIZES:
        made.append(
            _case(
                "last chunks", repr(last[:40]), b"8\r\n" + MARK + b"\r\n" + last + b"\r\n\r\n",
                "a size has at most 16 digits" if len(last) > 16 else ""
            )
        )
    for end in ENDS:
        made.append(_case("last chunks", f"0 and {end!r}", b"8\r\n" + MARK + b"\r\n0" + end + b"\r\n"))
        made.append(_case("last chunks", f"0, then {end!r}", b"8\r\n" + MARK + b"\r\n0\r\n" + end))
    for trailer in TRAILERS:
        rule = "trailers have at most 8 KiB" if len(trailer) > 1000 else ""
        made.append(_case("trailers", repr(trailer[:40]), b"8\r\n" + MARK + b"\r\n0\r\n" + trailer + b"\r\n", rule))
    return made


def _places(family: str, name: str, chunk: bytes, rule: str = "") -> list[Case]:
    first, second = b"3\r\nabc\r\n", b"3\r\ndef\r\n"
    return [
        _case(family, f"{name} as {place}", content + b"0\r\n\r\n", rule) for place, content in (
            ("the only", chunk), ("the first", chunk + second), ("a middle one", first + chunk + second),
            ("the last", first + chunk)
        )
    ]


def _case(family: str, name: str, content: bytes, rule: str = "") -> Case:
    return Case(family, name, chunked(content=content), rule=rule)
