"""Every control character, the space and some bytes above ASCII: inserted at every position of a head and of chunks,
and in the place of every byte of them."""

import re

from ..case import TOKEN, TOKENS_HALVES, Case, post, request

BYTES = bytes([*range(0x21), 0x7f, 0x80, 0x85, 0xa0, 0xff])
MESSAGES = {
    "sized": request(b"A-b: c d", b"Content-Length: 0", target=b"/attack?a=b"),
    "chunked": post(b"Transfer-Encoding: chunked", content=b"5;a=b\r\nhello\r\n0\r\nT: u\r\n\r\n")
}
CREDENTIALS = re.compile(rb"(?i)bearer +" + TOKEN)
SAMPLE = 11
"""Of so many cases one is in the sample; it has no factor in common with the number of bytes."""


def everything() -> list[Case]:
    made = []
    for name, data in MESSAGES.items():
        for position, width in places(data):
            for byte in BYTES:
                changed = bytes([byte])
                made.append(case(f"{name}, {byte:02x} at {position}", data[:position] + changed + data[position:]))
                if width:
                    rest = data[position + width:]
                    made.append(case(f"{name}, {byte:02x} for byte {position}", data[:position] + changed + rest))
        begin, end = TOKENS_HALVES
        for byte in BYTES:
            cut = begin + bytes([byte]) + end
            made.append(Case("controls", f"{name}, {byte:02x} in the token", data.replace(TOKEN, cut), False))
    return made


def cases() -> list[Case]:
    """A sample, from every part of the messages."""
    return everything()[::SAMPLE]


def places(data: bytes) -> list[tuple[int, int]]:
    """Each position with the width of what stands there; the token counts as one."""
    token = data.index(TOKEN)
    inside = range(token + 1, token + len(TOKEN))
    found = [
        (position, len(TOKEN) if position == token else 1) for position in range(len(data)) if position not in inside
    ]
    return [*found, (len(data), 0)]


def case(name: str, data: bytes) -> Case:
    """Credentials of another form than that of RFC 6750 §2.1 have to be refused, though the field is well formed."""
    lines = data.split(b"\r\n")
    values = [line.partition(b":")[2].strip(b" \t") for line in lines if line.lower().startswith(b"authorization:")]
    is_bad = any(not CREDENTIALS.fullmatch(value) for value in values)
    return Case("controls", name, data, False if is_bad else None)
