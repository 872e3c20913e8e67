"""The upstream's end of one connection: reads requests, and plays pieces of bytes as slowly as they are read."""

import array
import fcntl
import socket
import ssl
import struct
import termios
from dataclasses import dataclass

from strict.request import Incomplete, Message, read_content, read_head

from .case import End, Way


@dataclass
class Request:
    """A request whose head is there: its method, and the marker in its target."""

    method: str
    marker: str
    head: Message


class Link:
    """One connection, without blocking."""

    def __init__(self, accepted: socket.socket, way: Way, secure: ssl.SSLContext | None):
        self.way = way
        if way is not Way.UNIX:
            # Or what is sent between two requests would wait until the second has come.
            accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if secure:
            accepted.settimeout(5)
            accepted = secure.wrap_socket(accepted, server_side=True)
        accepted.setblocking(False)
        self.socket = accepted
        self.number = accepted.fileno()
        self.is_open = True
        self.received = b""
        self.current: Request | None = None
        self.spoilt = ""
        """The case on which more came here than was asked for: no request may follow."""
        self.is_asked = False
        """Whether a request, or a part of one, has no answer yet."""
        self.pieces: list[bytes] = []
        self.end = End.KEEP

    # Reading

    def receive(self) -> None:
        """Takes what is there; the other side's end closes the connection."""
        try:
            while data := self.socket.recv(65536):
                self.received += data
                self.is_asked = True
            self.close()
        except (BlockingIOError, ssl.SSLWantReadError):
            pass
        except OSError:
            self.close()

    def take_head(self) -> Request | None:
        """The next request, once its head is there. Throws `Fault` where it is none that a gateway may send."""
        if self.current:
            return None
        try:
            head = read_head(self.received)
        except Incomplete:
            return None
        self.received = self.received[len(head.raw):]
        self.current = Request(head.method.decode(), head.target.rpartition(b"/")[2].decode(), head)
        return self.current

    def take_content(self) -> Request | None:
        """The current request, once all of it is there; it then is no longer the current one."""
        if not self.current:
            return None
        try:
            _, _, end = read_content(self.received, 0, self.current.head)
        except Incomplete:
            return None
        self.received = self.received[end:]
        complete, self.current = self.current, None
        return complete

    # Answering

    def play(self, pieces: list[bytes], end: End) -> None:
        """Begins to send pieces; what becomes of the connection behind the last."""
        self.pieces += [piece for piece in pieces if piece]
        self.end = end
        self.advance()

    def advance(self) -> bool:
        """Sends the next piece where the one before was read, and ends the connection behind the last.

        Whether anything was sent, or ended.
        """
        was_open, has_sent = self.is_open, False
        while self.is_open and self.pieces and (self.way is not Way.UNIX or self.unread() == 0):
            try:
                sent = self.socket.send(self.pieces[0])
            except (BlockingIOError, ssl.SSLWantWriteError):
                break
            except OSError:
                self.close()
                break
            has_sent = True
            self.pieces[0] = self.pieces[0][sent:]
            if not self.pieces[0]:
                self.pieces.pop(0)
        if not self.pieces:
            self.is_asked = False
        if self.is_open and not self.pieces and self.end is not End.KEEP:
            if self.way is not Way.UNIX or self.unread() == 0:
                self.finish(self.end)
        return has_sent or was_open != self.is_open

    @property
    def is_playing(self) -> bool:
        return self.is_open and bool(self.pieces or self.end is not End.KEEP)

    def unread(self) -> int:
        """How many bytes the other side has not read (of a socket of the file system; else, not acknowledged)."""
        number = array.array("i", [0])
        fcntl.ioctl(self.socket.fileno(), termios.TIOCOUTQ, number)
        return number[0]

    # Ending

    def finish(self, end: End) -> None:
        if end is End.RESET and self.way is Way.TCP:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif end is End.CLOSE and self.way is Way.TLS:
            self._tell_end()
        self.close()

    def _tell_end(self) -> None:
        """Sends close_notify, and does not wait for the other side's."""
        try:
            self.socket.unwrap()
        except OSError:
            pass

    def close(self) -> None:
        if self.is_open:
            self.is_open = False
            self.socket.close()
