"""20,000 payments through a service that ends its idle connections at random: none of them arrives twice."""

import collections
import random
import socket
import ssl
import struct
import threading

import pytest
from support import standard
from support.certificates import Authority
from support.gateway import Gateway, configuration
from support.upstream import Ended, Upstream, message
from support.wire import request

PAYMENTS, CLIENTS = 20_000, 16


class Ending:
    """Answers, and then ends the connection now and then: at once, in order or by a reset, or a moment later."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.ended = collections.Counter()

    def __call__(self, connection, received):
        connection.read_body(received)
        # The record must not grow with all that was sent.
        connection.received = connection.received[connection.position :]
        connection.position = 0
        choice, delay, is_reset = self.random.random(), self.random.random() / 1000, self.random.random() < 0.5
        end = connection.reset if is_reset else connection.close
        connection.send(message(received.body))
        if choice < 0.1:
            self.ended["at once"] += 1
            end()
            raise Ended
        if choice < 0.3:
            # While the connection waits in the gateway's pool, or just as it is used again.
            self.ended["later"] += 1
            threading.Timer(delay, end_from_elsewhere, [connection, is_reset]).start()


def end_from_elsewhere(connection, is_reset):
    """Ends a connection that its own thread reads from. That thread closes it: the number of a socket closed here would
    soon name another connection, and the TLS layer of this one would take bytes from there."""
    try:
        if is_reset:
            connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        socket.socket.shutdown(connection.socket, socket.SHUT_RDWR)
    except OSError:
        pass


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["plain", "TLS"])
def test_no_payment_arrives_twice(tmp_path, kind):
    upstream = {}
    secure = None
    if kind == "TLS":
        certificate = Authority(tmp_path / "tls").issue("service", "127.0.0.1")
        secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secure.load_cert_chain(certificate.certificate, certificate.key)
        upstream["tls"] = {"ca": "tls/ca.pem"}
    service = Upstream(secure=secure)
    service.default = ending = Ending(7)
    document = configuration(
        {"main": {"endpoints": [service.url]} | upstream}, [standard.route("POST /payments/{id}", None, "main")])
    gateway = Gateway(tmp_path, document).start()
    statuses = {}
    reasons = collections.Counter()

    def pay(numbers):
        client = gateway.client(seconds=60)
        for number in numbers:
            name = b"payment %d" % number
            answer = client.call(request("POST", f"/payments/{number}", body=name))
            assert answer.status == 502 or answer.body == name, (number, answer)
            statuses[number] = answer.status
            if answer.status == 502:
                reasons[answer.json["reason"]] += 1
            if answer.value("Connection") == "close":
                # A refusal that came before the payment was read; a client has to heed it.
                reasons["with Connection: close"] += 1
                client.socket.close()
                client = gateway.client(seconds=60)
        client.socket.close()

    try:
        workers = [threading.Thread(target=pay, args=[range(first, PAYMENTS, CLIENTS)]) for first in range(CLIENTS)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    finally:
        assert gateway.stop() == 0, gateway.log
        service.close()
    arrived = collections.Counter(int(received.target.rsplit("/", 1)[1]) for received in service.requests)
    answers = collections.Counter(statuses.values())
    lost = [number for number, status in statuses.items() if status == 200 and number not in arrived]
    twice = [number for number, count in arrived.items() if count > 1]
    print(
        f"\n{kind}: {len(statuses)} POSTs answered: {dict(answers)} {dict(reasons)}; {len(arrived)} arrived, {len(twice)} twice, "
        f"{len(lost)} answered with 200 without having arrived; the service made {len(service.connections)} connections "
        f"and ended {dict(ending.ended)}")
    assert len(statuses) == PAYMENTS and set(answers) <= {200, 502}
    assert not twice and not lost
    # A connection that ends costs one call at most, the one that was on it. And refusing everything cannot pass.
    endings = sum(ending.ended.values())
    assert PAYMENTS * 0.2 < endings < PAYMENTS * 0.4
    assert answers[502] <= endings
