"""An upstream that keeps every byte, and says in each answer which request it was for."""

import asyncio
from dataclasses import dataclass, field

from strict.request import Fault, Incomplete, Message, read


def seen(message: Message) -> bytes:
    """What the answer to a request says of it: who is asked, by whom, as the upstream understood it."""
    return b" ".join([message.method, message.origin, b",".join(message.values(b"x-marker")) or b"-"])


@dataclass(eq=False)
class Connection(asyncio.Protocol):
    """One connection from what is tried; its answers are always right for the bytes that came."""

    recorder: "Recorder"
    received: bytearray = field(default_factory=bytearray)
    whole: int = 0
    """How many of the bytes were whole requests."""
    fault: str | None = None
    has_ended: bool = False
    transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.recorder.connections.append(self)

    def data_received(self, data: bytes) -> None:
        self.received += data
        while not self.fault and self.whole < len(self.received):
            try:
                message = read(bytes(self.received), self.whole)
            except Incomplete:
                return
            except Fault as fault:
                self.fault = str(fault)
                self.transport.write(b"HTTP/1.1 400 Bad\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                self.transport.close()
                return
            self.whole += len(message.raw)
            self.recorder.requests.append(message)
            content = b"" if message.method == b"HEAD" else b"ok"
            self.transport.write(
                b"HTTP/1.1 200 OK\r\nX-Seen: %b\r\nContent-Length: 2\r\n\r\n%b" % (seen(message), content)
            )

    def connection_lost(self, _: Exception | None) -> None:
        self.has_ended = True

    @property
    def is_unfinished(self) -> bool:
        return self.whole < len(self.received)


class Recorder:
    """A listening upstream; what it has recorded is taken case by case."""
    def __init__(self) -> None:
        self.connections: list[Connection] = []
        self.requests: list[Message] = []
        self.server: asyncio.Server | None = None
        self.port = 0

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self.server = await loop.create_server(lambda: Connection(self), "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]

    async def take(self) -> tuple[list[Message], list[str]]:
        """The requests since the last time, and what else came that is none; unfinished ones must have been ended."""
        for _ in range(200):
            if not any(connection.is_unfinished and not connection.has_ended for connection in self.connections):
                break
            await asyncio.sleep(0.01)
        faults = []
        for connection in self.connections:
            if connection.fault:
                faults.append(f"malformed: {connection.fault}")
            elif connection.is_unfinished and not connection.has_ended:
                faults.append(f"left unfinished: {bytes(connection.received[connection.whole:][:80])!r}")
        requests, self.requests = self.requests, []
        self.connections = [connection for connection in self.connections if not connection.has_ended]
        return requests, faults

    def forget(self) -> None:
        """Ends every connection: what a case left on one must not be held against the next case."""
        for connection in self.connections:
            connection.transport.abort()
        self.connections = []
        self.requests = []

    def close(self) -> None:
        self.forget()
        self.server.close()
