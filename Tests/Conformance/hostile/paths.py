"""Every way in which a service could read a path, and the ones that the attacker's token does not reach."""

import re

PROTECTED = (b"/accounts/export", b"/files/private/key", b"/items/special/detail")
"""Paths of literal routes that need a scope which the attacker's token has not."""
SCOPED = re.compile(rb"/(?:attack|victim/[^/?]+|accounts/[^/?]+|files/[^?]+|items/[^/?]+/detail)(?:\?.*)?")
"""Targets of the routes that ask for a token; all others are public."""

OVERLONG = {
    b"\xc0\xae": b".",
    b"\xc0\xaf": b"/",
    b"\xc1\x9c": b"\\",
    b"\xe0\x80\xae": b".",
    b"\xe0\x80\xaf": b"/",
    b"\xc1\xa5": b"e"
}


def decoded(path: bytes) -> bytes:
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), path)


def long_decoded(path: bytes) -> bytes:
    return re.sub(rb"%[uU]00([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), path)


def shortened(path: bytes) -> bytes:
    for long, short in OVERLONG.items():
        path = path.replace(long, short)
    return path


def without_dots(path: bytes) -> bytes:
    kept: list[bytes] = []
    for segment in path.split(b"/")[1:]:
        if segment == b"..":
            kept = kept[:-1]
        elif segment != b".":
            kept.append(segment)
    return b"/" + b"/".join(kept)


STEPS = (
    decoded, long_decoded, shortened, without_dots, bytes.lower, lambda path: path.replace(b"\\", b"/"),
    lambda path: re.sub(rb";[^/]*", b"", path), lambda path: re.sub(rb"//+", b"/", path),
    lambda path: path.split(b"\0")[0], lambda path: re.split(rb"[?#]", path)[0],
    lambda path: b"/".join(segment.rstrip(b" .\t\r\n") or segment for segment in path.split(b"/"))
)


def readings(target: bytes) -> set[bytes]:
    """The paths that a request target can be taken for, in any order of the steps."""
    found = {target.split(b"?")[0]}
    waiting = list(found)
    while waiting and len(found) < 500:
        path = waiting.pop()
        for step in STEPS:
            if (other := step(path)) not in found:
                found.add(other)
                waiting.append(other)
    return found


def reaches(target: bytes) -> bytes | None:
    """The protected path that a service could take this target for."""
    return next((path for path in PROTECTED if path in readings(target)), None)
