"""What a lenient reader may make of an answer that is not well formed, where an RFC lets it.

A gateway that passes such an answer on as one of these has done nothing wrong; a strict one refuses.
"""

import re

from strict.response import Kind, Reading, read


def _bare_line_feeds(data: bytes) -> bytes:
    """A line may be taken to end in LF alone (RFC 9112 §2.2)."""
    head, mark, rest = _parts(data)
    return re.sub(rb"(?<!\r)\n", b"\r\n", head + mark) + rest


def _folded_lines(data: bytes) -> bytes:
    """A proxy may put spaces in the place of obs-fold (RFC 9112 §5.2)."""
    head, mark, rest = _parts(data)
    return re.sub(rb"\r\n[ \t]+", b" ", head) + mark + rest


def _space_before_colon(data: bytes) -> bytes:
    """A proxy must take the space before a colon away (RFC 9112 §5.1)."""
    head, mark, rest = _parts(data)
    return re.sub(rb"(\r\n[^\s:]+)[ \t]+:", rb"\1:", head) + mark + rest


def _same_lengths(data: bytes) -> bytes:
    """Lengths that agree may be taken as one (RFC 9112 §6.3)."""
    head, mark, rest = _parts(data)
    found = re.findall(rb"(?i)\r\ncontent-length:([^\r]*)", head)
    values = {value.strip(b" \t") for line in found for value in line.split(b",")}
    if len(values) != 1:
        return data
    head = re.sub(rb"(?i)\r\ncontent-length:[^\r]*", b"", head)
    return head + b"\r\nContent-Length: " + values.pop() + mark + rest


def _padded_length(data: bytes) -> bytes:
    """Digits are digits: the grammar does not forbid zeros in front (RFC 9110 §8.6)."""
    return re.sub(rb"(?i)(\r\ncontent-length:[ \t]*)0+([0-9])", rb"\1\2", data, count=1)


def _both_framings(data: bytes) -> bytes:
    """Chunks override a length, which is taken away (RFC 9112 §6.3)."""
    head, mark, rest = _parts(data)
    if not re.search(rb"(?i)\r\ntransfer-encoding:", head):
        return data
    return re.sub(rb"(?i)\r\ncontent-length:[^\r]*", b"", head) + mark + rest


def _space_behind_size(data: bytes) -> bytes:
    """Bad white space around an extension's semicolon is to be read (RFC 9112 §7.1.1)."""
    return re.sub(rb"(\r\n[0-9A-Fa-f]+)[ \t]+(;|\r\n)", rb"\1\2", data)


STEPS = (
    _bare_line_feeds, _folded_lines, _space_before_colon, _same_lengths, _padded_length, _both_framings,
    _space_behind_size
)


def tolerated(data: bytes, method: str, has_ended: bool) -> list[Reading]:
    """What the answer means with one, or with all, of these things put right."""
    everything = data
    for step in STEPS:
        everything = step(everything)
    tries = [step(data) for step in STEPS] + [everything]
    readings = [read(changed, method, has_ended) for changed in tries if changed != data]
    return [reading for reading in readings if reading.kind is Kind.COMPLETE]


def _parts(data: bytes) -> tuple[bytes, bytes, bytes]:
    """The head, the empty line behind it, and the rest."""
    found = re.search(rb"\r?\n\r?\n", data)
    if not found:
        return data, b"", b""
    return data[:found.start()], found[0], data[found.end():]
