"""The scripted upstream and its clients, in one thread: so that what happens, happens in one order."""

import select
import socket
import ssl
import time
from pathlib import Path

from strict.grammar import Fault
from strict.response import Kind, read

from .case import MARK, Case, End, Moment, Way
from .client import Client
from .link import Link, Request

SILENCE = 0.05
"""Seconds after which an upstream that was kept open gives up: the gateway may be waiting for more."""
STALLED = 2.0
"""Seconds after which it gives up although what it sends is not all read: the machine may be busy with something else."""
LONGEST = 5.0
"""Seconds after which a client that has seen nothing final counts as left hanging."""


class Stage:
    """Listeners for each way, and the connections that a gateway opened to them."""

    def __init__(self, folder: Path, secure: ssl.SSLContext | None = None):
        self.path = folder / "upstream.sock"
        self.secure = secure
        self.listeners = {Way.TCP: self._listen(socket.AF_INET), Way.UNIX: self._listen(socket.AF_UNIX)}
        if secure:
            self.listeners[Way.TLS] = self._listen(socket.AF_INET)
        self.poll = select.epoll()
        self.ways = {listener.fileno(): way for way, listener in self.listeners.items()}
        for number in self.ways:
            self.poll.register(number, select.EPOLLIN)
        self.links: dict[int, Link] = {}
        self.clients: dict[int, Client] = {}
        self.counter = 0
        self.case: Case | None = None
        self.case_marker = ""
        self.held: dict[str, Link | None] = {}
        self.requests: list[tuple[str, str]] = []
        self.unreadable: list[bytes] = []
        self.reused: list[str] = []
        """Requests on connections where more had come than was asked for."""
        self.patience = LONGEST
        """Seconds without anything going on after which nothing is waited for any more."""
        self.case_link: Link | None = None
        """The connection on which the case was played last."""
        self.is_played = False
        self.answered: Link | None = None
        """The connection on which a call was answered last that no case is about."""

    def _listen(self, family: socket.AddressFamily) -> socket.socket:
        listener = socket.socket(family)
        listener.bind(str(self.path) if family == socket.AF_UNIX else ("127.0.0.1", 0))
        listener.listen(128)
        listener.setblocking(False)
        return listener

    def port(self, way: Way) -> int:
        return self.listeners[way].getsockname()[1]

    def close(self) -> None:
        for one in [*self.links.values(), *self.clients.values(), *self.listeners.values()]:
            one.close()
        self.poll.close()

    # Clients

    def marker(self) -> str:
        """A new one, as long as `MARK`."""
        self.counter += 1
        return f"m{self.counter:07d}"

    def client(self, port: int) -> Client:
        client = Client(port)
        self.clients[client.number] = client
        self.poll.register(client.number, select.EPOLLIN)
        return client

    def leave(self, client: Client) -> None:
        self._unwatch(client)
        client.close()

    def _show(self, client: Client) -> None:
        client.receive()
        # Its end would be told for ever.
        if client.has_ended:
            self._unwatch(client)

    def _unwatch(self, client: Client) -> None:
        if self.clients.get(client.number) is client:
            del self.clients[client.number]
            self.poll.unregister(client.number)

    def forget_calls(self) -> None:
        """Begins to count requests anew."""
        self.requests.clear()
        self.unreadable.clear()
        self.reused.clear()

    # What goes on

    def turn(self, seconds: float) -> bool:
        """Lets everything happen that can, once; whether anything did."""
        playing = [link for link in self.links.values() if link.is_playing]
        events = self.poll.poll(0 if any(link.way is Way.UNIX for link in playing) else min(seconds, 0.02))
        for number, _ in events:
            if number in self.ways:
                self._accept(number)
            elif number in self.links:
                self._serve(self.links[number])
            elif number in self.clients:
                self._show(self.clients[number])
        moved = [link.advance() for link in playing]
        for link in playing:
            self._forget_closed(link)
        if self.case_link and not self.case_link.is_playing:
            self.is_played = True
        return bool(events) or any(moved)

    def _accept(self, number: int) -> None:
        way = self.ways[number]
        accepted, _ = self.listeners[way].accept()
        try:
            link = Link(accepted, way, self.secure if way is Way.TLS else None)
        except OSError:
            return
        self.links[link.number] = link
        self.poll.register(link.number, select.EPOLLIN)
        # Over TLS the request may have been read with the handshake.
        if way is Way.TLS:
            self._serve(link)

    def _serve(self, link: Link) -> None:
        link.receive()
        try:
            while True:
                if begun := link.take_head():
                    self._begun(link, begun)
                if not (complete := link.take_content()):
                    break
                self._complete(link, complete)
        except Fault:
            self.unreadable.append(link.received[:300])
            link.close()
        self._forget_closed(link)

    def _forget_closed(self, link: Link) -> None:
        # Its number may be another's by now.
        if not link.is_open and self.links.get(link.number) is link:
            del self.links[link.number]

    def _begun(self, link: Link, request: Request) -> None:
        self.requests.append((request.method, request.marker))
        if link.spoilt:
            self.reused.append(f"{request.method} {request.marker} came on the connection of {link.spoilt}")
        if self.case and request.marker == self.case_marker and self.case.moment is Moment.EARLY:
            self.play(link, self.case, request.marker)

    def _complete(self, link: Link, request: Request) -> None:
        if self.case and request.marker == self.case_marker and self.case.moment in (Moment.ASKED, Moment.EARLY):
            if self.case.moment is Moment.ASKED:
                self.play(link, self.case, request.marker)
        elif request.marker in self.held:
            self.held[request.marker] = link
        else:
            self.answered = link
            link.play([answer(request.marker)], End.KEEP)

    def play(self, link: Link, case: Case, marker: str) -> None:
        data = case.data.replace(MARK, marker.encode())
        self.case_link = link
        self.is_played = False
        if has_more(data, case.method):
            link.spoilt = str(case)
        link.play(case.pieces(data), fitting_end(case))

    @property
    def is_playing(self) -> bool:
        return any(link.is_playing for link in self.links.values())

    def idle_links(self, way: Way) -> list[Link]:
        """Those that carry no request."""
        return [link for link in self.links.values() if link.way is way and not link.is_asked]

    def release(self, marker: str) -> None:
        """Answers a call that was held."""
        link = self.held.pop(marker)
        if link and link.is_open:
            link.play([answer(marker)], End.KEEP)

    def until(self, condition, seconds: float = LONGEST) -> bool:
        """Goes on until the condition holds; whether it did in time.

        Where nothing happens for a while, the connection on which the case was played is ended; where nothing comes of
        that either, nothing is waited for any more.
        """
        deadline = time.monotonic() + seconds
        last = time.monotonic()
        while not condition():
            now = time.monotonic()
            if now > deadline:
                return False
            if self.turn(deadline - now):
                last = now
                continue
            patience = SILENCE if self.is_played else STALLED
            if now - last > patience and self.case_link and self.case_link.is_open:
                self.case_link.finish(End.CLOSE)
                self._forget_closed(self.case_link)
                last = now
            elif now - last > self.patience and not (self.case_link and self.case_link.is_open):
                return False
        return True


def answer(marker: str) -> bytes:
    """What every call is answered with that no case is about."""
    return b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nv:" + marker.encode()


def has_more(data: bytes, method: str) -> bool:
    """Whether something comes behind the end of an answer."""
    reading = read(data, method, False)
    return reading.kind is Kind.COMPLETE and reading.end < len(data)


def fitting_end(case: Case) -> End:
    if case.end is not End.FITTING:
        return case.end
    return End.CLOSE if read(case.data, case.method, False).kind is Kind.PARTIAL else End.KEEP
