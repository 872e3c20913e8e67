"""Every control character, and some bytes above ASCII, in every position of a head."""

from ..case import Case

BYTES = [*range(0x20), 0x7f, 0x80, 0x85, 0xa0, 0xff]
HEAD = (
    b"{before the method}G{in the method}ET{for the first space}/att{in the target}ack?a={in the query}b"
    b"{behind the target} {before the version}HTTP/1.{in the version}1{behind the version}\r\n"
    b"{before the first field}Host: gate{in Host}way.test\r\n"
    b"Authorization:{before the scheme} Bearer{behind the scheme} @TOKEN@{behind the token}\r\nX-Marker: attack\r\n"
    b"{before a name}A{in a name}b{before the colon}:{behind the colon} c{in a value}d{behind a value}\r\n"
    b"Content-{in the name of the length}Length:{before the length} {at the length}0{behind the length}\r\n"
    b"{before the end}\r\n"
)


def cases() -> list[Case]:
    made = []
    for place in places():
        for byte in BYTES:
            made.append(Case("controls", f"{byte:02x} {place}", head(place, bytes([byte]))))
    return made


def places() -> list[str]:
    return [part.split(b"}")[0].decode() for part in HEAD.split(b"{")[1:]]


def head(chosen: str, byte: bytes) -> bytes:
    """The head with the byte in one place."""
    data = HEAD
    for place in places():
        usual = b" " if place == "for the first space" else b""
        data = data.replace(b"{%b}" % place.encode(), byte if place == chosen else usual)
    return data
