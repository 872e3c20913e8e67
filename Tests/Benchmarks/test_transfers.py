"""Large transfers and idle connections, to small servers."""

import contextlib
import socket
import threading
from typing import Callable, Iterator

import pytest
from comparison import content
from comparison.gateways import sink
from comparison.loads import idle, transfer
from comparison.waiting import wait_until

SIZE = 40 * content.BLOCK
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@contextlib.contextmanager
def served(answer: Callable[[socket.socket], object]) -> Iterator[int]:
    """A server on a thread that has each connection answered, and its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        def serve():
            with contextlib.suppress(OSError):
                while True:
                    threading.Thread(target=answer, args=[listener.accept()[0]], daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


def answering(*parts: bytes) -> Callable[[socket.socket], None]:
    """Reads one head and answers with these parts, then ends."""
    def answer(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            while b"\r\n\r\n" not in connection.recv(65536):
                pass
            connection.sendall(b"".join(parts))

    return answer


def whole(size: int = SIZE) -> bytes:
    return b"".join(content.block(number) for number in range(size // content.BLOCK))


def test_what_is_sent_up_arrives_at_the_sink(tmp_path):
    content.write(tmp_path / "file", SIZE)
    with served(sink.answer_all) as port:
        given = transfer.up(port, "/up", tmp_path / "file", "token")
    assert (given.status, given.received, given.is_right) == (200, SIZE, True) and given.seconds > 0


def test_the_sink_tells_of_other_content(tmp_path):
    (tmp_path / "file").write_bytes(bytes(SIZE))
    with served(sink.answer_all) as port:
        given = transfer.up(port, "/up", tmp_path / "file", "token")
    assert (given.status, given.received, given.is_right) == (200, SIZE, False)


@pytest.mark.parametrize("head, length", [
    (b"POST /up HTTP/1.1\r\nContent-Length: 12\r\nHost: a", 12), (b"POST /up HTTP/1.1\r\nhost: a\r\ncontent-length:7", 7),
    (b"POST /up HTTP/1.1\r\nHost: a\r\nX-Content-Length: 5", None), (b"GET / HTTP/1.1", None)])
def test_the_sink_reads_the_length_wherever_it_stands(head, length):
    assert sink.content_length(head) == length


def test_an_upload_that_is_refused_is_not_right(tmp_path):
    content.write(tmp_path / "file", content.BLOCK)
    with served(answering(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")) as port:
        with contextlib.suppress(OSError):  # Or the rest of the upload breaks off.
            given = transfer.up(port, "/up", tmp_path / "file", "token")
            assert (given.status, given.is_right) == (413, False)


def test_a_download_is_right_when_every_byte_came():
    head = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % SIZE
    with served(answering(head, whole())) as port:
        given = transfer.down(port, "/down", SIZE, "token")
    assert (given.status, given.received, given.is_right) == (200, SIZE, True)


@pytest.mark.parametrize("parts", [
    (b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % SIZE, whole()[:-5]),
    (b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (SIZE - content.BLOCK), whole(SIZE - content.BLOCK)),
    (b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % SIZE, bytes(SIZE)),
    (b"HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\n", b"no."),
], ids=["broken off", "another length", "other content", "refused"])
def test_a_download_of_anything_else_is_not(parts):
    with served(answering(*parts)) as port:
        assert not transfer.down(port, "/down", SIZE, "token").is_right


def replying(answer: bytes, ended: list, stays: bool) -> Callable[[socket.socket], None]:
    """Answers one call, and ends the connection or leaves it open; then it is `ended`."""
    def reply(connection: socket.socket) -> None:
        with contextlib.suppress(ConnectionResetError):
            connection.recv(65536)
            connection.sendall(answer)
            if stays:
                connection.recv(65536)
        connection.close()
        ended.append(connection)

    return reply


def test_idle_connections_are_open_while_they_are_held():
    ended = []
    with served(replying(ANSWER, ended, stays=True)) as port:
        with idle.held(port, 20, "/", b"{}", "token"):
            assert ended == []
        wait_until(lambda: len(ended) == 20, "the end of all connections", 5)


def test_connections_that_end_are_no_idle_ones():
    ended = []
    with served(replying(ANSWER, ended, stays=False)) as port, pytest.raises(ConnectionError, match="idle connection"):
        with idle.held(port, 3, "/", b"{}", "token"):
            wait_until(lambda: len(ended) == 3, "the end of all connections", 5)


@pytest.mark.parametrize("answer", [ANSWER.replace(b"{}", b"[]"), ANSWER.replace(b"200", b"401"), ANSWER + b"!"])
def test_another_answer_is_told(answer):
    with served(replying(answer, [], stays=True)) as port, pytest.raises(ConnectionError, match="answered"):
        with idle.held(port, 3, "/", b"{}", "token"):
            pytest.fail("nothing is held")
