"""What may stand in a head at the upstream: the client's own fields, and what the one in the middle states of it."""

import re
from dataclasses import dataclass

from strict.request import Message

Value = bytes | re.Pattern[bytes]
"""What a field has to say: these bytes, or something of this form."""

HANDLED = {
    b"host", b"content-length", b"transfer-encoding", b"connection", b"keep-alive", b"proxy-connection", b"te",
    b"trailer", b"upgrade", b"http2-settings", b"expect", b"proxy-authorization", b"proxy-authenticate",
    b"authorization", b"x-client-id", b"x-client-scopes", b"x-request-id", b"forwarded", b"x-http-method",
    b"x-http-method-override", b"x-method-override", b"x-original-method", b"x-original-url", b"x-original-uri",
    b"x-original-path", b"x-original-host", b"x-rewrite-url", b"x-real-ip", b"true-client-ip", b"x-client-ip",
    b"x-cluster-client-ip", b"cf-connecting-ip", b"x-original-for", b"forwarded-for", b"x-forwarded",
    b"x-host", b"x-override-url", b"proxy", b"remote-user", b"x-remote-user", b"x-url-scheme", b"front-end-https"
}
"""Names under which the gateway lets nothing of a client's through (docs/services.md), besides X-Forwarded-…."""
KEPT = {b"host", b"content-length", b"transfer-encoding", b"authorization", b"via", b"close", b"keep-alive"}
"""Names that `Connection` may list without taking anything away; so are those that the gateway states."""


@dataclass(frozen=True)
class Expected:
    """One request as the upstream has to get it."""

    passed: list[tuple[bytes, bytes]]
    """The client's end-to-end fields, in order."""
    stated: dict[bytes, Value | None]
    """By name, in lower case, what is there exactly once; `None` for what must not be there."""


@dataclass(frozen=True)
class Gateway:
    """The gateway lets through what nobody gives a meaning to, and states all the rest itself, once."""

    host: bytes
    """The upstream's own."""
    is_lenient = False
    """Whether it may take for requests what the strict reading does not, those of HTTP/0.9 among them."""

    def faults(self, message: Message, sent: Message, stated: dict[bytes, Value | None], is_public: bool) -> list[str]:
        listed = sent.options - KEPT
        passed = [pair for pair in sent.fields if is_end_to_end(pair[0], is_public) and pair[0].lower() not in listed]
        expected = Expected(passed + [(b"Via", b"1.%d tollgate" % sent.version)], stated | self.of(sent))
        found = differences(message.fields, expected)
        if message.trailers:
            found.append(f"trailers: {message.trailers!r} passed on")
        known = sent.values(b"x-request-id")
        if any(value in known for value in message.values(b"x-request-id")):
            found.append("head: the client's own X-Request-Id")
        return found

    def of(self, sent: Message) -> dict[bytes, Value | None]:
        """What is stated of any request, without who sends it."""
        return {
            b"host": self.host,
            b"x-request-id": re.compile(rb"[0-9a-f]{32}"),
            b"x-forwarded-for": b"127.0.0.1",
            b"x-forwarded-proto": b"http",
            b"x-forwarded-host": next(iter(sent.values(b"host")), None),
            b"content-length": next(iter(sent.values(b"content-length")), None),
            b"transfer-encoding": b"chunked" if sent.values(b"transfer-encoding") else None
        }


@dataclass(frozen=True)
class Plain:
    """Another proxy, which has not been told to state more than the identity fields: it may leave fields out, and state
    framing, version and hops as it likes; but every other field is one that the client sent, unchanged and in order."""

    host: bytes | None = None
    """What it calls the upstream; `None` for the client's own word."""
    is_lenient = True
    FREE = {b"content-length", b"transfer-encoding", b"connection", b"via", b"x-client-id", b"x-client-scopes"}
    """Judged by others, as these proxies see them; a length may become chunks."""

    def faults(self, message: Message, sent: Message, stated: dict[bytes, Value | None], is_public: bool) -> list[str]:
        waiting = iter(folded(sent.fields))
        found = []
        for name, value in folded(message.fields):
            if name == b"host":
                expected = self.host or next(iter(sent.values(b"host")), value)
                if value.lower() != expected.lower():
                    found.append(f"head: Host {value[:60]!r} for {expected[:60]!r}")
            elif name not in self.FREE and (name, value) not in waiting:
                found.append(f"head: {name!r}: {value[:60]!r}, which nobody sent")
                break
        return found


Rules = Gateway | Plain


def is_end_to_end(name: bytes, is_public: bool) -> bool:
    """Whether the gateway passes a field of this name on."""
    plain = re.sub(rb"[^0-9a-z-]", b"-", name.lower())
    if name.lower() == b"authorization":
        return is_public
    return plain not in HANDLED and not plain.startswith(b"x-forwarded-")


def differences(fields: tuple[tuple[bytes, bytes], ...], expected: Expected) -> list[str]:
    """Where a head differs from what it has to be."""
    found = []
    for name, wanted in expected.stated.items():
        values = [value for other, value in fields if other.lower() == name]
        if len(values) != (wanted is not None) or not all(fits(value, wanted) for value in values):
            found.append(f"head: {name.decode()} is {[value[:60] for value in values]!r}")
    passed = [pair for pair in folded(fields) if pair[0] not in expected.stated]
    wanted_pairs = folded(expected.passed)
    if passed != wanted_pairs:
        more = [pair for pair in passed if pair not in wanted_pairs]
        less = [pair for pair in wanted_pairs if pair not in passed]
        found.append(f"head: too much {more!r:.200}, too little {less!r:.200}" if more or less else "head: other order")
    return found


def fits(value: bytes, wanted: Value | None) -> bool:
    if isinstance(wanted, re.Pattern):
        return wanted.fullmatch(value) is not None
    return value == wanted


def folded(fields: tuple[tuple[bytes, bytes], ...] | list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Fields with their names in lower case."""
    return [(name.lower(), value) for name, value in fields]
