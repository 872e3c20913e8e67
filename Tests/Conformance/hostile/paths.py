"""Every way in which a service could read a path, and the ones that the attacker's token does not reach."""

import re

PROTECTED = (b"/accounts/export", b"/files/private/key", b"/items/special/detail", b"/folders/closed/")
"""Paths of literal routes that need a scope which the attacker's token has not."""
SCOPED = re.compile(
    rb"/(?:attack|victim/[^/?]+|accounts/[^/?]+|files/[^?]+|items/[^/?]+/detail|folders/[^?]+)(?:\?.*)?"
)
"""Targets of the routes that ask for a token; all others are public."""

OVERLONG = {bytes([0xc0 | byte >> 6, 0x80 | byte & 0x3f]): bytes([byte]) for byte in range(0x80)}
OVERLONG |= {b"\xe0" + bytes([0x80 | byte >> 6, 0x80 | byte & 0x3f]): bytes([byte]) for byte in range(0x80)}
"""ASCII in two and three bytes, as UTF-8 forbids it (RFC 3629 §3)."""
PCHAR = re.compile(rb"(?:[A-Za-z0-9._~!$&'()*+,=:@/-]|%[0-9A-Fa-f]{2})*")
NEVER_ENCODED = re.compile(rb"[A-Za-z0-9._~/\\;?#%\x00-\x1f\x7f-]")
"""What a percent-encoding may not stand for: what needs none, and what somebody could take for structure."""


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
    lambda path: b"/".join(segment.rstrip(b" .\t\r\n") or segment for segment in path.split(b"/")),
    lambda path: path.rstrip(b"/") or path
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
    found = readings(target)
    return next((path for path in PROTECTED if path in found or path.rstrip(b"/") in found), None)


def has_two_meanings(target: bytes) -> bool:
    """Whether a path breaks a rule that holds for every route: it has to be refused, whatever it could be taken for."""
    path = target.split(b"?")[0]
    if not PCHAR.fullmatch(path):
        return True
    encoded = [bytes([int(digits, 16)]) for digits in re.findall(rb"%([0-9A-Fa-f]{2})", path)]
    if any(NEVER_ENCODED.fullmatch(byte) for byte in encoded):
        return True
    try:
        decoded(path).decode()
    except UnicodeDecodeError:
        return True
    segments = path.split(b"/")[1:]
    return b"" in segments[:-1] or any(segment and not decoded(segment).strip(b" .") for segment in segments)
