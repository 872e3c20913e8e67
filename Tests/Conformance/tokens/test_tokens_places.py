"""Places that a token names: nobody connects to them, whether the token is good or bad.

The gateway's own connections are recorded by the system, as in all of these tests (`Stage.serving`), and at each place somebody
listens.
"""

import contextlib
import functools
import socket

import pytest
from minting import table
from minting.trial import Case, Trial
from support.forge import Forge, encode, new_key


class Trap:
    """A place that must see no connection."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.setblocking(False)
        port = self.listener.getsockname()[1]
        self.urls = [f"http://127.0.0.1:{port}/keys", f"https://127.0.0.1:{port}/keys", f"http://localhost:{port}/keys",
                     f"//127.0.0.1:{port}", f"http://user@127.0.0.1:{port}/", f"ldap://127.0.0.1:{port}/", "file:///etc/passwd",
                     "http://keys.gateway.test/", "http://[::1]:%d/" % port, "gopher://127.0.0.1:%d/" % port]

    def has_seen_any(self) -> bool:
        with contextlib.suppress(BlockingIOError):
            self.listener.accept()
            return True
        return False


@pytest.fixture(scope="module")
def trap():
    trap = Trap()
    yield trap
    trap.listener.close()


def cases(forge: Forge, trap: Trap) -> list[Case]:
    """Tokens under the gateway's key and under another, with a place in each member that some reader fetches."""
    other, made = Forge("ES256", forge.kid, new_key("ES256"), forge.claims), []
    for url in trap.urls:
        for name, value in {"jku": url, "x5u": url, "jwk": {"jku": url}, "x5c": [url], "iss": url, "typ": None}.items():
            changes = {name: value} if value else {"jku": url, "x5u": url, "iss": url}
            made.append(Case.made(f"{name} {url}", forge, functools.partial(Forge.with_header, **changes), True))
            made.append(Case(f"{name} {url}, another key", other.with_header(**changes), False))
            made.append(Case(f"{name} {url}, unknown key", other.with_header(**changes | {"kid": url}), False))
        for name in ("iss", "aud", "jku", "sub"):
            # Who the call is for is in `client_id`, and `sub` goes nowhere.
            with_claim = functools.partial(Forge.with_claims, **{name: url})
            made.append(Case.made(f"claim {name} {url}", forge, with_claim, name in ("jku", "sub")))
        made.append(Case(f"crit {url}", forge.with_header(crit=["jku"], jku=url), False))
        made.append(Case(f"x5t {url}", other.with_header(x5u=url, kid=..., **{"x5t#S256": encode(b"x" * 32)}), False))
    return made


def test_no_place_in_a_token_is_connected_to(stage, trap):
    trial = Trial()
    with stage.serving() as gateway:
        trial.run(gateway.address, stage.upstream, cases(stage.forge(), trap))
    table.add("Places in tokens", trial)
    assert trial.faults() == [] and trial.slow() == []
    assert not trap.has_seen_any()
