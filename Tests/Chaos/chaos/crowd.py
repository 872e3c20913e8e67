"""Many connections that do nothing good, held by one process."""

import errno
import select
import socket
import time
from dataclasses import dataclass

from support.waiting import wait_until

from .process import Process


@dataclass(frozen=True)
class Habit:
    """What each connection does: sends `first`, then the bytes of `drip` one by one, in a circle; and how it reads."""

    first: bytes = b""
    drip: bytes = b""
    interval: float = 0.2
    """Seconds between two bytes that are sent or, where it `sips`, read."""
    reads: bool = True
    """Reads whatever comes at once; else nothing, or one byte at a time where it `sips`."""
    sips: bool = False
    receive_buffer: int | None = None
    repeats: bool = False
    """Sends `first` again whenever something has come: answers must be small enough to come in one piece."""
    returns: bool = False
    """A connection that the gateway has ended is made anew."""


@dataclass(frozen=True)
class Count:
    """How it stands: connections that are open, how many the gateway has ended, and how many answers made one repeat."""

    open: int
    ended: int
    answers: int = 0

    @property
    def made(self):
        """How many connections stand, or have stood."""
        return self.open + self.ended


class Crowd(Process):
    """So many connections with one habit, until the end of the block."""

    def __init__(self, address, count, habit):
        self.size = count
        super().__init__(_main, address, count, habit)

    def count(self):
        return self.ask("count")

    def wait_until_open(self, count=None, seconds=60):
        """Waits until so many stand, or have stood."""
        count = count or self.size
        wait_until(lambda: self.count().made >= count, seconds, f"{count} connections")

    def wait_until_ended(self, count=None, seconds=60):
        """Waits until the gateway has ended so many."""
        count = count or self.size
        wait_until(lambda: self.count().ended >= count, seconds, f"the end of {count} connections")


class _Member:
    def __init__(self, address, habit):
        self.socket = socket.socket()
        self.socket.setblocking(False)
        if habit.receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, habit.receive_buffer)
        self.is_open = False
        self.waiting = habit.first
        self.position = 0
        code = self.socket.connect_ex(address)
        if code not in (0, errno.EINPROGRESS):
            raise OSError(code, "connect")


class _Members:
    """The process's own side: one epoll, and a turn of dripping every so often."""

    AT_ONCE = 200
    """Connections that are being made at the same time."""

    def __init__(self, address, count, habit):
        self.address, self.habit = address, habit
        self.left = count
        self.members, self.poll = {}, select.epoll()
        self.ended = self.open = self.answers = 0

    def fill(self):
        connecting = len(self.members) - self.open
        while self.left > 0 and connecting < self.AT_ONCE:
            member = _Member(self.address, self.habit)
            self.members[member.socket.fileno()] = member
            self.poll.register(member.socket, select.EPOLLOUT | select.EPOLLRDHUP)
            self.left -= 1
            connecting += 1

    def turn(self, seconds):
        for descriptor, events in self.poll.poll(seconds, 1000):
            member = self.members[descriptor]
            try:
                self._handle(member, events)
            except BlockingIOError:
                pass
            except OSError:
                self._end(member)

    def _handle(self, member, events):
        if not member.is_open:
            if code := member.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                raise OSError(code, "connect")
            member.is_open = True
            self.open += 1
        if self.habit.reads and events & select.EPOLLIN:
            if not member.socket.recv(65536):
                raise OSError("ended")
            if self.habit.repeats:
                member.waiting = self.habit.first
                self.answers += 1
        if member.waiting:
            member.waiting = member.waiting[member.socket.send(member.waiting):]
        if not member.waiting:
            wanted = select.EPOLLIN if self.habit.reads else 0
            self.poll.modify(member.socket, wanted | select.EPOLLRDHUP)
        if events & (select.EPOLLRDHUP | select.EPOLLHUP | select.EPOLLERR) and not self.habit.sips:
            raise OSError("ended")

    def drip(self):
        for member in list(self.members.values()):
            try:
                self._drip(member)
            except BlockingIOError:
                pass
            except OSError:
                self._end(member)

    def _drip(self, member):
        if not member.is_open or member.waiting:
            return
        if self.habit.drip:
            place = member.position % len(self.habit.drip)
            member.position += member.socket.send(self.habit.drip[place:place + 1])
        if self.habit.sips and not member.socket.recv(1):
            raise OSError("ended")

    def _end(self, member):
        self.open -= member.is_open
        self.ended += 1
        del self.members[member.socket.fileno()]
        member.socket.close()
        self.left += self.habit.returns


def _main(pipe, address, count, habit):
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    members = _Members(tuple(address), count, habit)
    next_drip = time.monotonic()
    try:
        while True:
            while pipe.poll():
                pipe.recv()
                pipe.send(Count(members.open, members.ended, members.answers))
            members.fill()
            members.turn(0.01)
            if time.monotonic() >= next_drip and (habit.drip or habit.sips):
                members.drip()
                next_drip = time.monotonic() + habit.interval
    except (EOFError, OSError):
        return
