"""The keys that tokens are signed with: made, published, followed by others, retired."""

import base64
import calendar
import json
import random
import subprocess
import threading
import time

import joserfc.jwk
import joserfc.jwt
import pytest
from support import standard
from support.answers import assert_problem
from support.gateway import BINARY
from support.reloading import reload
from support.standard import CREATE, READ
from support.waiting import wait_until
from support.wire import request

ISSUER = "http://gateway.test"
KEYS = "/.well-known/jwks.json"
METADATA = "/.well-known/oauth-authorization-server"
ALGORITHMS = ["ES256", "ES384", "EdDSA", "PS256", "RS256"]


def header(token):
    text = token.split(".")[0]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def claims(token):
    text = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def keys(gateway, *arguments, status=0):
    """Runs `tollgate keys …`; what it prints as JSON where it succeeds, its messages where it fails."""
    done = gateway.run("keys", *arguments, "--json")
    assert done.returncode == status, done.stdout + done.stderr
    return json.loads(done.stdout) if status == 0 else done.stderr


def published(gateway):
    answer = gateway.call(request("GET", KEYS))
    assert answer.status == 200
    return answer.json["keys"]


def names(gateway):
    return [key["kid"] for key in published(gateway)]


def states(gateway):
    return {key["keyId"]: key["state"] for key in keys(gateway, "list")}


@pytest.fixture
def start(tmp_path, upstreams, upstream):
    """Starts a gateway of the test's own, and registers an application."""
    started = []

    def start(**issuer):
        gateway = standard.start(tmp_path, *upstreams, issuer={"url": ISSUER} | issuer)
        started.append(gateway)
        gateway.application = gateway.register(READ, CREATE)
        return gateway

    yield start
    for gateway in started:
        assert gateway.stop() == 0, gateway.log


def fetch(gateway):
    return gateway.token(gateway.application, READ)


def call(gateway, token):
    return gateway.call(request("GET", "/transactions", token=token))


# What services that verify tokens themselves see


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_others_verify_a_token_of_each_algorithm_by_the_published_keys(start, algorithm):
    gateway = start(algorithm=algorithm)
    token = fetch(gateway)
    document = gateway.call(request("GET", KEYS)).json
    assert [key["alg"] for key in document["keys"]] == [algorithm]
    assert header(token) == {"typ": "at+jwt", "alg": algorithm, "kid": document["keys"][0]["kid"]}

    read = joserfc.jwt.decode(token, joserfc.jwk.KeySet.import_key_set(document), algorithms=[algorithm])
    assert read.claims["iss"] == ISSUER and read.claims["client_id"] == gateway.application.id
    assert read.claims["scope"] == READ
    assert joserfc.jwk.KeySet.import_key_set(document).keys[0].thumbprint() == document["keys"][0]["kid"]

    broken = token[:-6] + ("AAAAAA" if token[-6:] != "AAAAAA" else "BBBBBB")
    with pytest.raises(Exception):
        joserfc.jwt.decode(broken, joserfc.jwk.KeySet.import_key_set(document), algorithms=[algorithm])
    assert call(gateway, token).status == 200
    assert call(gateway, broken).status == 401


def test_the_keys_are_not_sent_again_to_those_who_have_them(gateway):
    first = gateway.call(request("GET", KEYS))
    assert first.value("Content-Type") == "application/jwk-set+json"
    assert first.value("Cache-Control") == "public, max-age=300"
    tag = first.value("ETag")
    assert tag.startswith('"') and tag.endswith('"')
    for method in ("GET", "HEAD"):
        for condition in (tag, "W/" + tag, "*", f'"other", {tag}'):
            answer = gateway.call(request(method, KEYS, f"If-None-Match: {condition}"), method)
            assert (answer.status, answer.body) == (304, b"")
            assert (answer.value("ETag"), answer.value("Cache-Control")) == (tag, "public, max-age=300")
        answer = gateway.call(request(method, KEYS, 'If-None-Match: "other"'), method)
        assert (answer.status, answer.value("ETag")) == (200, tag)
        assert answer.body == (first.body if method == "GET" else b"")
    assert gateway.call(request("POST", KEYS, body=b"")).status == 405


def test_the_metadata_lead_to_tokens_and_keys(gateway, application):
    answer = gateway.call(request("GET", METADATA))
    assert (answer.status, answer.value("Content-Type")) == (200, "application/json")
    document = answer.json
    assert document["issuer"] == ISSUER
    assert document["grant_types_supported"] == ["client_credentials"]
    assert document["response_types_supported"] == []
    assert document["token_endpoint_auth_methods_supported"] == ["client_secret_basic", "client_secret_post"]
    assert set(document["scopes_supported"]) >= {READ, CREATE}
    assert document["jwks_uri"] == ISSUER + KEYS
    assert document["token_endpoint"] == ISSUER + "/oauth/token"
    tag = answer.value("ETag")
    for method in ("GET", "HEAD"):
        again = gateway.call(request(method, METADATA, f"If-None-Match: {tag}"), method)
        assert (again.status, again.body) == (304, b"")


def test_the_metadata_of_an_issuer_with_a_path_are_at_its_path(start):
    gateway = start(url=f"{ISSUER}/shop")
    document = gateway.call(request("GET", METADATA + "/shop")).json
    assert document["issuer"] == f"{ISSUER}/shop"
    assert document["token_endpoint"] == f"{ISSUER}/oauth/token"
    assert gateway.call(request("GET", METADATA + "/other")).status == 404
    assert claims(fetch(gateway))["iss"] == document["issuer"]


# By the command line


def test_a_rotated_key_is_published_and_does_not_sign_yet(start):
    gateway = start()
    before, tag = fetch(gateway), gateway.call(request("GET", KEYS)).value("ETag")
    done = keys(gateway, "rotate")
    assert done["changed"] and done["gateway"]["state"] == "acknowledged"
    assert names(gateway) == [header(before)["kid"], done["keyId"]]
    assert gateway.call(request("GET", KEYS, f"If-None-Match: {tag}")).status == 200
    assert header(fetch(gateway))["kid"] == header(before)["kid"]
    assert states(gateway) == {header(before)["kid"]: "signing", done["keyId"]: "next"}

    again = keys(gateway, "rotate")
    assert not again["changed"] and again["keyId"] == done["keyId"]
    now = keys(gateway, "rotate", "--now")
    assert now["changed"] and now["keyId"] == done["keyId"]
    assert header(fetch(gateway))["kid"] == done["keyId"]


def test_a_key_rotated_at_once_signs_the_next_token_and_the_old_one_verifies(start):
    gateway = start()
    old = fetch(gateway)
    for _ in range(5):
        done = keys(gateway, "rotate", "--now")
        new = fetch(gateway)
        assert header(new)["kid"] == done["keyId"]
        assert call(gateway, new).status == 200
        assert call(gateway, old).status == 200
    assert len(names(gateway)) == 6


def test_tokens_of_a_retired_key_are_refused_on_the_very_next_call(start, upstream):
    gateway = start()
    old = fetch(gateway)
    keys(gateway, "rotate", "--now")
    new = fetch(gateway)
    data = request("GET", "/transactions", token=old)
    with gateway.client() as one, gateway.client() as two:
        assert [one.call(data).status, two.call(data).status] == [200, 200]
        message = keys(gateway, "retire", header(old)["kid"], status=1)
        assert "would end now; give --yes" in message
        assert [one.call(data).status, two.call(data).status] == [200, 200]

        done = keys(gateway, "retire", header(old)["kid"], "--yes")
        assert done["gateway"]["state"] == "acknowledged"
        upstream.forget()
        for client in (one, two):
            assert_problem(client.call(data), 401, "token.key")
        assert upstream.requests == []
        assert one.call(request("GET", "/transactions", token=new)).status == 200
    assert names(gateway) == [header(new)["kid"]]


def test_the_key_that_signs_is_not_retired(start):
    gateway = start()
    token = fetch(gateway)
    message = keys(gateway, "retire", header(token)["kid"], "--yes", status=1)
    assert "is the key that signs" in message and "rotate --now" in message
    assert "there is no signing key" in keys(gateway, "retire", "nothing", "--yes", status=1)
    assert call(gateway, token).status == 200

    waiting = keys(gateway, "rotate")["keyId"]
    assert keys(gateway, "retire", waiting)["changed"]
    assert names(gateway) == [header(token)["kid"]]


def test_a_change_without_a_serving_gateway_is_in_the_next(start):
    gateway = start()
    old = fetch(gateway)
    assert gateway.stop() == 0
    done = keys(gateway, "rotate", "--now")
    assert done["gateway"]["state"] == "notServing"
    gateway.start()
    assert header(fetch(gateway))["kid"] == done["keyId"]
    assert call(gateway, old).status == 200


def test_of_many_who_rotate_at_once_one_makes_the_key(start):
    gateway = start()
    results = []
    threads = [threading.Thread(target=lambda: results.append(keys(gateway, "rotate"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 6
    assert len({done["keyId"] for done in results}) == 1
    assert sum(done["changed"] for done in results) >= 1
    assert len(names(gateway)) == 2


def test_a_rotation_that_is_killed_is_done_or_not_done(start):
    """At whatever moment: one key signs, every key opens, and tokens of before are good."""
    gateway = start()
    first, chance, stood = fetch(gateway), random.Random(7), set()
    began = time.monotonic()
    keys(gateway, "rotate", "--now")
    whole = time.monotonic() - began
    for _ in range(30):
        before = set(states(gateway))
        rotating = subprocess.Popen([BINARY, "keys", "rotate", "--now"], cwd=gateway.folder, stdout=subprocess.DEVNULL,
                                    stderr=subprocess.DEVNULL)
        try:
            rotating.wait(chance.uniform(0, 1.3 * whole))
        except subprocess.TimeoutExpired:
            rotating.kill()
            rotating.wait()
        now = states(gateway)
        assert list(now.values()).count("signing") == 1
        assert before <= set(now) and len(now) - len(before) in (0, 1)
        stood.add(len(now) - len(before))
    assert stood == {0, 1}, "the moments were all on one side"
    done = keys(gateway, "rotate", "--now")
    token = fetch(gateway)
    assert header(token)["kid"] == done["keyId"]
    assert [call(gateway, kept).status for kept in (first, token)] == [200, 200]
    gateway.kill()
    gateway.start()
    assert {key["kid"] for key in published(gateway)} == set(states(gateway))
    assert call(gateway, token).status == 200


def test_without_its_master_key_no_key_is_made(start):
    gateway = start()
    token = fetch(gateway)
    found = [path for path in gateway.folder.rglob("master.key")]
    assert len(found) == 1
    hidden = found[0].rename(found[0].with_name("hidden"))
    message = keys(gateway, "rotate", "--now", status=1)
    assert "master key is gone" in message
    assert call(gateway, token).status == 200
    hidden.rename(found[0])
    keys(gateway, "rotate", "--now")
    assert call(gateway, token).status == 200


# By the configuration


def test_another_algorithm_starts_a_key_that_signs_later_and_the_old_tokens_stay_good(start):
    gateway = start()
    old = fetch(gateway)
    reload(gateway, gateway.document | {"issuer": {"url": ISSUER, "algorithm": "EdDSA"}})
    wait_until(lambda: len(names(gateway)) == 2, what="the new key")
    assert [key["alg"] for key in published(gateway)] == ["ES256", "EdDSA"]
    assert header(fetch(gateway))["alg"] == "ES256"
    keys(gateway, "rotate", "--now")
    new = fetch(gateway)
    assert header(new)["alg"] == "EdDSA"
    assert [call(gateway, token).status for token in (old, new)] == [200, 200]

    reload(gateway, gateway.document | {"issuer": {"url": ISSUER, "algorithm": "ES384"}})
    reload(gateway, gateway.document | {"issuer": {"url": ISSUER, "algorithm": "EdDSA"}})
    assert [key["alg"] for key in published(gateway)] == ["ES256", "EdDSA"], "a key that never signed has stayed"


def test_a_shorter_lifetime_does_not_cut_the_tokens_of_before(start):
    gateway = start(tokenLifetime="1h")
    old = fetch(gateway)
    reload(gateway, gateway.document | {"issuer": {"url": ISSUER, "tokenLifetime": "2s"}})
    keys(gateway, "rotate", "--now")
    [retiring] = [key for key in keys(gateway, "list") if key["state"] == "retiring"]
    until = calendar.timegm(time.strptime(retiring["retiresAt"], "%Y-%m-%dT%H:%M:%SZ"))
    assert until >= claims(old)["exp"]
    short = fetch(gateway)
    wait_until(lambda: call(gateway, short).status == 401, 10, "the end of the short token")
    assert call(gateway, old).status == 200


def test_a_longer_lifetime_is_noted_before_a_token_has_it(start):
    gateway = start(tokenLifetime="2s")
    reload(gateway, gateway.document | {"issuer": {"url": ISSUER, "tokenLifetime": "3h"}})
    old = fetch(gateway)
    keys(gateway, "rotate", "--now")
    [retiring] = [key for key in keys(gateway, "list") if key["state"] == "retiring"]
    assert calendar.timegm(time.strptime(retiring["retiresAt"], "%Y-%m-%dT%H:%M:%SZ")) >= claims(old)["exp"]


@pytest.mark.slow
def test_keys_follow_one_another_by_themselves(start):
    """Keys of 4 s, tokens of 2 s: each key is known before it signs, and stands until its last token has expired."""
    gateway = start(rotateEvery="4s", tokenLifetime="2s")
    first_seen, tokens, signed, last_expiry, seen_gone = {}, [], [], {}, set()
    deadline = time.monotonic() + 30
    while len(signed) < 3 or not seen_gone:
        assert time.monotonic() < deadline, (signed, gateway.log)
        answer = gateway.call(request("GET", KEYS))
        now = time.time()
        present = {key["kid"] for key in answer.json["keys"]}
        for kid in present:
            first_seen.setdefault(kid, now)
        for kid in set(first_seen) - present:
            assert now >= last_expiry[kid], "a key went while its tokens were good"
            seen_gone.add(kid)
        token = fetch(gateway)
        kid = header(token)["kid"]
        last_expiry[kid] = claims(token)["exp"]
        if kid not in signed:
            assert kid in first_seen, "a key signed that was not published"
            assert not signed or time.time() - first_seen[kid] > 1, "a key signed as soon as it was published"
            signed.append(kid)
        assert call(gateway, token).status == 200
        tokens = [kept for kept in tokens + [token] if claims(kept)["exp"] > time.time() + 0.5]
        assert {call(gateway, kept).status for kept in tokens} == {200}
        time.sleep(0.1)
    assert f"signing key {signed[1]} (ES256) signs from now" in gateway.log
