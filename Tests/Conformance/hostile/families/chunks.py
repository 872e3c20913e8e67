"""Every defect of a chunk line, of the end of a chunk and of trailers, also with a request hidden behind."""

from ..case import SMUGGLED, Case, post, printable

SIZES = [
    b"5", b"05", b"0000000000000005", b"00000000000000005", b"+5", b"-5", b" 5", b"5 ", b"\t5", b"5\t", b"0x5", b"0X5",
    b"5h", b"5_", b"0_5", b"5,5", b"5 5", b"5.0", b"\"5\"", b"", b" ", b";a=b", b"g", b"\x005", b"5\0", b"5\x0b",
    b"\xb25", b"5\x7f", b"5\r", b"\r5", b"10000000000000005", b"100000005", b"fffffffffffffffb", b"ffffffff",
    b"7fffffffffffffff", b"5;", b"5;a", b"5;a=b", b"5; a=b", b"5 ;a=b", b"5;a = b", b"5;a=\"b c\"", b"5;a=\"b;c\"",
    b"5;a=\"b", b"5;a=b;c=d", b"5;=b", b"5;a=", b"5;;", b"5;a\0=b", b"5;a=b\x01", b"5;a\rb", b"5;a\nb", b"5;\n", b"5\n",
    b"5;a=\"\\\r\"", b"5;" + b"a" * 300, b"5;a=\xe4", b"5#a", b"5\x0c", b"5\xa0"
]
ENDINGS = [b"\r\n", b"\n", b"\r", b"", b"\r\r\n", b"\n\r", b"\r\nX", b"X\r\n", b"\0\r\n", b" \r\n"]
LASTS = [
    b"0\r\n\r\n", b"00\r\n\r\n", b"000000\r\n\r\n", b"0;a=b\r\n\r\n", b"0 \r\n\r\n", b"-0\r\n\r\n", b"0\n\r\n",
    b"0\r\n\n", b"0\r\r\n\r\n", b"0\r\n\r", b"0\r\n", b"0\n\n", b"0x0\r\n\r\n", b"\r\n\r\n", b"0\r\nX\r\n\r\n",
    b"0\r\nX: y\r\n\r\n", b"0\r\nX : y\r\n\r\n", b"0\r\nX: y\r\n z\r\n\r\n", b"0\r\n X: y\r\n\r\n",
    b"0\r\nX: y\nZ: z\r\n\r\n", b"0\r\nX: y\0\r\n\r\n", b"0\r\n: y\r\n\r\n", b"0\r\nContent-Length: 5\r\n\r\n",
    b"0\r\nTransfer-Encoding: chunked\r\n\r\n", b"0\r\nHost: other\r\n\r\n", b"0\r\nX-Client-Id: admin\r\n\r\n",
    b"0\r\nX_Client_Id: admin\r\n\r\n", b"0\r\nX-Client-Scopes: accounts:export\r\n\r\n",
    b"0\r\nX-Request-Id: a\r\n\r\n", b"0\r\nX-Forwarded-For: 10.0.0.1\r\n\r\n", b"0\r\nForwarded: for=a\r\n\r\n",
    b"0\r\nX-Original-URL: /accounts/export\r\n\r\n", b"0\r\nX-HTTP-Method-Override: DELETE\r\n\r\n",
    b"0\r\nVia: 1.1 other\r\n\r\n", b"0\r\nExpect: 100-continue\r\n\r\n", b"0\r\nCookie: a\r\n\r\n",
    b"0\r\nAuthorization: Bearer x\r\n\r\n", b"0\r\nConnection: close\r\n\r\n", b"0\r\n" + b"X: y\r\n" * 2000 + b"\r\n",
    b"0\r\nX: " + b"y" * 40000 + b"\r\n\r\n"
]
CHUNKED = b"Transfer-Encoding: chunked"


def cases() -> list[Case]:
    bodies = {f"line {printable(size)[:40]}": size + b"\r\nhello\r\n0\r\n\r\n" for size in SIZES}
    bodies |= {f"line {printable(size)[:40]} and LF": size + b"\nhello\r\n0\r\n\r\n" for size in (b"5", b"5;a", b"0")}
    bodies |= {f"ending {printable(ending) or '-'}": b"5\r\nhello" + ending + b"0\r\n\r\n" for ending in ENDINGS}
    bodies |= {f"last {printable(last)[:60]}": b"5\r\nhello\r\n" + last for last in LASTS}
    made = []
    for name, body in bodies.items():
        made.append(Case("chunks", name, post(CHUNKED, content=body)))
        made.append(Case("chunks", f"{name}, with a request behind", post(CHUNKED, content=body + SMUGGLED)))
    # The extension of RFC 9112 hides a line for who takes a bare LF, or none at all, for its end.
    for mark in (b"\n", b"\r", b"\0", b"\x0b"):
        hidden = b"1;%bxx\r\n4c\r\n0\r\n\r\n%b" % (mark, SMUGGLED)
        made.append(Case("chunks", f"hidden behind {printable(mark)} in an extension", post(CHUNKED, content=hidden)))
    return made
