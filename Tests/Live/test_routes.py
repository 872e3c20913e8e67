"""Hosts, forwarded paths, and what an upstream or a route is trusted with: what goes where, over real sockets."""

import json
import subprocess

import pytest
from support.gateway import BINARY, Gateway, configuration
from support.standard import EXPORT, READ, route
from support.wire import request


def document(main, second):
    upstreams = {
        "main": {"endpoints": [main.url]},
        "shop": {"endpoints": [second.url], "preserveHost": True},
        "exact": {"endpoints": [main.url], "caseSensitive": True},
        "overriding": {"endpoints": [main.url], "forwardOverrides": True},
    }
    routes = [
        route("GET /where"),
        {"host": "shop.test"} | route("GET /where", upstream="shop"),
        {"host": "*.shop.test"} | route("GET /where", upstream="shop") | {"forward": "/wild"},
        {"host": "*.eu.shop.test"} | route("GET /where", upstream="shop") | {"forward": "/europe"},
        {"host": "shop.test"} | route("GET /shop/{id}", READ, "shop"),
        route("GET /shop/{id}"),
        {"host": "shop.test"} | route("POST /only"),
        route("GET /only"),
        route("GET /payments/{id}") | {"forward": "/v1/payments/{id}"},
        route("GET /swap/{a}/{b}") | {"forward": "/{b}/{a}"},
        route("GET /tree/{root}/{rest...}") | {"forward": "/v2/{rest...}"},
        route("POST /payments/{id}/refunds") | {"forward": "/refunds"},
        route("GET /folded/{name}"),
        route("GET /folded/export", EXPORT),
        route("GET /exact/{name}", upstream="exact"),
        route("GET /exact/export", EXPORT, "exact"),
        route("GET /exact/a!", EXPORT, "exact"),
        route("GET /files/{name}") | {"encodedSlashes": True},
        route("GET /files/{name}/secret", EXPORT),
        route("GET /stored/{name}") | {"encodedSlashes": True, "forward": "/store/{name}"},
        route("POST /plain"),
        route("POST /overriding", upstream="overriding"),
        route("GET /methods"),
        route("DELETE /methods"),
        route("PUT /put-only"),
    ]
    return configuration(upstreams, routes)


@pytest.fixture(scope="module")
def gateway(tmp_path_factory, upstreams):
    gateway = Gateway(tmp_path_factory.mktemp("routes"), document(*upstreams)).start()
    yield gateway
    assert gateway.stop() == 0, gateway.log


@pytest.fixture(scope="module")
def token(gateway):
    return gateway.token(gateway.register(READ), READ)


@pytest.fixture
def call(gateway, upstream, second):
    def call(method, target, *lines, **options):
        return gateway.call(request(method, target, *lines, **options), method)

    return call


def refused(answer, status, reason, *upstreams):
    assert (answer.status, answer.json["reason"]) == (status, reason)
    assert [received.line for upstream in upstreams for received in upstream.requests] == []


# Hosts


@pytest.mark.parametrize(
    "host, target",
    [
        ("shop.test", "/where"), ("SHOP.Test", "/where"), ("shop.test:8443", "/where"), ("a.shop.test", "/wild"),
        ("a.b.shop.test:80", "/wild"), ("de.EU.shop.test", "/europe"), ("eu.shop.test", "/wild"),
    ],
)
def test_the_most_specific_host_decides(call, upstream, second, host, target):
    assert call("GET", "/where", host=host).status == 200
    assert second.only.target == target
    assert upstream.requests == []


@pytest.mark.parametrize("host", ["else.test", "myshop.test", "shop.test.else", "test", "[::1]:80", "127.0.0.1"])
def test_a_route_without_a_host_serves_the_others(call, upstream, second, host):
    assert call("GET", "/where", host=host).status == 200
    assert upstream.only.target == "/where"
    assert second.requests == []


@pytest.mark.parametrize(
    "host, reason",
    [
        ("shop.test.", "host.emptyLabel"), ("a..shop.test", "host.emptyLabel"), (".shop.test", "host.emptyLabel"),
        ("shop%2Etest", "host.encoded"), ("%73hop.test", "host.encoded"),
    ],
)
def test_another_spelling_of_a_host_is_refused(call, upstream, second, host, reason):
    refused(call("GET", "/where", host=host), 400, reason, upstream, second)


def test_another_spelling_does_not_lead_around_a_hosts_requirement(call, upstream, second):
    refused(call("GET", "/shop/1", host="shop.test"), 401, "credentials.missing", upstream, second)
    refused(call("GET", "/shop/1", host="shop.test."), 400, "host.emptyLabel", upstream, second)
    refused(call("GET", "/shop/1", host="Shop.test:1"), 401, "credentials.missing", upstream, second)


def test_a_token_that_meets_the_hosts_requirement_passes(call, second, token):
    assert call("GET", "/shop/1", host="shop.test", token=token).status == 200
    assert second.only.target == "/shop/1"


def test_the_host_of_an_absolute_target_counts(call, upstream, second):
    assert call("GET", "http://shop.test/where", host="shop.test").status == 200
    assert second.only.target == "/where"


def test_without_a_host_only_routes_for_every_host_are_looked_at(call, upstream, second):
    assert call("GET", "/where", host=None, version="1.0").status == 200
    assert upstream.only.target == "/where"
    assert second.requests == []


def test_the_methods_of_the_winning_host_decide(call, upstream, second):
    answer = call("GET", "/only", host="shop.test")
    refused(answer, 405, "route.method", upstream, second)
    assert answer.value("Allow") == "POST"
    assert call("GET", "/only").status == 200


# Methods


@pytest.mark.parametrize(
    "method, target, allow",
    [
        ("POST", "/methods", "DELETE, GET, HEAD"), ("OPTIONS", "/methods", "DELETE, GET, HEAD"),
        ("HEAD", "/put-only", "PUT"), ("GET", "/put-only", "PUT"), ("get", "/methods", "DELETE, GET, HEAD"),
    ],
)
def test_a_method_that_is_not_served_is_told_which_are(call, upstream, method, target, allow):
    answer = call(method, target)
    assert answer.status == 405
    assert answer.value("Allow") == allow
    assert upstream.requests == []


def test_head_follows_get(call, upstream):
    answer = call("HEAD", "/methods")
    assert answer.status == 200
    assert answer.body == b""
    assert upstream.only.method == "HEAD"


# Forwarded paths


@pytest.mark.parametrize(
    "method, target, forwarded",
    [
        ("GET", "/payments/17", "/v1/payments/17"),
        ("GET", "/payments/17?a=b/c&d=%2F", "/v1/payments/17?a=b/c&d=%2F"),
        ("GET", "/payments/17?", "/v1/payments/17?"),
        ("GET", "/payments/%C3%A9%20a!", "/v1/payments/%C3%A9%20a!"),
        ("HEAD", "/payments/17", "/v1/payments/17"),
        ("GET", "/swap/1/2", "/2/1"),
        ("GET", "/tree/x/a/b/c?q", "/v2/a/b/c?q"),
        ("POST", "/payments/17/refunds", "/refunds"),
        ("GET", "/stored/a%2Fb", "/store/a%2Fb"),
    ],
)
def test_the_upstream_gets_the_path_of_the_route(call, upstream, method, target, forwarded):
    assert call(method, target, body=b"" if method == "POST" else None).status == 200
    assert upstream.only.line == f"{method} {forwarded} HTTP/1.1"


def test_the_log_has_the_path_of_the_request(gateway, call, upstream):
    answer = call("GET", "/payments/99")
    line = gateway.log_line(answer.value("X-Request-Id"))
    assert (line["path"], line["route"]) == ("/payments/99", "GET /payments/{id}")


# What an upstream asks for


def test_the_upstream_gets_its_own_host_unless_it_asks_for_the_clients(call, upstream, second):
    call("GET", "/where", host="Else.test:81")
    assert upstream.only.value("Host") == upstream.authority
    assert upstream.only.value("X-Forwarded-Host") == "Else.test:81"
    call("GET", "/where", host="Shop.test:81")
    assert second.only.value("Host") == "Shop.test:81"
    assert second.only.value("X-Forwarded-Host") == "Shop.test:81"


def test_a_look_alike_is_refused_unless_the_upstream_minds_case(call, upstream):
    refused(call("GET", "/folded/EXPORT"), 400, "path.ambiguousSegment", upstream)
    refused(call("GET", "/exact/a%21"), 400, "path.ambiguousSegment", upstream)
    refused(call("GET", "/exact/export"), 401, "credentials.missing", upstream)
    assert call("GET", "/exact/EXPORT").status == 200
    assert upstream.only.target == "/exact/EXPORT"


OVERRIDES = ["X-HTTP-Method-Override: DELETE", "X-HTTP-Method: DELETE", "X-Original-URL: /other", "X-Rewrite-URL: /o"]


def test_overrides_are_removed_unless_the_upstream_asks_for_them(call, upstream):
    assert call("POST", "/plain", *OVERRIDES, body=b"").status == 200
    assert not {"x-http-method-override", "x-http-method", "x-original-url", "x-rewrite-url"} & {
        name.lower() for name, _ in upstream.only.fields
    }


def test_overrides_pass_where_the_upstream_asks_for_them(call, upstream):
    named = "X-Method-Override: PUT"
    answer = call(
        "POST", "/overriding", *OVERRIDES, named, "X_HTTP_Method_Override: PUT", "Connection: X-Method-Override",
        body=b"",
    )
    assert answer.status == 200
    received = upstream.only
    told = [f"{name}: {value}" for name, value in received.fields]
    assert [line for line in told if "override" in line.lower() or line in OVERRIDES] == OVERRIDES
    assert received.method == "POST"


# Encoded slashes


@pytest.mark.parametrize(
    "target", ["/files/a%2Fb", "/files/a%2fb", "/files/https:%2F%2Fa.test%2Fx", "/files/a%2Fsecrets"]
)
def test_an_encoded_slash_passes_as_it_is_where_the_route_allows_it(call, upstream, target):
    assert call("GET", target).status == 200
    assert upstream.only.target == target


@pytest.mark.parametrize(
    "target, reason",
    [
        ("/payments/a%2Fb", "path.encodedDelimiter"), ("/files/a%2Fb/secret", "path.encodedDelimiter"),
        ("/nowhere/a%2Fb", "path.encodedDelimiter"), ("/files/a%5Cb", "path.encodedDelimiter"),
        ("/files/a%252Fb", "path.encodedDelimiter"), ("/files/..%2Fb", "path.dotSegment"),
        ("/files/a%2F..%2Fb", "path.dotSegment"), ("/files/a%2Fsecret", "path.ambiguousSegment"),
        ("/files/a%2FSECRET", "path.ambiguousSegment"), ("/files/a%2F%2Fsecret", "path.ambiguousSegment"),
    ],
)
def test_an_encoded_slash_leads_nowhere_else(call, upstream, target, reason):
    refused(call("GET", target), 400, reason, upstream)


# Asking beforehand


def test_what_is_explained_is_what_happens(gateway, call, upstream, second, token):
    calls = [
        ("GET", "/where", "shop.test"), ("GET", "/where", "a.shop.test"), ("GET", "/where", "shop.test."),
        ("GET", "/shop/1", "shop.test"), ("GET", "/only", "shop.test"), ("GET", "/payments/17?x", "a.test"),
        ("GET", "/files/a%2Fb", "a.test"), ("GET", "/files/a%2Fsecret", "a.test"), ("GET", "/exact/EXPORT", "a.test"),
        ("GET", "/exact/export", "a.test"), ("PUT", "/methods", "a.test"), ("GET", "/none", "a.test"),
    ]
    for method, target, host in calls:
        explained = gateway.run("explain", method, target, "--host", host, "--scope", READ, "--json")
        told = json.loads(explained.stdout)
        upstream.forget()
        second.forget()
        answer = call(method, target, host=host, token=token)
        if answer.status == 200:
            received = (upstream.requests + second.requests)[0]
            path, _, query = target.partition("?")
            assert told["forwarded"]["path"] + ("?" + query if query else "") == received.target
            assert explained.returncode == 0
        else:
            assert (told["status"], told["reason"]) == (answer.status, answer.json["reason"])
            assert explained.returncode == 77


def test_a_token_of_the_gateway_is_explained_with_the_keys_of_its_store(gateway, token):
    done = subprocess.run(
        [BINARY, "explain", "GET", "/shop/1", "--host", "shop.test", "--token", "-", "--json"], cwd=gateway.folder,
        input=token + "\n", capture_output=True, text=True, timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["credentials"] == "verified"
    assert told["scopes"]["counting"] == [READ]
    broken = subprocess.run(
        [BINARY, "explain", "GET", "/shop/1", "--host", "shop.test", "--token", "-", "--json"], cwd=gateway.folder,
        input=token[:-8] + "AAAAAAAA", capture_output=True, text=True, timeout=60,
    )
    assert broken.returncode == 77
    assert json.loads(broken.stdout)["reason"] == "token.signature"
