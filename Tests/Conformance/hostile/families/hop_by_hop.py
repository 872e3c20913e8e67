"""`Connection` that lists what must reach the service, and fields that must not."""

from ..case import Case, post, printable, request

NAMES = [
    b"X-Client-Id", b"x-client-id", b"X-CLIENT-SCOPES", b"X_Client_Id", b"Authorization", b"Host", b"Content-Length",
    b"Transfer-Encoding", b"X-Request-Id", b"X-Forwarded-For", b"X-Forwarded-Host", b"X-Forwarded-Proto", b"Forwarded",
    b"Via", b"X-Own", b"Cookie", b"Expect", b"Connection"
]
ONCE = (b"Authorization", b"Host", b"Content-Length", b"Transfer-Encoding", b"Expect")
"""Fields that a second or a wrong one makes a bad request of."""
FORMS = [
    b"Connection: %b", b"Connection: close, %b", b"Connection: keep-alive,%b", b"Connection: ,, %b ,",
    b"connection:\t%b"
]
FIELDS = [
    b"Keep-Alive: timeout=5", b"Proxy-Connection: keep-alive", b"Proxy-Connection: X-Client-Id", b"TE: trailers",
    b"TE: chunked", b"Trailer: X-Client-Id", b"Upgrade: websocket", b"Upgrade: h2c",
    b"HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
    b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    b"Sec-WebSocket-Version: 13",
    b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
    b"Connection: TE\r\nTE: trailers", b"Connection: \"X-Client-Id\"", b"Connection: close\r\nConnection: X-Client-Id",
    b"Connection: X-Own\r\nX-Own: a\r\nX-Own: b",
    b"Connection: Date, Server\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nServer: a", b"Connection: x-OWN\r\nX-Own: a",
    b"Connection: X-Other, X-Own\r\nX-Own: a", b"Connection: keep-alive, close", b"Connection:", b"Connection: @",
    b"Proxy-Authorization: Basic YTpi", b"Connection: " + b"a," * 2000, b"X-HTTP-Method-Override: DELETE",
    b"X-Original-URL: /accounts/export", b"X-Rewrite-URL: /accounts/export", b"X-Forwarded-Uri: /accounts/export",
    b"X_HTTP_Method_Override: DELETE", b"X-HTTP-Method: DELETE", b"X-Method-Override: DELETE",
    b"X_Original_URL: /accounts/export", b"X-Real-IP: 10.0.0.1", b"X_Real_IP: 10.0.0.1", b"True-Client-IP: 10.0.0.1",
    b"CF-Connecting-IP: 10.0.0.1", b"Forwarded-For: 10.0.0.1", b"X-Forwarded: for=10.0.0.1",
    b"Connection: X-Request-Id, Via, X-Forwarded-For, X-Forwarded-Host, X-Forwarded-Proto",
    b"Connection: X-Request-Id, Via\r\nX-Request-Id: 00112233445566778899aabbccddeeff\r\nVia: 1.0 other",
    b"X-Request-Id: 00112233445566778899aabbccddeeff", b"Via: 1.0 other, 1.1 tollgate"
]


def cases() -> list[Case]:
    made = [Case("hop by hop", printable(form % name), request(form % name)) for name in NAMES for form in FORMS]
    made += [Case("hop by hop", printable(field)[:120], request(field)) for field in FIELDS]
    for name in NAMES:
        line = b"Connection: " + name
        made += [
            Case("hop by hop", f"{printable(line)} with a length", post(line, b"Content-Length: 5")),
            Case(
                "hop by hop", f"{printable(line)} with chunks",
                post(line, b"Transfer-Encoding: chunked", content=b"5\r\nhello\r\n0\r\n\r\n")
            ),
            Case(
                "hop by hop", f"{printable(line)} and the field", request(line, name + b": forged"),
                False if name in ONCE else None
            )
        ]
    return made
