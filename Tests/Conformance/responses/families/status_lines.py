"""First lines: of every version, status and phrase, and of other protocols."""

from ..case import Case, End
from .messages import sized

VERSIONS = [
    b"HTTP/1.1", b"HTTP/1.0", b"HTTP/1.2", b"HTTP/1.9", b"HTTP/0.9", b"HTTP/2", b"HTTP/2.0", b"HTTP/3", b"HTTP/1",
    b"HTTP/1.", b"HTTP/.1", b"HTTP/11", b"HTTP/1.10", b"HTTP/1.01", b"HTTP/01.1", b"HTTP/1.1.1", b"HTTP/1,1",
    b"HTTP/ 1.1", b"HTTP /1.1", b"HTTP/1 .1", b"http/1.1", b"Http/1.1", b"HTTPS/1.1", b"HTTP//1.1", b"HTTP-1.1",
    b"HTTP1.1", b" HTTP/1.1", b"\tHTTP/1.1", b"\r\nHTTP/1.1", b"\nHTTP/1.1", b"\r\n\r\nHTTP/1.1",
    b"\xef\xbb\xbfHTTP/1.1", b"ICY", b"RTSP/1.0", b"SIP/2.0", b"XHTTP/1.1", b"HTTP/-1.1", b"HTTP/1.-1", b"HTTP/1.x",
    b"HTTP/a.b", b""
]
STATUSES = [
    b"", b"0", b"2", b"20", b"200", b"2000", b"20000", b"0200", b"00200", b"+200", b"-200", b"-20", b"2 0", b"20 0",
    b"2x0", b"0x0", b"2.0", b"200.", b"200,", b"000", b"001", b"099", b"600", b"700", b"999", b"1e2", b"\xb2\xb0\xb0",
    b"OK", b"%32%30%30", b"4294967496", b"18446744073709551816", b"200200", b"200\xa0", b"'200'"
]
SPACES = [b"", b" ", b"  ", b"\t", b" \t", b"\x0b", b"\x0c", b"\r", b"\xa0", b"   "]
PHRASES = [
    b"", b" ", b"OK", b" OK", b"OK ", b"O K", b"\tOK", b"caf\xc3\xa9", b"\xff\xfe", b"<script>", b"\"OK\"", b"OK\r",
    b"OK\x00", b"OK\x1b[2J", b"HTTP/1.1 404 No", b"Content-Length: 3", b"%0d%0aContent-Length: 3", b"OK\n", b"OK\x85"
]
OTHERS = {
    "preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "settings of HTTP/2": b"\x00\x00\x00\x04\x00\x00\x00\x00\x00",
    "frames of HTTP/2": b"\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x00\x01\x01\x05\x00\x00\x00\x01\x88\x00\x00\x08\x00\x01\x00\x00\x00\x01@MARKER@",
    "GOAWAY of HTTP/2": b"\x00\x00\x08\x07\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01",
    "alert of TLS": b"\x15\x03\x03\x00\x02\x02\x28",
    "hello of TLS": b"\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00",
    "banner of SSH": b"SSH-2.0-OpenSSH_9.2\r\n",
    "greeting of SMTP": b"220 mail.example ESMTP\r\n250 OK\r\n\r\n",
    "error of Redis": b"-ERR unknown command 'GET'\r\n\r\n",
    "a request": b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "a page alone": b"<html>@MARKER@</html>\r\n\r\n",
    "NULs": b"\0" * 100,
    "empty lines": b"\r\n" * 100,
    "an empty line": b"\r\n\r\n",
    "JSON": b'{"marker": "@MARKER@"}',
    "fields alone": b"Content-Length: 8\r\n\r\n@MARKER@",
    "two status lines": b"HTTP/1.1 200 OK\r\nHTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n@MARKER@",
}


def cases() -> list[Case]:
    lines = [version + b" 200 OK" for version in VERSIONS]
    lines += [b"HTTP/1.1 " + status + b" OK" for status in STATUSES]
    lines += [b"HTTP/1.1 " + status for status in STATUSES]
    lines += [b"HTTP/1.1" + one + b"200" + two + b"OK" for one in SPACES for two in SPACES]
    lines += [b"HTTP/1.1 200 " + phrase for phrase in PHRASES]
    made = [
        Case("status lines", repr(line), sized(status=line), method) for line in lines for method in ("GET", "POST")
    ]
    made += [
        Case("every status", str(status), sized(status=b"HTTP/1.1 %03d X" % status), rule=rule(status))
        for status in range(1000)
    ]
    for name, data in OTHERS.items():
        made += [
            Case("no HTTP/1", name, data, method, end) for method in ("GET", "POST") for end in (End.KEEP, End.CLOSE)
        ]
    return made


def rule(status: int) -> str:
    """An interim answer that stays the only one is none."""
    return "interim answers alone are no answer" if status < 200 else ""
