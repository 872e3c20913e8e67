"""Refusals by the table "Answers": status, fields, problem body, and nothing sent upstream."""

import pytest
from support.answers import assert_problem, challenge
from support.standard import ACCOUNTS, CREATE, EXPORT, READ, REFUND
from support.wire import request

pytestmark = pytest.mark.usefixtures("nothing_forwarded")


@pytest.fixture
def refused(gateway, upstream):
    """Calls, and expects a refusal with nothing sent upstream."""

    def refused(data, status, reason):
        answer = gateway.call(data)
        assert_problem(answer, status, reason)
        assert answer.value("Cache-Control") == "no-store"
        assert upstream.requests == []
        return answer

    return refused


@pytest.fixture
def allowed(gateway, upstream):
    """The repaired twin: the call goes through; then the record is emptied."""

    def allowed(data):
        answer = gateway.call(data)
        assert (answer.status, answer.body) == (200, b"ok"), answer.body
        assert len(upstream.requests) == 1
        upstream.forget()

    return allowed


# No credentials: 401 without an error code


NO_CREDENTIALS = {
    "none": [],
    "Basic": ["Authorization: Basic YTpi"],
    "Digest": ["Authorization: Digest abc"],
    "X-Authorization": ["X-Authorization: Bearer TOKEN"],
    "Proxy-Authorization": ["Proxy-Authorization: Bearer TOKEN"],
    "cookie": ["Cookie: access_token=TOKEN"],
}


@pytest.mark.parametrize("lines", NO_CREDENTIALS.values(), ids=NO_CREDENTIALS)
def test_no_bearer_token_is_no_credentials(refused, allowed, token, lines):
    lines = [line.replace("TOKEN", token) for line in lines]
    answer = refused(request("GET", "/transactions", *lines), 401, "credentials.missing")
    assert challenge(answer) == {"realm": "tollgate"}
    allowed(request("GET", "/transactions", token=token))


def test_a_token_in_the_query_is_no_credentials(refused, allowed, token):
    refused(request("GET", f"/transactions?access_token={token}"), 401, "credentials.missing")
    allowed(request("GET", "/transactions?access_token=x", token=token))


def test_a_token_in_a_form_is_no_credentials(refused, token):
    line = "Content-Type: application/x-www-form-urlencoded"
    refused(request("POST", "/all", line, body=f"access_token={token}".encode()), 401, "credentials.missing")


# Credentials that cannot be read: 400 invalid_request


@pytest.mark.parametrize(
    "value", ["Bearer", "Bearer  TOKEN TOKEN", "Bearer TOKEN TOKEN", "Bearer TOKEN,TOKEN", 'Bearer "TOKEN"', "Bearer TO@KEN",
              "Bearer\tTOKEN", "Bearer \tTOKEN", "Bearer ="],
)
def test_a_bearer_field_of_another_shape_is_an_invalid_request(refused, allowed, token, value):
    line = "Authorization: " + value.replace("TOKEN", token)
    answer = refused(request("GET", "/transactions", line), 400, {"credentials.malformed", "credentials.missing"})
    assert challenge(answer)["error"] == "invalid_request"
    allowed(request("GET", "/transactions", f"Authorization: Bearer {token}"))


@pytest.mark.parametrize("other", ["Authorization: Bearer TOKEN", "authorization: Basic YTpi", "AUTHORIZATION: "])
@pytest.mark.parametrize("is_first", [True, False])
def test_two_authorization_fields_are_an_invalid_request(refused, allowed, token, other, is_first):
    lines = [f"Authorization: Bearer {token}", other.replace("TOKEN", token)]
    answer = refused(request("GET", "/transactions", *lines[:: 1 if is_first else -1]), 400, "credentials.repeated")
    assert challenge(answer)["error"] == "invalid_request"
    allowed(request("GET", "/transactions", lines[0]))


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "bEaReR"])
def test_the_scheme_is_known_in_any_case(allowed, token, scheme):
    allowed(request("GET", "/transactions", f"Authorization: {scheme} {token}"))


@pytest.mark.parametrize("spaces", [2, 3, 100])
@pytest.mark.parametrize("is_known", [True, False], ids=["a known token", "a new token"])
def test_one_space_or_more_stand_behind_the_scheme(gateway, application, allowed, token, spaces, is_known):
    """`1*SP` (RFC 6750 §2.1): the token is the same, whether the gateway has seen it before or not."""
    token = token if is_known else gateway.token(application, READ)
    allowed(request("GET", "/transactions", f"Authorization: Bearer{' ' * spaces}{token}"))


# Scope missing: 403


def test_a_missing_scope_is_named(refused, gateway, allowed, application, token):
    answer = refused(request("POST", "/transactions", token=token, body=b"{}"), 403, "scope.missing")
    parameters = challenge(answer)
    assert parameters["error"] == "insufficient_scope"
    assert parameters["scope"] == CREATE
    allowed(request("POST", "/transactions", token=gateway.token(application, CREATE), body=b"{}"))


@pytest.mark.parametrize("scopes", [[READ], [REFUND]])
def test_all_scopes_of_a_route_must_be_there(refused, gateway, allowed, application, scopes):
    target = "/transactions/7/refunds"
    refused_token = gateway.token(application, *scopes)
    answer = refused(request("POST", target, token=refused_token, body=b"{}"), 403, "scope.missing")
    assert set(challenge(answer)["scope"].split(" ")) == {READ, REFUND}
    allowed(request("POST", target, token=gateway.token(application, READ, REFUND), body=b"{}"))


def test_any_scope_of_a_route_is_enough(refused, gateway, allowed, application, token):
    answer = refused(request("GET", "/either", token=token), 403, "scope.missing")
    assert set(challenge(answer)["scope"].split(" ")) & {EXPORT, CREATE}
    allowed(request("GET", "/either", token=gateway.token(application, CREATE)))


def test_a_token_for_another_audience_is_refused(refused, gateway, allowed, application):
    token = gateway.token(application, ACCOUNTS)
    answer = gateway.call(request("GET", "/transactions", token=token))
    assert answer.status in (401, 403)
    assert_problem(answer, answer.status, {"audience.missing", "scope.missing"})
    allowed(request("GET", "/accounts/mine", token=token))


# Routes: 404 and 405


@pytest.mark.parametrize("target", ["/", "/nothing", "/transactions/", "/transactions/7/x", "/health/", "/files/",
                                    "/oauth/token/", "/oauth", "/Transactions"])
def test_a_path_without_a_route_is_not_found(refused, token, target):
    answer = refused(request("GET", target, token=token), 404, "route.notFound")
    assert answer.value("Allow") is None
    assert answer.value("WWW-Authenticate") is None


@pytest.mark.parametrize("method, target, allow", [
    ("DELETE", "/transactions", {"GET", "HEAD", "POST"}),
    ("POST", "/transactions/7", {"GET", "HEAD"}),
    ("GET", "/open", {"POST"}),
    ("HEAD", "/open", {"POST"}),
    ("get", "/transactions", {"GET", "HEAD", "POST"}),
    ("OPTIONS", "/health", {"GET", "HEAD"}),
    ("BREW", "/health", {"GET", "HEAD"}),
])
def test_a_method_without_a_route_is_told_the_methods_that_have_one(gateway, upstream, token, method, target, allow):
    answer = gateway.call(request(method, target, token=token))
    assert answer.status == 405
    assert {name.strip() for name in answer.value("Allow").split(",")} == allow
    if method != "HEAD":
        assert_problem(answer, 405, "route.method")
    assert upstream.requests == []


def test_head_follows_get(gateway, upstream, token):
    answer = gateway.call(request("HEAD", "/transactions", token=token))
    assert answer.status == 200
    assert upstream.only.method == "HEAD"
    upstream.forget()


# Paths that two parsers could read differently: 400


PATHS = {
    "/accounts/%65xport": "path.encodedUnreserved", "/accounts/export%2e": None, "/accounts/a%2fb": None,
    "/accounts/a%2Fb": None, "/accounts/a%5cb": None, "/accounts/a%00": None, "/accounts/%2e%2e": None,
    "/accounts/%252e": None, "/accounts/a%25b": None, "/accounts/a%3bb": None, "/accounts/a%3fb": None,
    "/accounts/a%23b": None, "/accounts/%": None, "/accounts/%zz": None, "/accounts/%4": None,
    "/accounts/%c0%ae": None, "/accounts/.": "path.dotSegment", "/accounts/..": "path.dotSegment",
    "/accounts/...": "path.dotSegment", "/accounts/%20": "path.dotSegment", "/accounts/.%20./mine": "path.dotSegment",
    "/health/../accounts/mine": "path.dotSegment", "/./health": "path.dotSegment",
    "//health": "path.emptySegment", "/accounts//mine": "path.emptySegment", "/accounts/mine;x=1": "path.parameter",
    "/health;/x": "path.parameter", "/accounts/a\\b": "path.backslash", "/accounts/EXPORT": "path.ambiguousSegment",
    "/accounts/Export": "path.ambiguousSegment", "/accounts/a%0d%0ab": "path.encodedControl",
}


@pytest.mark.parametrize("target, reason", PATHS.items())
def test_an_ambiguous_path_is_refused(gateway, upstream, token, target, reason):
    answer = gateway.call(request("GET", target, token=token))
    assert answer.status == 400, answer.head
    assert_problem(answer, 400, reason or answer.json["reason"])
    assert answer.json["reason"].startswith(("path.", "message."))
    assert upstream.requests == []


@pytest.mark.parametrize("target", ["/accounts/a#b", "/accounts/a\xe4", "/accounts/a<b", '/accounts/a"b', "accounts/a"])
def test_a_target_with_bytes_that_no_path_has_is_refused(gateway, upstream, token, target):
    answer = gateway.call(request("GET", target, token=token))
    assert_problem(answer, 400, answer.json["reason"])
    assert upstream.requests == []


@pytest.mark.parametrize("target", ["/accounts/exporter", "/accounts/a.b", "/accounts/...a", "/accounts/%C3%A4",
                                    "/accounts/a%20b", "/accounts/a,b=c:d@e!$&'()*+", "/accounts/~-_"])
def test_an_honest_path_passes_unchanged(gateway, upstream, application, target):
    answer = gateway.call(request("GET", target, token=gateway.token(application, ACCOUNTS)))
    assert answer.status == 200, answer.body
    assert upstream.only.target == target
    upstream.forget()


# In any case


def test_a_refused_request_without_a_body_leaves_the_connection_open(gateway, token, upstream):
    with gateway.client() as client:
        assert client.call(request("GET", "/transactions")).status == 401
        assert client.call(request("GET", "/nothing")).status == 404
        assert client.call(request("GET", "/transactions", token=token)).status == 200
    upstream.forget()


@pytest.mark.parametrize("target, status", [("/transactions", 403), ("/nothing", 404), ("/health", 405)])
def test_a_refused_request_with_a_body_ends_the_connection(gateway, token, target, status):
    with gateway.client() as client:
        client.send(request("POST", target, "Content-Length: 100000", token=token) + b"x" * 10)
        answer = client.response()
        assert answer.status == status
        assert answer.value("Connection") == "close"
        client.end_sending()
        assert client.ends()


def test_the_request_id_is_the_gateways_and_new_each_time(gateway):
    ids = {gateway.call(request("GET", "/", "X-Request-Id: mine")).value("X-Request-Id") for _ in range(4)}
    assert len(ids) == 4 and "mine" not in ids


def test_a_call_that_came_round_again_and_again_is_a_loop(refused, allowed, token):
    via = ["Via: 1.1 tollgate"] * 8
    refused(request("GET", "/transactions", *via, token=token), 508, "route.loop")
    refused(request("GET", "/transactions", "Via: " + ", ".join(["1.1 tollgate"] * 8), token=token), 508, "route.loop")
    allowed(request("GET", "/transactions", "Via: 1.1 other", *via[:1], token=token))
