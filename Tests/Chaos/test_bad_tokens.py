"""Floods of tokens that are not good, and of secrets that are wrong."""

import random

import pytest
from chaos.crowd import Crowd, Habit
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


@pytest.mark.parametrize("name, make", [
    ("ES256, forged signatures", forged_signatures), ("ES256, a foreign key", foreign_keys), ("of all kinds", of_all_kinds)])
def test_bad_tokens(field, name, make):
    requests = [request("GET", "/good", token=token) for token in make(field.token, random.Random(1))]
    with field.attack(f"bad tokens: {name}") as attack:
        with Flood(field.gateway.address, requests, connections=8) as flood:
            attack.lasts(600)
            counts = flood.count()
    assert set(counts) == {401} and counts[401] > 500, counts


def test_a_crowd_with_one_bad_token_each(field):
    """As many verifications wait at a time as there are clients, and the good client's fresh tokens wait among them."""
    [token] = foreign_keys(field.token, None)[:1]
    habit = Habit(first=request("GET", "/good", token=token), repeats=True)
    with field.attack("bad tokens: ES256, 2,000 clients with one each") as attack:
        with Crowd(field.gateway.address, 1000, habit) as one, Crowd(field.gateway.address, 1000, habit) as other:
            one.wait_until_open()
            other.wait_until_open()
            attack.lasts(600)
            answers, ended = one.count().answers + other.count().answers, one.count().ended + other.count().ended
    assert answers > 2000 and ended == 0, (answers, ended)


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
