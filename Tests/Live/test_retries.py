"""When a request is sent again, and when never: the retry rule, with several endpoints in turn."""

import random
import threading

import pytest
from support import standard
from support.answers import assert_problem
from support.gateway import Gateway, configuration
from support.upstream import Ended, Upstream, close_unanswered, message, never, raw, reply, reset_unanswered
from support.waiting import wait_until
from support.wire import request


@pytest.fixture
def client(gateway, upstream):
    """One connection, and so one loop and its pool."""
    with gateway.client() as client:
        yield client


def call(client, token, method, target="/all"):
    body = b"hello" if method in ("POST", "PUT", "PATCH") else None
    return client.call(request(method, target, token=token, body=body))


def warm(client, upstream, token):
    """Leaves one idle connection in the pool."""
    assert call(client, token, "GET").status == 200
    assert [received.connection for received in upstream.requests] == [0]


# A kept connection that the upstream ends


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
def test_a_connection_that_ended_while_idle_costs_nothing(client, upstream, token, method):
    warm(client, upstream, token)
    upstream.connections[0].close()
    assert call(client, token, method).status == 200
    assert [received.method for received in upstream.requests] == ["GET", method]


@pytest.mark.parametrize("end", [close_unanswered, reset_unanswered], ids=["close", "reset"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_safe_request_is_sent_again_when_a_kept_connection_ends_under_it(client, upstream, token, method, end):
    warm(client, upstream, token)
    upstream.play(end)
    assert call(client, token, method).status == 200
    assert [(received.method, received.connection) for received in upstream.requests[1:]] == [(method, 0), (method, 1)]


@pytest.mark.parametrize("end", [close_unanswered, reset_unanswered], ids=["close", "reset"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_any_other_request_is_not_sent_again(client, upstream, token, method, end):
    warm(client, upstream, token)
    upstream.play(end)
    assert_problem(call(client, token, method), 502, "upstream.reset")
    assert call(client, token, method).status == 200
    assert [received.method for received in upstream.requests] == ["GET", method, method]


def test_a_safe_request_is_not_sent_again_after_a_byte_of_an_answer(client, upstream, token):
    warm(client, upstream, token)
    upstream.play(raw(b"H", "close"))
    answer = call(client, token, "GET")
    assert_problem(answer, 502, {"upstream.reset", "upstream.protocol"})
    assert len(upstream.requests) == 2


def test_a_safe_request_is_not_sent_again_without_end(client, upstream, token):
    warm(client, upstream, token)
    upstream.default = close_unanswered
    assert_problem(call(client, token, "GET"), 502, "upstream.reset")
    assert 2 <= len(upstream.requests) <= 5
    upstream.default = reply(b"ok")
    assert call(client, token, "GET").status == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_is_sent_again_after_a_time_out(client, upstream, token, method):
    assert call(client, token, method, "/impatient").status == 200
    upstream.play(never)
    assert_problem(call(client, token, method, "/impatient"), 504, "upstream.timeout")
    assert call(client, token, method, "/impatient").status == 200
    assert len(upstream.requests) == 3


def ends_at_random(random_numbers):
    """Answers, then ends the connection: at once, or as its next request may be on the way, or not."""

    def script(connection, received):
        connection.read_body(received)
        connection.send(message(received.target.encode()))
        choice = random_numbers.random()
        if choice < 0.3:
            (connection.close if random_numbers.random() < 0.5 else connection.reset)()
            raise Ended
        if choice < 0.7:
            end = connection.close if random_numbers.random() < 0.5 else connection.reset
            threading.Timer(random_numbers.random() / 2000, end).start()

    return script


def test_a_post_is_never_sent_twice_when_connections_end_at_random(client, upstream, token):
    upstream.default = ends_at_random(random.Random(1))
    statuses = []
    for number in range(400):
        answer = call(client, token, "POST", f"/all?{number}")
        statuses.append(answer.status)
        assert answer.status in (200, 502), answer.body
        assert answer.status == 502 or answer.body == f"/all?{number}".encode()
    arrived = [received.target for received in upstream.requests]
    assert len(arrived) == len(set(arrived)), "a POST arrived twice"
    assert set(arrived) >= {f"/all?{number}" for number, status in enumerate(statuses) if status == 200}
    assert statuses.count(200) > 300


def test_a_get_is_answered_when_connections_end_at_random(client, upstream, token):
    upstream.default = ends_at_random(random.Random(2))
    for number in range(300):
        answer = call(client, token, "GET", f"/all?{number}")
        assert (answer.status, answer.body) == (200, f"/all?{number}".encode())


# Endpoints


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_endpoint_that_refuses_is_passed_over(client, upstream, token, method):
    for _ in range(6):
        assert call(client, token, method, "/half").status == 200
    assert len(upstream.requests) == 6


def test_two_endpoints_are_used_in_turn(client, upstream, second, token):
    for number in range(6):
        assert call(client, token, "POST" if number % 2 else "GET", "/pair").status == 200
        assert call(client, token, "GET", "/pair").status == 200
    assert (len(upstream.requests), len(second.requests)) == (6, 6)
    assert (len(upstream.connections), len(second.connections)) == (1, 1)


def test_the_pair_has_one_host(client, upstream, second, token):
    for _ in range(2):
        assert call(client, token, "GET", "/pair").status == 200
    assert upstream.only.value("Host") == second.only.value("Host") == upstream.authority


def test_an_endpoint_that_stops_listening_is_passed_over(tmp_path):
    first, other = Upstream(), Upstream()
    document = configuration({"pair": {"endpoints": [first.url, other.url]}},
                             [standard.route("POST /open", None, "pair")], loops=1)
    own = Gateway(tmp_path, document).start()
    try:
        with own.client() as client:
            data = request("POST", "/open", body=b"hello")
            assert [client.call(data).status for _ in range(4)] == [200] * 4
            first.close()
            wait_until(lambda: all(connection.is_closed for connection in first.connections))
            assert [client.call(data).status for _ in range(4)] == [200] * 4
        assert (len(first.requests), len(other.requests)) == (2, 6)
    finally:
        assert own.stop() == 0
        other.close()
