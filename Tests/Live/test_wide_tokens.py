"""A token for several audiences that is passed on to an upstream is told of, once."""

from support.standard import ACCOUNTS, READ
from support.waiting import wait_until
from support.wire import request


def warnings(gateway):
    return [line for line in gateway.errors if "was passed a token" in line]


def test_a_token_for_several_audiences_that_is_passed_on_is_told_of_once(gateway, upstream):
    merchant, other = gateway.register(READ, ACCOUNTS), gateway.register(READ, ACCOUNTS)
    wide, narrow = gateway.token(merchant, READ, ACCOUNTS), gateway.token(other, READ)
    calls = [("/all", wide), ("/kept", narrow)] + [("/kept", wide)] * 20
    for path, token in calls:
        assert gateway.call(request("GET", path, token=token)).status == 200
    wait_until(lambda: warnings(gateway), what="a warning")
    # Of what is told once, nothing more comes; what comes after it has waited for the same look.
    gateway.call(request("GET", "/kept", token=gateway.token(other, READ, ACCOUNTS)))
    wait_until(lambda: len(warnings(gateway)) > 1, what="a warning about the other")
    first, second = warnings(gateway)
    assert merchant.id in first and "upstreams.keeping" in first and "transactions accounts" in first
    assert other.id in second
