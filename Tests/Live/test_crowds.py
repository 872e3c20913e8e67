"""Many clients in one turn of a loop, with everything that can go wrong between: each answer is its asker's, and no call is
sent twice."""

import base64
import collections
import contextlib
import json
import os
import random
import threading

import pytest
from support import standard
from support.forge import encode
from support.gateway import Gateway, basic, configuration
from support.memory import resident
from support.reloading import reload
from support.stopping import stopped
from support.together import Together
from support.upstream import Ended, Held, Upstream, message, raw
from support.waiting import wait_until
from support.wire import Broken, Client, request

EVIL = message(b"evil")
MIB = 1 << 20
# More than the loop asks the kernel for at one time (EventLoop.swift).
CROWD = 300


def tell(connection, received):
    """Answers with who asked, and for what."""
    connection.read_body(received)
    connection.send(message(told(received.value("X-Client-Id"), received.target, received.body)))


def told(client, target, body=b""):
    return f"{client} {target} ".encode() + body


def renew(service):
    """Ends the service's connections, and begins a new record."""
    service.forget()
    service.default = tell


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """A service that tells who asked, and a gateway with one loop in front of it."""
    service = Upstream()
    service.default = tell
    routes = [
        standard.route("GET /reads", standard.READ), standard.route("GET /refunds", standard.REFUND),
        standard.route("POST /payments", standard.CREATE), standard.route("GET /open"), standard.route("POST /open"),
    ]
    document = configuration({"main": {"endpoints": [service.url]}}, routes, loops=1)
    gateway = Gateway(tmp_path_factory.mktemp("crowds"), document).start()
    yield gateway, service
    assert gateway.stop() == 0, gateway.log
    service.close()


@pytest.fixture
def gateway(bench):
    return bench[0]


@pytest.fixture
def service(bench):
    renew(bench[1])
    return bench[1]


@pytest.fixture(scope="module")
def applications(bench):
    """Applications with different scopes, each with a token for all that it has."""
    gateway = bench[0]
    granted = [
        (standard.READ,), (standard.REFUND,), (standard.CREATE,), (standard.READ, standard.REFUND),
        (standard.READ, standard.CREATE, standard.REFUND),
    ]
    made = [(gateway.register(*scopes), scopes) for scopes in granted * 2]
    return [(application, scopes, gateway.token(application, *scopes)) for application, scopes in made]


@pytest.fixture
def nothing_left(bench):
    """No descriptor is left behind, neither of clients nor of the service's."""
    gateway, service = bench
    folder = f"/proc/{gateway.process.pid}/fd"
    renew(service)
    gateway.call(request("GET", "/open"))
    renew(service)

    def sockets():
        count = 0
        for name in os.listdir(folder):
            with contextlib.suppress(OSError):
                count += os.readlink(f"{folder}/{name}").startswith("socket:")
        return count

    before = wait_until(sockets)
    yield
    service.forget()
    wait_until(lambda: sockets() <= before, 20, f"the end of all connections but {before}")


# Requests in one piece


def some_request(numbers, applications, place):
    """A request of any kind, and what it is answered."""
    application, scopes, token = numbers.choice(applications)
    kind = numbers.choice(["reads", "refunds", "payments", "open", "nowhere", "forged", "anonymous"])
    target = f"/{kind}?{place}"
    if kind == "payments" and standard.CREATE in scopes:
        body = b"%d." % place * numbers.choice([1, 100, 12_000])
        return request("POST", target, token=token, body=body), "POST", 200, told(application.id, target, body)
    if kind == "open":
        return request("GET", target), "GET", 200, told(None, target)
    if kind == "nowhere":
        return request("GET", target, token=token), "GET", 404, None
    if kind == "forged":
        forged = f"{token.rpartition('.')[0]}.{encode(numbers.randbytes(64))}"
        return request("GET", f"/reads?{place}", token=forged), "GET", 401, None
    if kind == "anonymous":
        return request("GET", f"/reads?{place}"), "GET", 401, None
    kind = "reads" if kind == "payments" else kind
    target = f"/{kind}?{place}"
    needed = {"reads": standard.READ, "refunds": standard.REFUND}[kind]
    if needed not in scopes:
        return request("GET", target, token=token), "GET", 403, None
    return request("GET", target, token=token), "GET", 200, told(application.id, target)


def pipeline(gateway, applications, seed, count, ends=False):
    """Sends requests in one piece, and looks at each answer."""
    numbers = random.Random(seed)
    asked = [some_request(numbers, applications, seed * 1000 + place) for place in range(count)]
    with gateway.client(seconds=60) as client:
        sender = threading.Thread(target=client.send, args=[b"".join(data for data, *_ in asked)])
        sender.start()
        if ends:
            sender.join(60)
            client.end_sending()
        for place, (_, method, status, body) in enumerate(asked):
            answer = client.response(method)
            assert answer.status == status, (place, answer.head)
            if body is not None:
                assert answer.body == body, (place, answer.body[:100], body[:100])
        sender.join(60)
        if ends:
            assert client.ends()


@pytest.mark.parametrize("ends", [False, True], ids=["stays", "ends its side"])
@pytest.mark.parametrize("count", [2, 3, 10, 50])
def test_requests_in_one_piece_are_judged_each_for_itself_and_answered_in_order(
    gateway, service, applications, nothing_left, count, ends
):
    for seed in range(4):
        pipeline(gateway, applications, seed + count, count, ends)


def test_pipelines_of_many_clients_do_not_mix_while_the_configuration_changes(
    gateway, service, applications, nothing_left
):
    def ask(seed):
        for turn in range(6):
            pipeline(gateway, applications, seed * 10 + turn + 100, 20)

    clients = Together(12, ask)
    document, changes = gateway.document, 0
    while clients.goes_on:
        changes += 1
        reload(gateway, document | {"routes": [*document["routes"], standard.route(f"GET /new/{changes}")]})
    clients.end()
    reload(gateway, document)
    assert changes > 0


# Ends and bytes that come between two turns


class Crowd:
    """So many clients, each with an answered call, and as many connections to the service that are unused now."""

    def __init__(self, gateway, service, count):
        self.warm, self.turn, self.acted = Held(message(b"warm")), threading.Event(), []
        service.default = self.script
        self.clients = [Client(gateway.address, seconds=60) for _ in range(count)]
        for client in self.clients:
            client.send(request("GET", "/open"))
        wait_until(lambda: len(service.requests) == count, 30, "every call at the service")
        self.warm.let_go()
        for client in self.clients:
            assert client.response().body == b"warm"
        service.requests = []
        service.default = tell

    def script(self, connection, received):
        """Answers, and then, when it is the service's turn, answers nobody, ends the connection, resets it, or nothing."""
        self.warm(connection, received)
        assert self.turn.wait(30)
        kind = connection.number % 4
        if kind == 0:
            connection.send(EVIL)
        elif kind == 1:
            connection.close()
        elif kind == 2:
            connection.reset()
        self.acted.append(connection)
        if connection.is_closed:
            raise Ended

    def act(self):
        self.turn.set()
        wait_until(lambda: len(self.acted) == len(self.clients), what="the service's acts")


@pytest.mark.parametrize("is_first", [True, False], ids=["service first", "clients first"])
def test_payments_of_a_crowd_arrive_once_whatever_comes_on_the_connections_that_wait(
    gateway, service, nothing_left, is_first
):
    """More events than the loop takes at one time, so that some connections' events are still to come when it sends."""
    crowd = Crowd(gateway, service, CROWD)
    clients = crowd.clients
    with stopped(gateway):
        if is_first:
            crowd.act()
        for number, client in enumerate(clients):
            client.send(request("POST", f"/open?{number}", body=b"money"))
        crowd.act()
    for number, client in enumerate(clients):
        answer = client.response("POST")
        assert (answer.status, answer.body) == (200, told(None, f"/open?{number}", b"money")), number
        assert client.is_quiet()
        client.socket.close()
    counts = collections.Counter(received.target for received in service.requests)
    assert set(counts.values()) == {1} and len(counts) == CROWD


def test_clients_that_reset_as_their_answers_come_disturb_no_other(gateway, service, nothing_left):
    """The answer and the reset are found in the same turn: it waits for the turn's end when its client is gone."""
    for turn in range(5):
        service.forget()
        held, answered = Held(b""), []

        def script(connection, received):
            held(connection, received)
            connection.send(message(received.target.encode()))
            answered.append(received)

        service.default = script
        clients = [gateway.client(seconds=30) for _ in range(40)]
        for number, client in enumerate(clients):
            client.send(request("GET", f"/open?{turn}.{number}"))
        wait_until(lambda: len(service.requests) == 40, 20, "every call at the service")
        with stopped(gateway):
            leaving = [client for number, client in enumerate(clients) if number % 2 == turn % 2]
            for client in leaving[:10]:
                client.reset()
            held.let_go()
            wait_until(lambda: len(answered) == len(clients), what="every answer")
            for client in leaving[10:]:
                client.reset()
        for number, client in enumerate(clients):
            if client not in leaving:
                assert client.response().body == f"/open?{turn}.{number}".encode()
                service.default = tell
                assert client.call(request("GET", "/open?after")).body == told(None, "/open?after")
                client.socket.close()


@pytest.mark.parametrize("then", ["close", "reset"])
def test_a_service_that_leaves_at_any_byte_of_its_answer_gets_each_payment_once(gateway, service, nothing_left, then):
    data = message(b"paid", "X-Service: payments")
    for place in range(len(data)):
        service.play(raw(data[:place], then))
        with gateway.client() as client:
            try:
                answer = client.call(request("POST", f"/open?{place}", body=b"money"))
                assert answer.status == 502, place
            except Broken as broken:
                assert not broken.partial.endswith(b"paid")
    assert [received.target for received in service.requests] == [f"/open?{place}" for place in range(len(data))]
    service.play(raw(data))
    assert gateway.call(request("POST", "/open", body=b"money")).body == b"paid"


@pytest.mark.parametrize("interim", [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"])
def test_interim_answers_of_one_request_never_reach_the_next(gateway, service, nothing_left, interim):
    """As many as are allowed, before the answer and behind it."""
    service.play(raw(interim * 16 + message(b"first") + interim))
    with gateway.client() as client:
        answer = client.call(request("GET", "/open"))
        assert answer.status == 502 or answer.body == b"first"
        answer = client.call(request("GET", "/open?next"))
        assert answer.body == told(None, "/open?next") and answer.interims == []


# Tokens


def test_tokens_and_refusals_of_one_turn_come_each_to_their_asker(gateway, applications, nothing_left):
    """Correct and wrong secrets are answered in the same batches."""
    numbers = random.Random(6)
    for _ in range(4):
        clients = []
        with stopped(gateway):
            for number in range(100):
                application, scopes, _ = applications[number % len(applications)]
                is_right = numbers.random() < 0.6
                form = f"grant_type=client_credentials&scope={scopes[0]}".encode()
                field = application.basic if is_right else basic(application.id, f"wrong{number}")
                client = gateway.client(seconds=60)
                client.send(request("POST", "/oauth/token", field, "Content-Type: application/x-www-form-urlencoded",
                                    body=form))
                clients.append((client, application, scopes[0], is_right))
        for client, application, scope, is_right in clients:
            answer = client.response("POST")
            client.socket.close()
            if not is_right:
                assert answer.status in (401, 429) and answer.json["error"] == "invalid_client"
                continue
            assert answer.status == 200, answer.body
            part = answer.json["access_token"].split(".")[1]
            claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
            assert (claims["sub"], claims["client_id"], claims["scope"]) == (application.id, application.id, scope)


@pytest.mark.slow
def test_twenty_thousand_bad_tokens_cost_no_good_one_its_call(gateway, service, applications, nothing_left):
    application, _, token = applications[0]
    front = token.rpartition(".")[0]
    before = resident(gateway)

    def flood(seed):
        numbers = random.Random(seed)
        with gateway.client(seconds=60) as client:
            for _ in range(100):
                asked = [request("GET", "/reads", token=f"{front}.{encode(numbers.randbytes(64))}") for _ in range(20)]
                client.send(b"".join(asked))
                for _ in asked:
                    assert client.response().status == 401

    floods = Together(10, flood)
    good = 0
    with gateway.client(seconds=60) as client:
        while floods.goes_on:
            # New to the cache each time by turns, and known.
            fresh = gateway.token(application, standard.READ) if good % 10 == 0 else token
            answer = client.call(request("GET", f"/reads?{good}", token=fresh))
            assert (answer.status, answer.body) == (200, told(application.id, f"/reads?{good}"))
            good += 1
    floods.end()
    assert good > 20
    assert all(received.target.startswith("/reads?") for received in service.requests)
    assert len(service.requests) == good
    assert resident(gateway) - before < 16 * MIB
