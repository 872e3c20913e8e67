"""The overview: what the gateway has counted, as a document and as events."""

import json
import time

import pytest
from support.gateway import Gateway
from support.management import Person
from support.management import operator as first_operator
from support.memory import resident
from support.standard import CREATE, READ, document
from support.upstream import Held, message
from support.waiting import wait_until
from support.wire import Broken, Client, request

STREAMS = 64


@pytest.fixture
def managed(tmp_path, upstreams):
    for upstream in upstreams:
        upstream.forget()
    gateway = Gateway(tmp_path, document(*upstreams, management={"address": "127.0.0.1:0"})).start()
    yield gateway
    gateway.stop()


@pytest.fixture
def operator(managed):
    """An operator, as whom the overview is asked for."""
    return first_operator(managed)


def place(operator):
    """Host and port of the management address."""
    host, port = operator.base.split("/")[2].split(":")
    return host, int(port)


class Events:
    """A stream of events, as a browser reads it."""

    def __init__(self, operator, **options):
        host, port = place(operator)
        self.client = Client((host, port), **options)
        cookie = f"Cookie: tollgate_session={operator.cookie}"
        self.client.send(request("GET", "/api/v1/overview/events", cookie, host=f"{host}:{port}"))
        self.head = self.client._head()
        self.text = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.socket.close()

    def chunk(self):
        """The next chunk; empty at the end."""
        data = self.client._exactly(int(self.client._line(), 16))
        assert self.client._exactly(2) == b"\r\n"
        return data

    def next(self):
        """The data of the next event; `None` at the stream's end."""
        while b"\n\n" not in self.text or not self.text.startswith(b"event: "):
            if self.text.startswith(b"retry: ") and b"\n\n" in self.text:
                self.text = self.text.split(b"\n\n", 1)[1]
                continue
            data = self.chunk()
            if not data:
                return None
            self.text += data
        event, self.text = self.text.split(b"\n\n", 1)
        name, data = event.split(b"\n")
        assert name == b"event: overview" and data.startswith(b"data: ")
        return json.loads(data[6:])


def overview(operator):
    answer = operator.get("/overview")
    assert answer.status_code == 200, answer.text
    return answer.json()


def is_full(operator):
    """Whether no other stream may begin."""
    with Events(operator) as another:
        return another.head.status == 503


def endpoint(document, upstream, number=0):
    [found] = [one for one in document["upstreams"] if one["name"] == upstream]
    return found["endpoints"][number]


def test_known_calls_are_counted_exactly(managed, operator, upstream):
    before = overview(operator)
    assert before["calls"] == {
        "total": 0, "allowed": 0, "refused": 0, "failed": 0, "unfinished": 0, "perSecond": 0.0,
    }
    assert before["latency"] == {"p50": None, "p90": None, "p99": None, "max": None}
    application = managed.register(READ)
    token = managed.token(application, READ)
    assert managed.ask_token(application, CREATE).status == 400
    for _ in range(7):
        assert managed.call(request("GET", "/transactions", token=token)).status == 200
    for target, status in [("/transactions", 401), ("/nowhere", 404), ("/nowhere", 404)]:
        assert managed.call(request("GET", target)).status == status
    assert managed.call(request("POST", "/transactions", body=b"{}", token=token)).status == 403
    for _ in range(2):
        assert managed.call(request("GET", "/dead", token=token)).status == 502
    seen = overview(operator)
    assert {name: seen["calls"][name] for name in ("total", "allowed", "refused", "failed", "unfinished")} == {
        "total": 13, "allowed": 7, "refused": 4, "failed": 2, "unfinished": 0,
    }
    assert seen["reasons"] == {
        "credentials.missing": 1, "route.notFound": 2, "scope.missing": 1, "upstream.connect": 2,
    }
    assert seen["statuses"] == {"2xx": 7, "3xx": 0, "4xx": 4, "5xx": 2}
    assert seen["tokens"] == {"issued": 1, "refused": 1}
    assert (seen["applications"], seen["sequence"], seen["revision"]) == (1, 1, 1)
    assert 0 < seen["latency"]["p50"] <= seen["latency"]["p99"] <= seen["latency"]["max"] < 10_000
    assert seen["calls"]["perSecond"] > 0
    assert endpoint(seen, "main")["state"] == "up" and endpoint(seen, "main")["failures"] == 0
    dead = endpoint(seen, "dead")
    # Each call tries once more, because nothing can have been sent.
    assert dead["state"] == "failing" and dead["failures"] == 4
    assert abs(seen["memoryBytes"] - resident(managed)) < 32 << 20


def test_connections_are_counted_as_they_come_and_go(managed, operator, upstream):
    held = Held(message(b"done"))
    upstream.play(held)
    with managed.client() as client:
        client.send(request("GET", "/health"))
        upstream.arrived(1)
        during = overview(operator)
        assert during["connections"] == 1
        assert (endpoint(during, "main")["active"], endpoint(during, "main")["idle"]) == (1, 0)
        held.let_go()
        assert client.response().body == b"done"
        assert (endpoint(overview(operator), "main")["active"], endpoint(overview(operator), "main")["idle"]) == (0, 1)
    wait_until(lambda: overview(operator)["connections"] == 0, what="no connection")


def test_an_event_comes_each_second(managed, operator, upstream):
    with Events(operator) as events:
        assert events.head.status == 200
        assert events.head.value("Content-Type") == "text/event-stream"
        assert events.head.value("Cache-Control") == "no-store"
        first = events.next()
        begun = time.monotonic()
        assert managed.call(request("GET", "/health")).status == 200
        second = events.next()
        assert second["calls"]["total"] == first["calls"]["total"] + 1
        for _ in range(3):
            last = events.next()
        assert 3.5 < time.monotonic() - begun < 6
        assert last["uptimeSeconds"] >= first["uptimeSeconds"] + 3


def test_nobody_sees_it_without_having_signed_in(managed, operator):
    nobody = Person(managed)
    for path in ("/overview", "/overview/events"):
        assert nobody.get(path).status_code == 401


def test_streams_are_bounded(managed, operator):
    streams = [Events(operator) for _ in range(STREAMS)]
    try:
        assert all(stream.head.status == 200 for stream in streams)
        refused = operator.get("/overview/events")
        assert refused.status_code == 503 and refused.json()["reason"] == "overview.tooManyStreams"
        assert list(refused.json()["values"]) == ["most"]
        assert refused.headers["Retry-After"]
        streams.pop().client.reset()
        wait_until(lambda: not is_full(operator), what="room for another stream")
    finally:
        for stream in streams:
            stream.client.socket.close()


def test_a_client_that_reads_nothing_is_dropped_and_holds_no_memory(managed, operator):
    with Events(operator) as lively:
        lively.next()
        before = resident(managed)
        # Each of them would keep everything that it was sent.
        idle = [Events(operator, receive_buffer=4096) for _ in range(STREAMS - 1)]
        try:
            deadline = time.monotonic() + 90
            while is_full(operator):
                assert lively.next() is not None
                assert time.monotonic() < deadline, "they are not dropped"
            assert resident(managed) - before < 16 << 20
            # Those that are dropped see it.
            with pytest.raises(Broken):
                while idle[0].next() is not None:
                    pass
        finally:
            for stream in idle:
                stream.client.socket.close()
        assert lively.next() is not None


def test_streams_end_at_once_when_the_gateway_stops(managed, operator):
    with Events(operator) as events, Events(operator, receive_buffer=4096) as deaf:
        assert events.next()
        managed.terminate()
        begun = time.monotonic()
        while events.next() is not None:
            pass
        assert events.client.ends()
        events.client.socket.close()
        deaf.client.socket.close()
        assert managed.wait() == 0
        assert time.monotonic() - begun < 5


def test_the_overview_shows_how_the_gateway_stops(managed, operator, upstream):
    held = Held(message(b"done"))
    upstream.play(held)
    with managed.client() as client, Events(operator) as events:
        client.send(request("GET", "/health"))
        upstream.arrived(1)
        managed.terminate()
        while (event := events.next())["state"] != "draining":
            pass
        assert event["connections"] == 1
        held.let_go()
        assert client.response().body == b"done"
        while events.next() is not None:
            pass
    assert managed.wait() == 0
