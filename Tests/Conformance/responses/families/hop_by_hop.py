"""Well-formed answers, full of fields; `Connection` names each of them, in every way that a name can be written."""

from ..case import Case
from .messages import message, sized

LINES = [
    "Set-Cookie: a=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    "Set-Cookie: b=\"x, y\"; HttpOnly",
    "set-cookie: c=",
    "Set-Cookie:d=4;SameSite=None  ",
    "Set-Cookie: a=2",
    "Vary: Accept",
    "Vary: Origin, Accept",
    "ETag: W/\"a\"",
    "Link: </a>; rel=next",
    "WWW-Authenticate: Basic realm=\"theirs\", charset=\"UTF-8\"",
    "WWW-Authenticate: Bearer",
    "Cache-Control: no-store",
    "Content-Type: text/plain",
    "Content-Encoding: identity",
    "Content-Range: bytes 0-7/8",
    "Location: /x?a=b#c",
    "Retry-After: 5",
    "Age: 1",
    "Server: theirs/1.0",
    "Via: 1.0 inner, 1.1 other (comment)",
    "X-Request-Id: theirs",
    "x-request-id: again",
    "X-REQUEST-ID: ",
    "X_Request_Id: like it",
    "Keep-Alive: timeout=5",
    "Proxy-Connection: close",
    "Proxy-Authenticate: Basic",
    "Trailer: X-T",
    "TE: trailers",
    "Upgrade: h2c",
    "HTTP2-Settings: AAA",
    "X-Forwarded-For: 10.0.0.1",
    "X-Real-IP: 10.0.0.1",
    "Forwarded: for=10.0.0.1",
    "X-Client-Id: theirs",
    "Authorization: theirs",
    "Host: inner",
    "X-Original-URL: /inner",
    "X-HTTP-Method-Override: PUT",
    "Expect: nothing",
    "X.Own: 1",
    "X-Own:",
    "X-Own: \u00e9",
    "X-Own:\ta\tb\t",
]
DATE = "Date: Thu, 01 Jan 1970 00:00:00 GMT"
NAMES = sorted(
    {line.partition(":")[0]
     for line in [*LINES, DATE]} | {"Content-Length", "Transfer-Encoding", "Connection", "close", "X-Nothing"}
)
FORMS = ["{}", "close, {}", "{}, keep-alive", ",,{} ,", " \t{}\t , x", "{0}, {0}"]


def cases() -> list[Case]:
    values = [[form.format(spelt)] for name in NAMES for form in FORMS for spelt in (name, name.lower(), name.upper())]
    values += [
        [], [""], ["close"], ["keep-alive"], ["\"X-Own\""], ["X-Ow", "X-Own-More"], ["X-Own", "Vary"], NAMES[:12]
    ]
    made = []
    for index, value in enumerate(values):
        lines = [f"Connection: {option}" for option in value]
        # Before the fields that it names, behind them, or among them.
        place = index % 3 * len(LINES) // 2
        own = LINES[:place] + lines + LINES[place:] + [DATE] * (index % 2)
        made.append(Case("fields of one connection", repr(value), sized(*own), "POST" if index % 5 == 0 else "GET"))
        if index % 4 == 0:
            made.append(
                Case(
                    "fields of one connection", f"{value!r}, 304", message(*own, content=b"", status=b"HTTP/1.1 304 X")
                )
            )
            early = message(*own, content=b"", status=b"HTTP/1.1 103 X")
            made.append(Case("fields of one connection", f"{value!r}, 103", early + sized()))
    return made
