"""Every pair of a spelling of Content-Length and one of Transfer-Encoding, in both orders, with each method and
version, around contents that hold a request where one of the two is believed."""

import itertools

from ..case import SMUGGLED, Case, printable, request

LENGTHS = [
    b"", b"Content-Length: %d", b"content-length:%d", b"Content-Length: +%d", b"Content-Length: -%d",
    b"Content-Length: 0%d", b"Content-Length: %d, %d", b"Content-Length: %d\r\nContent-Length: %d",
    b"Content-Length: 0\r\nContent-Length: %d", b"Content-Length: %d\r\nContent-Length: 0", b"Content-Length: %d,",
    b"Content-Length: ,%d", b"Content-Length: \"%d\"", b"Content-Length: %d ;", b"Content-Length : %d",
    b"Content-Length:\r\n %d", b"Content_Length: %d", b"Content-Length: 0x%x", b"Content-Length: %d.0",
    b"Content-Length:\t%d\t", b"Content-Length: 4294967296%d", b"Content-Length: 1844674407370955161%d",
    b"Content-Length:", b"Content-Length: %d\0", b"Content-Length: %de0", b"Content-Length: %d 0",
    b"X: y\nContent-Length: %d"
]
CODINGS = [
    b"", b"Transfer-Encoding: chunked", b"transfer-encoding:CHUNKED", b"Transfer-Encoding: xchunked",
    b"Transfer-Encoding: chunked, identity", b"Transfer-Encoding: identity, chunked", b"Transfer-Encoding: identity",
    b"Transfer-Encoding: gzip, chunked", b"Transfer-Encoding: chunked, chunked", b"Transfer-Encoding: ,chunked",
    b"Transfer-Encoding: chunked,", b"Transfer-Encoding: \"chunked\"", b"Transfer-Encoding: chunked;a=b",
    b"Transfer-Encoding : chunked", b"Transfer-Encoding:\r\n chunked", b" Transfer-Encoding: chunked",
    b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x", b"Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
    b"Transfer_Encoding: chunked", b"Transfer-Encoding:\x0bchunked", b"Transfer-Encoding:\tchunked\t",
    b"Transfer-Encoding:", b"X: y\nTransfer-Encoding: chunked", b"X: y\rTransfer-Encoding: chunked",
    b"Transfer-Encoding: chunked\0"
]
IN_CHUNK = b"%x\r\n%b\r\n0\r\n\r\n" % (len(SMUGGLED), SMUGGLED)
SHAPES = {"short": (b"0\r\n\r\n" + SMUGGLED, len(SMUGGLED) + 5), "long": (IN_CHUNK, 4)}
"""Contents, and the length that is stated: chunks that end before it, and a length that ends before the chunks."""

VERSIONS = (b"1.1", b"1.0")
METHODS = (b"POST", b"GET", b"HEAD", b"DELETE", b"OPTIONS")
SAMPLE = 17
"""Of so many cases with another method, version or order one is in the sample."""


def everything() -> list[Case]:
    made = []
    for method, shape, spelling, coding, version in itertools.product(METHODS, SHAPES, LENGTHS, CODINGS, VERSIONS):
        for is_turned in (False, True) if spelling and coding else (False, ):
            made.append(case(method, shape, spelling, coding, version, is_turned))
    return made


def cases() -> list[Case]:
    """All pairs in a POST of HTTP/1.1, and a sample of all others."""
    whole = everything()
    plain = [one for one in whole if one.name.startswith("POST 1.1") and "turned" not in one.name]
    others = [one for one in whole if not one.name.startswith("POST 1.1") or "turned" in one.name]
    return plain + others[::SAMPLE]


def case(method: bytes, shape: str, spelling: bytes, coding: bytes, version: bytes, is_turned: bool) -> Case:
    content, length = SHAPES[shape]
    lines = [line for line in (spelling.replace(b"%d", b"%d" % length).replace(b"%x", b"%x" % length), coding) if line]
    if is_turned:
        lines.reverse()
    if version == b"1.0":
        lines.append(b"Connection: keep-alive")
    name = " ".join(printable(part) or "-" for part in (method, version, spelling, coding)) + f" {shape}"
    data = request(*lines, method=method, version=b"HTTP/" + version, content=content)
    return Case("framings", name + " turned" * is_turned, data)
