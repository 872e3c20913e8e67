"""One answer of an upstream, and how it is given."""

from dataclasses import dataclass, replace
from enum import Enum

MARK = b"@MARKER@"
"""Stands in an answer for the marker of the call, which is as long."""


class End(Enum):
    """What becomes of the upstream's connection once the bytes are out."""

    KEEP = "keep"
    """It stays open for the next request."""
    CLOSE = "close"
    """It ends in order; over TLS with close_notify."""
    RESET = "reset"
    """It ends with RST; at a socket of the file system it just ends."""
    CUT = "cut"
    """TLS: it ends without close_notify."""
    FITTING = "fitting"
    """Kept where the message has shown its end or its fault, else closed."""


class Moment(Enum):
    """When the upstream speaks."""

    ASKED = "asked"
    """Once the request is complete."""
    EARLY = "early"
    """Once the request's head is there; the client sends the rest of its content behind the answer."""
    IDLE = "idle"
    """Before the request, on a connection that is not in use."""
    BEGUN = "begun"
    """As IDLE, but the client has begun a request whose content is still to come."""
    LATE = "late"
    """Once the client's call before was answered in full, on the connection that carried it; the request comes when that
    connection has ended, or, where it need not, at once."""
    CROSSED = "crossed"
    """As LATE, but the request is there as well before the gateway can see either."""
    OVERTAKEN = "overtaken"
    """As CROSSED, and the request was there first."""


UNASKED = (Moment.IDLE, Moment.BEGUN, Moment.LATE, Moment.CROSSED, Moment.OVERTAKEN)
"""When what the upstream says is no answer to anything."""


class Way(Enum):
    """How the upstream is reached."""

    TCP = "tcp"
    UNIX = "unix"
    """The only one where the sender can tell that what it sent was read."""
    TLS = "tls"


@dataclass(frozen=True)
class Case:
    """An answer, `data`, to a call of `method`."""

    family: str
    name: str
    data: bytes
    method: str = "GET"
    end: End = End.FITTING
    moment: Moment = Moment.ASKED
    way: Way = Way.TCP
    cuts: tuple[int, ...] | None = ()
    """Where pieces begin, each sent when the one before was read; None for every byte by itself."""
    rule: str = ""
    """Why a gateway may refuse this, although it is well formed."""
    must: str = ""
    """What this gateway has to make of it, as `Seen` names it, where less than a safe end is not enough."""
    version: str = "1.1"
    """The client's HTTP."""
    has_follower: bool = False
    """The client sends its next request right behind this one."""
    has_company: bool = False
    """Another client's call is under way meanwhile, and is answered afterwards."""

    def byte_by_byte(self) -> "Case":
        return replace(self, name=f"{self.name}, byte by byte", way=Way.UNIX, cuts=None)

    def split(self) -> list["Case"]:
        """The case in two pieces, in every way."""
        return [
            replace(self, name=f"{self.name}, split at {cut}", way=Way.UNIX, cuts=(cut, ))
            for cut in range(1, len(self.data))
        ]

    def pieces(self, data: bytes) -> list[bytes]:
        if self.cuts is None:
            return [data[index:index + 1] for index in range(len(data))]
        marks = [0, *self.cuts, len(data)]
        return [data[start:end] for start, end in zip(marks, marks[1:])]

    def __str__(self) -> str:
        words = [self.method, self.way.value, self.end.value, self.moment.value]
        return f"{self.family}: {self.name} ({', '.join(words)})"
