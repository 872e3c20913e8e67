"""Clients that end their side, or reset, at every byte of an exchange."""

import pytest
from support.wire import Broken, Client, request

from chaos.service import told

BODY = b"twenty bytes of body"


def exchange(field):
    """A request with content, in the fewest bytes, and its whole answer."""
    data = request("POST", "/good", token=field.token, body=BODY)
    with field.gateway.client() as client:
        client.send(data)
        answer = client.response("POST")
    assert answer.body == told("POST", "/good", len(BODY))
    return data, len(answer.head) + len(answer.body)


def leave(client, how):
    """Ends the connection; whoever has only ended his side still reads what he is owed, to the end."""
    if how == "reset":
        return client.reset()
    client.end_sending()
    try:
        answer = client.response("POST")
    except Broken as broken:
        assert broken.partial == b"", "an answer is cut"
        answer = None
    assert client.ends()
    client.socket.close()
    return answer


@pytest.mark.parametrize("how", ["half-close", "reset"])
def test_leaving_at_every_byte_of_a_request(field, how):
    data, _ = exchange(field)
    with field.attack(f"{how} at each of {len(data)} bytes of a request") as attack:
        for place in range(len(data) + 1):
            client = Client(field.gateway.address)
            client.send(data[:place])
            answer = leave(client, how)
            if how == "half-close":
                # Nothing is made of a part; a whole request is answered.
                status = answer.status if answer else None
                head = len(data) - len(BODY)
                assert status in ({None} if place < head else {400} if place < len(data) else {200}), (place, status)
        attack.lasts()


@pytest.mark.parametrize("how", ["half-close", "close", "reset"])
def test_leaving_at_every_byte_of_an_answer(field, how):
    data, length = exchange(field)
    with field.attack(f"{how} at each of {length} bytes of an answer") as attack:
        for place in range(length + 1):
            client = Client(field.gateway.address)
            client.send(data)
            while len(client.buffer) < place:
                client.buffer += client.socket.recv(place - len(client.buffer))
            if how == "close":
                client.socket.close()
            elif how == "reset":
                client.reset()
            else:
                assert leave(client, how).body == told("POST", "/good", len(BODY))
        attack.lasts()


def test_bursts_of_connections_that_are_reset_at_once(field):
    """More at once than a queue holds, so that some are gone before they are accepted."""
    with field.attack("3,000 connections reset as soon as they stand") as attack:
        for _ in range(30):
            clients = [Client(field.gateway.address) for _ in range(100)]
            for client in clients:
                client.reset()
        attack.lasts()
