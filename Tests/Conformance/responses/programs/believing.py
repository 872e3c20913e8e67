"""A proxy that believes everything: it passes on the bytes that it gets, and takes the first framing that it finds.

It sends again what was not answered, keeps what is left over on a pooled connection, and takes the end of a connection
for that of the answer. Started as `believing.py PORT UPSTREAM-PORT`.
"""

import re
import socket
import sys
import threading

idle: list[socket.socket] = []


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
        upstream = idle.pop() if idle else socket.create_connection(("127.0.0.1", upstream_port))
        try:
            upstream.sendall(request)
            answer = b""
            while not is_whole(answer, request):
                if not (data := upstream.recv(65536)):
                    break
                answer += data
        except OSError:
            continue
        if answer:
            client.sendall(answer)
            if is_whole(answer, request):
                idle.append(upstream)
                return True
            upstream.close()
            return False
    return False


def is_whole(answer: bytes, request: bytes) -> bool:
    head, mark, content = answer.partition(b"\r\n\r\n")
    if not mark:
        return False
    length = re.search(rb"(?i)content-length: *\+?([0-9]+)", head)
    if length and b"HEAD" not in request[:4]:
        return len(content) >= int(length[1])
    return b"chunked" not in head or b"0\r\n\r\n" in content


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
