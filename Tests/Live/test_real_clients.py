"""What real clients see: authlib, requests, curl."""

import hashlib
import subprocess

import pytest
import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from support.standard import CREATE, EXPORT, READ
from support.upstream import reply


@pytest.fixture
def url(gateway):
    return "http://127.0.0.1:%d" % gateway.address[1]


@pytest.fixture
def session(monkeypatch):
    """A session without proxies and without the demand for TLS, which a loopback address does not need."""
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "true")

    def session(application, *scopes, method="client_secret_basic"):
        made = OAuth2Session(application.id, application.secret, scope=" ".join(scopes),
                             token_endpoint_auth_method=method)
        made.trust_env = False
        return made

    return session


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_authlib_fetches_a_token_and_calls_through(session, url, upstream, application, method):
    with session(application, READ, CREATE, method=method) as client:
        token = client.fetch_token(f"{url}/oauth/token", grant_type="client_credentials")
        assert token["token_type"] == "Bearer" and token["scope"] == f"{READ} {CREATE}"
        upstream.play(reply(b'{"id":7}', "Content-Type: application/json"))
        answer = client.post(f"{url}/transactions", json={"amount": 1})
        assert (answer.status_code, answer.json()) == (200, {"id": 7})
        assert client.get(f"{url}/accounts/mine").status_code in (401, 403)
        assert client.get(f"{url}/nothing").status_code == 404
    assert upstream.only.value("X-Client-Id") == application.id
    assert upstream.only.body == b'{"amount": 1}'


def test_authlib_fetches_a_token_with_get(session, url, upstream, application):
    with session(application, READ) as client:
        client.fetch_token(f"{url}/oauth/token", grant_type="client_credentials", method="GET")
        assert client.get(f"{url}/transactions").status_code == 200


def test_authlib_understands_a_refusal(session, url, application):
    with session(application, EXPORT) as client, pytest.raises(OAuthError) as refused:
        client.fetch_token(f"{url}/oauth/token", grant_type="client_credentials")
    assert refused.value.error == "invalid_scope"


def test_requests_streams_both_ways(url, upstream, token):
    pieces = [b"x" * 1000, b"y" * 70000, b"z"]
    upstream.play(reply(b"answer" * 10000, framing="chunked"))
    with requests.Session() as client:
        client.trust_env = False
        client.headers["Authorization"] = f"Bearer {token}"
        answer = client.post(f"{url}/all", data=iter(pieces))
        assert answer.content == b"answer" * 10000
        assert client.get(f"{url}/all").content == b"ok"
    assert upstream.requests[0].body == b"".join(pieces)


def curl(*arguments, data=None):
    done = subprocess.run(["curl", "--silent", "--show-error", "--noproxy", "*", "--max-time", "20", *arguments],
                          input=data, capture_output=True, timeout=30)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_curl_fetches_a_token_with_get_and_a_body_and_calls_through(url, upstream, application):
    import json

    answer = curl("--request", "GET", "--user", f"{application.id}:{application.secret}",
                  "--data", "grant_type=client_credentials", "--data-urlencode", f"scope={READ}", f"{url}/oauth/token")
    token = json.loads(answer)["access_token"]
    called = curl("--header", f"Authorization: Bearer {token}", "--write-out", " %{http_code}", f"{url}/transactions/7")
    assert called == b"ok 200"
    assert upstream.only.target == "/transactions/7"


def test_curl_is_refused_without_a_token(url, upstream):
    answer = curl("--write-out", "%{stderr}%{http_code}", "--include", f"{url}/transactions")
    assert answer.startswith(b"HTTP/1.1 401 ") and b'WWW-Authenticate: Bearer realm="tollgate"' in answer
    assert upstream.requests == []


def test_curl_uploads_with_an_expectation(url, upstream, token):
    data = bytes(range(256)) * 8192
    answer = curl("--header", f"Authorization: Bearer {token}", "--header", "Expect: 100-continue",
                  "--data-binary", "@-", f"{url}/all", data=data)
    assert answer == b"ok"
    assert hashlib.sha256(upstream.only.body).digest() == hashlib.sha256(data).digest()


def test_curl_asks_for_a_head(url, upstream, token):
    assert curl("--head", "--header", f"Authorization: Bearer {token}", f"{url}/all").startswith(b"HTTP/1.1 200 ")
    assert upstream.only.method == "HEAD"
