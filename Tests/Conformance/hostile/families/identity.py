"""What only the gateway may say, said by a client: in any case, with `_` for `-`, twice, in trailers, on routes with a
token and public ones."""

import itertools

from ..case import Case, post, printable, request

NAMES = [
    b"X-Client-Id", b"X-Client-Scopes", b"X-Request-Id", b"X-Forwarded-For", b"X-Forwarded-Host", b"X-Forwarded-Proto",
    b"Forwarded", b"X-Forwarded-Port", b"X-Forwarded-Prefix", b"X-Forwarded-Server", b"X-Forwarded-User"
]
TARGETS = {b"/attack": b"@TOKEN@", b"/open": b""}


def spellings(name: bytes) -> list[bytes]:
    made = [name, name.lower(), name.upper(), name.swapcase(), name.lower().replace(b"x-", b"X-")]
    places = [index for index, byte in enumerate(name) if byte == ord("-")]
    for chosen in itertools.product(b"-_", repeat=len(places)):
        folded = bytearray(name)
        for place, mark in zip(places, chosen, strict=True):
            folded[place] = mark
        made += [bytes(folded), bytes(folded).lower(), bytes(folded).upper()]
    return list(dict.fromkeys(made))


def cases() -> list[Case]:
    made = []
    for target, token in TARGETS.items():
        for name in NAMES:
            for spelling in spellings(name):
                line, label = spelling + b": admin", f"{printable(target)} {printable(spelling)}"
                trailer = b"5\r\nhello\r\n0\r\n%b\r\n\r\n" % line
                chunked = post(
                    b"Transfer-Encoding: chunked", b"Trailer: " + spelling, target=target, token=token, content=trailer
                )
                made += [
                    Case("identity", label, request(line, target=target, token=token)),
                    Case("identity", f"{label} twice", request(line, line, target=target, token=token)),
                    Case(
                        "identity", f"{label} beside the plain one",
                        request(name + b": a", line, name.lower() + b": b", target=target, token=token)
                    ),
                    Case(
                        "identity", f"{label} beside the one with _",
                        request(line, name.replace(b"-", b"_") + b": a", target=target, token=token)
                    ),
                    Case("identity", f"{label} in trailers", chunked)
                ]
            for form in (
                b"%b : admin", b" %b: admin", b"%b\0: admin", b"%b:\r\n admin", b"%b\t: admin", b"A: b\n%b: admin",
                b"A: b\r%b: admin", b"\xef\xbb\xbf%b: admin", b"%b\xa0: admin", b"\"%b\": admin", b"%b", b":%b: admin"
            ):
                made.append(
                    Case(
                        "identity", f"{printable(target)} {printable(form)} {printable(name)}",
                        request(form % name, target=target, token=token)
                    )
                )
    for line in (
        b"Authorization: Bearer x", b"AUTHORIZATION: Bearer @TOKEN@", b"Authorization: Basic YTpi", b"Authorization : x"
    ):
        made.append(Case("identity", f"a second {printable(line)}", request(line), False))
    for line in (
        b"A_uthorization: x", b"X-Client-Idx: admin", b"XX-Client-Id: admin", b"X-Client: admin", b"Client-Id: admin"
    ):
        made.append(Case("identity", f"no kin: {printable(line)}", request(line)))
    return made
