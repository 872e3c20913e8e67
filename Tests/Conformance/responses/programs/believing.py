"""A proxy that believes everything: it passes on the bytes that it gets, and takes the first framing that it finds.

It sends again what was not answered, keeps what is left over on a pooled connection, and takes the end of a connection
for that of the answer. Started as `believing.py PORT UPSTREAM-PORT`.
"""

import re
import socket
import sys
import threading

idle: list[tuple[socket.socket, bytes]] = []


def main(port: int, upstream_port: int) -> None:
    listener = socket.create_server(("127.0.0.1", port))
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=[client, upstream_port], daemon=True).start()


def serve(client: socket.socket, upstream_port: int) -> None:
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    waiting = b""
    try:
        while True:
            while b"\r\n\r\n" not in waiting:
                if not (data := client.recv(65536)):
                    return
                waiting += data
            head, _, waiting = waiting.partition(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: *([0-9]+)", head)
            while length and len(waiting) < int(length[1]):
                if not (data := client.recv(65536)):
                    return
                waiting += data
            size = int(length[1]) if length else 0
            request, waiting = head + b"\r\n\r\n" + waiting[:size], waiting[size:]
            if not forward(client, request, upstream_port):
                return
    except OSError:
        pass
    finally:
        client.close()


def forward(client: socket.socket, request: bytes, upstream_port: int) -> bool:
    """Asks the upstream, again where nothing came; whether the client's connection goes on."""
    for _ in range(2):
        # What was left over stays with the connection, for whoever is next.
        upstream, answer = idle.pop() if idle else (socket.create_connection(("127.0.0.1", upstream_port)), b"")
        try:
            upstream.sendall(request)
            while (end := end_of(answer, request)) < 0 and (data := upstream.recv(65536)):
                answer += data
        except OSError:
            continue
        if end >= 0:
            client.sendall(answer[:end])
            idle.append((upstream, answer[end:]))
            return True
        upstream.close()
        if answer:
            client.sendall(answer)
            return False
    return False


def end_of(answer: bytes, request: bytes) -> int:
    """Where the answer ends, by the first framing that is found; -1 where it goes on."""
    head = answer.find(b"\r\n\r\n") + 4
    if head < 4:
        return -1
    length = re.search(rb"(?i)content-length: *\+?([0-9]+)", answer[:head])
    if length and not request.startswith(b"HEAD"):
        end = head + int(length[1])
        return end if len(answer) >= end else -1
    if b"chunked" not in answer[:head]:
        return head
    last = answer.find(b"0\r\n\r\n", head)
    return last + 5 if last >= 0 else -1


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
