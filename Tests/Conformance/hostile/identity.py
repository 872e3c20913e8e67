"""Who a call is from, as an upstream is told: the gateway's own word, once, under one spelling."""

from dataclasses import dataclass

from strict.request import Message

STATED = (b"x-client-id", b"x-client-scopes")


@dataclass(frozen=True)
class Identity:
    """What what is tried says of one caller; a field that it does not set is `None`."""

    client_id: bytes | None
    scopes: bytes | None
    token: bytes
    is_passed_on: bool = False
    """Whether `Authorization` reaches the upstream as it came."""


def stated(identity: Identity, is_public: bool) -> dict[bytes, bytes | None]:
    """What has to be said of who calls, by name; `None` for what must not be said at all."""
    if is_public and not identity.is_passed_on:
        return dict.fromkeys(STATED)
    return {b"x-client-id": identity.client_id, b"x-client-scopes": identity.scopes}


def faults(message: Message, identity: Identity, is_public: bool) -> list[str]:
    """Where the identity fields of a request differ from what they must be, in head and trailers."""
    expected = stated(identity, is_public)
    found: list[str] = []
    for name in STATED:
        alike = [pair for pair in message.fields + message.trailers if plain(pair[0]) == name]
        values = [value for _, value in alike]
        wanted = [] if expected[name] is None else [expected[name]]
        if values != wanted or any(other.lower() != name for other, _ in alike):
            found.append(f"identity: {alike!r} for {wanted!r}")
    tokens = [pair for pair in message.fields + message.trailers if plain(pair[0]) == b"authorization"]
    if not is_public and not identity.is_passed_on and tokens:
        found.append(f"identity: {tokens!r} passed on")
    if is_public and not identity.is_passed_on and len(tokens) > 1:
        found.append(f"identity: {len(tokens)} Authorization fields")
    return found


def plain(name: bytes) -> bytes:
    """A name as services fold it that make variables of fields."""
    return name.lower().replace(b"_", b"-")
