"""Floods of tokens that are not good, and of secrets that are wrong."""

import random

import pytest
from chaos.flood import Flood
from support.forge import encode, new_key, sign
from support.gateway import basic
from support.wire import request

COUNT = 3000


def forged_signatures(token, numbers):
    """The gateway's own header and claims; only the signature is another, so that each costs a verification."""
    front = token.rpartition(".")[0]
    return [f"{front}.{encode(numbers.randbytes(64))}" for _ in range(COUNT)]


def foreign_keys(token, numbers):
    """Signed correctly, by a key that the gateway does not have, under the name of one that it has."""
    key = new_key("ES256")
    header, claims, _ = token.split(".")
    text = f"{header}.{claims}"
    return [f"{text}.{encode(sign('ES256', key, text))}" for _ in range(COUNT // 10)]


def of_all_kinds(token, numbers):
    header, claims, signature = token.split(".")
    made = []
    for number in range(COUNT):
        made += [
            f"{encode({'alg': 'none', 'typ': 'at+jwt'})}.{claims}.{encode(b'x')}",
            f"{encode({'alg': 'ES256', 'typ': 'at+jwt', 'kid': f'k{number}'})}.{claims}.{signature}",
            f"{header}.{encode({'number': number})}.{signature}",
            f"{header}.{encode(numbers.randbytes(4000))}.{signature}",
            encode(numbers.randbytes(900)),
        ][number % 5:number % 5 + 1]
    return made


@pytest.mark.parametrize("make", [forged_signatures, foreign_keys, of_all_kinds],
                         ids=["forged signatures", "a foreign key", "of all kinds"])
def test_bad_tokens(field, make, request):
    name = request.node.callspec.id
    _flood(field, f"bad tokens, ES256: {name}" if "kinds" not in name else f"bad tokens {name}",
           make(field.token, random.Random(1)))


def _flood(field, name, tokens):
    requests = [request("GET", "/good", token=token) for token in tokens]
    with field.attack(name) as attack:
        with Flood(field.gateway.address, requests, connections=8) as flood:
            attack.lasts(600)
            counts = flood.count()
    assert set(counts) == {401} and counts[401] > 500, counts


def test_wrong_secrets(field):
    """The good client fetches a token with each third of its calls, from the same address."""
    form = b"grant_type=client_credentials&scope=transactions:read"
    lines = "Content-Type: application/x-www-form-urlencoded"
    requests = [request("POST", "/oauth/token", basic(id, f"wrong{number}"), lines, body=form)
                for number in range(500) for id in (field.application.id, f"nobody{number}")]
    with field.attack("wrong secrets") as attack:
        with Flood(field.gateway.address, requests, connections=8, at_once=1) as flood:
            attack.lasts(600)
            counts = flood.count()
    assert set(counts) <= {401, 429} and counts[429] > 100, counts
