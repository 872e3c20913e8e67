"""Contents that are too short, too long, or there although there is none; answers that come twice."""

from itertools import product

from ..case import MARK, Case, End, Moment, Way
from .messages import EVIL, chunked, message, sized

FRAMINGS = {
    "sized": sized(), "chunked": chunked(), "empty": sized(content=b""), "empty chunks": chunked(content=b"0\r\n\r\n"),
    "large": sized(content=MARK * 20_000),
    "large chunks": chunked(content=b"27100\r\n" + MARK * 20_000 + b"\r\n0\r\n\r\n")
}
REST = {
    "a byte": b"x", "CR LF": b"\r\n", "LF": b"\n", "NUL": b"\0", "an answer": EVIL, "the same answer": sized(),
    "an interim answer": b"HTTP/1.1 103 Early Hints\r\n\r\n", "half an answer": EVIL[:20],
    "a chunk": b"8\r\nunasked!\r\n0\r\n\r\n", "much": b"evil" * 50_000, "100 answers": EVIL * 100,
    "a head without an end": b"HTTP/1.1 200 OK\r\n"
}
EMPTY = {
    "HEAD": ("HEAD", b"200 OK"), "204": ("GET", b"204 No Content"), "304": ("GET", b"304 Not Modified"),
    "205": ("GET", b"205 Reset Content"), "HEAD and 204": ("HEAD", b"204 No Content"),
    "HEAD and 404": ("HEAD", b"404 Not Found"), "POST and 204": ("POST", b"204 No Content"),
    "POST and 304": ("POST", b"304 Not Modified")
}
FIELDS = [
    [], ["Content-Length: 0"], ["Content-Length: 8"], ["Content-Length: 4"], ["Transfer-Encoding: chunked"],
    ["Content-Length: x"], ["Content-Length: 8", "Transfer-Encoding: chunked"],
    ["Content-Length: 8", "Content-Length: 8"]
]
UNASKED = {
    "an answer": EVIL, "half an answer": EVIL[:20], "a byte": b"x", "CR LF": b"\r\n",
    "408": sized(status=b"HTTP/1.1 408 Too Late"), "an interim answer": b"HTTP/1.1 103 X\r\n\r\n", "much": EVIL * 2000,
    "nothing": b""
}
CONTENTS = [b"", MARK, b"8\r\n" + MARK + b"\r\n0\r\n\r\n", b"0\r\n\r\n", EVIL, b"\r\n"]


def cases() -> list[Case]:
    made = []
    for length, end, method in product(
        (0, 1, 4, 7, 9, 12, 100, 65_536, 10_000_000), (End.KEEP, End.CLOSE, End.RESET), ("GET", "POST")
    ):
        made.append(Case("short and long", f"length {length} for 8", message(f"Content-Length: {length}"), method, end))
    for data, end, way in product(
        (FRAMINGS["large"], FRAMINGS["large chunks"]), (End.CLOSE, End.RESET, End.CUT), (Way.TCP, Way.TLS)
    ):
        if end is not End.CUT or way is Way.TLS:
            made += [
                Case("short and long", f"{len(data) - part} of {len(data)} bytes", data[:-part], method, end, way=way)
                for part in (1, 2, 5, 7, 100, 80_000, 150_000) for method in ("GET", "POST")
            ]
    for (first, data), (second, rest) in product(FRAMINGS.items(), REST.items()):
        for end, method, way in product((End.KEEP, End.CLOSE, End.RESET), ("GET", "POST"), (Way.TCP, Way.TLS)):
            made.append(
                Case(
                    "more behind the end",
                    f"{first}, then {second}",
                    data + rest,
                    method,
                    end,
                    way=way,
                    has_company=True
                )
            )
        # The gateway has read the answer, and perhaps made it available to the next, when the rest comes.
        made.append(
            Case("more behind the end", f"{first}, read, then {second}", data + rest, way=Way.UNIX, cuts=(len(data), ))
        )
    for (name, (method, status)), lines, content in product(EMPTY.items(), FIELDS, CONTENTS):
        data = message(*lines, content=content, status=b"HTTP/1.1 " + status)
        made.append(Case("content where there is none", f"{name}, {lines}, {content[:30]!r}", data, method))
        made.append(
            Case(
                "content where there is none",
                f"{name}, {lines}, {content[:30]!r}",
                data,
                method,
                way=Way.UNIX,
                cuts=None
            )
        )
    made += _early() + _unasked() + _late() + _overtaking()
    return made


def _early() -> list[Case]:
    answers = {
        "sized": sized(), "chunked": chunked(), "until the end": message("Connection: close"),
        "refused": sized("Connection: close",
                         status=b"HTTP/1.1 413 Too Much"), "malformed": message("Content-Length: x"),
        "half": sized()[:-3], "twice": sized() + EVIL, "interim": b"HTTP/1.1 103 X\r\n\r\n" + sized(),
        "204 and more": message(status=b"HTTP/1.1 204 X", content=EVIL), "100 only": b"HTTP/1.1 100 X\r\n\r\n"
    }
    return [
        Case(
            "answers before the request's end",
            f"{name}, {way.value}",
            data,
            "POST",
            end,
            Moment.EARLY,
            way,
            cuts,
            has_company=True,
            rule="interim answers alone are no answer" if name == "100 only" else ""
        ) for (name, data), end in product(answers.items(), (End.FITTING, End.CLOSE, End.RESET))
        for way, cuts in ((Way.TCP, ()), (Way.TLS, ()), (Way.UNIX, None))
        # A socket of the file system knows no reset.
        if (way, end) != (Way.UNIX, End.RESET)
    ]


def _unasked() -> list[Case]:
    return [
        Case(
            "answers without a request",
            f"{name}, {way.value}",
            data,
            method,
            end,
            moment,
            way,
            has_company=index % 2 == 0
        ) for index, ((name, data), moment, method, end, way) in enumerate(
            product(
                UNASKED.items(), (Moment.IDLE, Moment.BEGUN), ("GET", "POST"), (End.KEEP, End.CLOSE,
                                                                                   End.RESET), (Way.TCP, Way.TLS)
            )
        ) if moment is Moment.IDLE or method == "POST"
    ]


def _late() -> list[Case]:
    """What comes on a connection behind an answer that the client has already: while nobody uses it, and together with the
    next request on either side of it."""
    return [
        Case(
            "answers too late",
            f"{name}, {moment.value}, {way.value}",
            data,
            method,
            end,
            moment,
            way,
            cuts,
            has_company=index % 2 == 0,
            must="passed" if moment is Moment.LATE else ""
        ) for index, ((name, data), moment, method, end, (way, cuts)) in enumerate(
            product(
                UNASKED.items(), (Moment.LATE, Moment.CROSSED, Moment.OVERTAKEN), ("GET", "POST"),
                (End.KEEP, End.CLOSE, End.RESET),
                ((Way.TCP, ()), (Way.TLS, ()), (Way.UNIX, ()), (Way.UNIX, (1, )))
            )
        ) if (way, end) != (Way.UNIX, End.RESET) and (len(data) > 1 or cuts == ())
        # Nobody ends a connection on which nothing came.
        and (data or end is not End.KEEP)
    ]


def _overtaking() -> list[Case]:
    """An answer too many that comes only when the next request is there already is that one's answer, to everybody: nothing
    tells the two apart (RFC 9112 §9.2). Its own answer, which comes behind, must reach nobody."""
    return [
        Case(
            "an answer too many takes the place of the next one",
            f"{name}, {way.value}, {len(cuts)} cuts",
            EVIL + data,
            method,
            way=way,
            cuts=cuts,
            has_company=True
        ) for (name, data), method, (way, cuts) in product(
            FRAMINGS.items(), ("GET", "POST"), ((Way.TCP, ()), (Way.TLS, ()), (Way.UNIX, (len(EVIL), )))
        )
    ]
