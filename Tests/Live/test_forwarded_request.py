"""What the upstream receives: recorded, byte for byte."""

import re

import pytest
from support.standard import CREATE, READ, REFUND
from support.wire import chunked, request


@pytest.fixture
def forwarded(gateway, upstream, token):
    """Makes a call, and returns the one request that arrived."""

    def forwarded(method, target, *lines, token=token, body=None, then=b""):
        answer = gateway.call(request(method, target, *lines, token=token, body=body) + then, method)
        assert answer.status == 200, answer.body
        received = upstream.only
        raw = b"".join(bytes(connection.received) for connection in upstream.connections)
        assert raw == received.head + received.raw_body, "more was sent than one request"
        return received

    return forwarded


# The request as a whole


def test_the_head_is_well_formed_and_has_nothing_unexpected(forwarded, upstream, application):
    received = forwarded("GET", "/transactions?a=b", "Accept: */*", "X-Own: value")
    assert received.line == "GET /transactions?a=b HTTP/1.1"
    assert re.fullmatch(rb"([!#-'*+.^_`|~0-9A-Za-z-]+: ?[\x20-\x7e]*\r\n)+\r\n", received.head.split(b"\r\n", 1)[1])
    fields = {name.lower(): value for name, value in received.fields}
    assert len(fields) == len(received.fields)
    request_id = fields.pop("x-request-id")
    assert re.fullmatch("[0-9A-Za-z._-]{16,64}", request_id)
    assert fields == {
        "host": upstream.authority, "accept": "*/*", "x-own": "value", "x-client-id": application.id,
        "x-client-scopes": READ, "x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "http",
        "x-forwarded-host": "gateway.test", "via": "1.1 tollgate",
    }


def test_the_request_id_is_the_one_of_the_answer(gateway, upstream, token):
    answer = gateway.call(request("GET", "/transactions", token=token))
    assert answer.value("X-Request-Id") == upstream.only.value("X-Request-Id")


def test_all_scopes_of_the_token_are_told(forwarded, gateway, application):
    token = gateway.token(application, READ, REFUND)
    received = forwarded("POST", "/transactions/7/refunds", token=token, body=b"{}")
    assert received.value("X-Client-Scopes").split(" ") == [READ, REFUND]


def test_a_scope_that_the_application_lost_is_not_told(forwarded, gateway):
    other = gateway.register(READ, CREATE)
    token = gateway.token(other, READ, CREATE)
    gateway.applications("edit", other.id, "--remove-scope", CREATE)
    assert forwarded("GET", "/transactions", token=token).value("X-Client-Scopes") == READ


# Identity


FORGED = [
    "X-Client-Id", "x-client-id", "X-CLIENT-ID", "X_Client_Id", "x-client_id", "X-Client-Scopes", "x_client_scopes",
    "X-Request-Id", "X_Request_Id", "X-Forwarded-For", "X_Forwarded_For", "x-forwarded-FOR", "X-Forwarded-Host",
    "X_Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "X-Forwarded-User", "X_Forwarded_Anything",
    "Forwarded", "FORWARDED",
]


@pytest.mark.parametrize("name", FORGED)
@pytest.mark.parametrize("target", ["/transactions", "/health"])
def test_an_identity_field_of_the_client_does_not_arrive(forwarded, name, target):
    received = forwarded("GET", target, f"{name}: forged", f"{name}: forged", "X-Kept: honest")
    assert b"forged" not in received.head
    assert received.value("X-Kept") == "honest"


@pytest.mark.parametrize("name", ["X-Client-Id", "X-Client-Scopes", "X-Request-Id", "X-Forwarded-For", "Host", "Via",
                                  "X-Forwarded-Host", "x-client-id"])
def test_connection_cannot_take_away_what_the_gateway_says(forwarded, application, name):
    received = forwarded("GET", "/transactions", f"Connection: {name}", f"{name}: forged"
                         if name not in ("Host", "Via") else "X-Own: 1")
    assert received.value("X-Client-Id") == application.id
    for present in ("X-Client-Scopes", "X-Request-Id", "X-Forwarded-For", "X-Forwarded-Host", "Host", "Via"):
        assert received.value(present), present
    assert b"forged" not in received.head


def test_connection_cannot_take_away_the_framing(forwarded):
    received = forwarded("POST", "/all", "Connection: Content-Length", body=b"hello")
    assert received.body == b"hello" and received.value("Content-Length") == "5"


def test_a_public_route_has_no_client(forwarded):
    received = forwarded("GET", "/health", "X-Client-Id: forged")
    assert received.values("X-Client-Id") == received.values("X-Client-Scopes") == []
    assert received.value("X-Request-Id") and received.value("X-Forwarded-For") == "127.0.0.1"


def test_an_identity_field_in_a_trailer_does_not_arrive(forwarded):
    body = chunked(b"hello", trailer=b"X-Client-Id: forged\r\nAuthorization: forged\r\nContent-Length: 1\r\n")
    received = forwarded("POST", "/all", "Transfer-Encoding: chunked", then=body)
    assert received.body == b"hello"
    assert b"forged" not in received.raw_body


# Authorization


def test_authorization_is_removed(forwarded):
    assert forwarded("GET", "/transactions").values("Authorization") == []


def test_authorization_is_kept_where_the_upstream_wants_it(forwarded, token):
    assert forwarded("GET", "/kept").value("Authorization") == f"Bearer {token}"


def test_connection_cannot_take_away_a_kept_authorization(forwarded, token):
    assert forwarded("GET", "/kept", "Connection: Authorization").value("Authorization") == f"Bearer {token}"


@pytest.mark.parametrize("value", ["Basic YTpi", "Bearer whatever", "Bearer", "Digest a=b"])
def test_authorization_on_a_public_route_is_neither_checked_nor_removed(forwarded, value):
    received = forwarded("GET", "/health", f"Authorization: {value}", token=None)
    assert received.value("Authorization") == value


# Where the request goes


def test_host_is_the_upstreams_and_the_clients_is_told_beside_it(forwarded, upstream):
    received = forwarded("GET", "/health")
    assert received.value("Host") == upstream.authority
    assert received.value("X-Forwarded-Host") == "gateway.test"


def test_an_absolute_form_target_arrives_in_origin_form(gateway, upstream):
    answer = gateway.call(request("GET", "http://gateway.test/health?a=b"))
    assert answer.status == 200
    assert upstream.only.target == "/health?a=b"
    assert upstream.only.value("X-Forwarded-Host") == "gateway.test"


@pytest.mark.parametrize("query", ["", "a=b", "a=%2e%2E%00%65&&;=//../.", "?a?b", "a=b+c%20d", "x='y'",
                                   "access_token=x"])
def test_a_query_passes_byte_for_byte(forwarded, query):
    assert forwarded("GET", f"/health?{query}").target == f"/health?{query}"


def test_via_is_appended_to(forwarded):
    values = forwarded("GET", "/health", "Via: 1.0 first, 1.1 second").values("Via")
    assert ", ".join(values) == "1.0 first, 1.1 second, 1.1 tollgate"


def test_via_tells_the_clients_version(gateway, upstream):
    assert gateway.call(request("GET", "/health", version="1.0")).status == 200
    assert upstream.only.value("Via") == "1.0 tollgate"
    assert upstream.only.line == "GET /health HTTP/1.1"


ADDRESSES = ["X-Real-IP", "x_real_ip", "True-Client-IP", "X-Client-IP", "CF-Connecting-IP", "X-Cluster-Client-IP",
             "X-Original-For", "Forwarded-For", "X-Forwarded", "X.Real.IP"]


@pytest.mark.parametrize("name", ADDRESSES + ["X.Client.Id", "X-Client.Id", "X~Client!Scopes", "X.Forwarded-For"])
def test_a_field_that_a_service_may_take_for_who_calls_is_dropped(forwarded, name):
    received = forwarded("GET", "/health", f"{name}: 192.0.2.66", f"{name}-Kept: 192.0.2.77")
    assert b"192.0.2.66" not in received.head
    # Only these names, not whatever begins like them; but every X-Forwarded-… is the gateway's.
    if not name.lower().startswith(("x-forwarded", "x.forwarded")):
        assert b"192.0.2.77" in received.head


OVERRIDES = ["X-Original-URL", "X-Original-URI", "X-Original-Method", "X-Rewrite-URL", "X-Forwarded-Uri", "X-HTTP-Method-Override", "X-HTTP-Method",
             "X-Method-Override", "x-original-url", "X_HTTP_Method_Override", "X_Original_URL"]


@pytest.mark.parametrize("name", OVERRIDES)
def test_a_field_that_overrides_target_or_method_is_dropped_and_not_obeyed(forwarded, name):
    value = "DELETE" if "ethod" in name else "/accounts/export"
    received = forwarded("GET", "/transactions", f"{name}: {value}")
    assert received.line == "GET /transactions HTTP/1.1"
    assert value.encode() not in received.head


# Hop by hop


@pytest.mark.parametrize("line", ["Keep-Alive: timeout=5", "Proxy-Connection: keep-alive", "TE: trailers",
                                  "Trailer: X-A", "Upgrade: websocket", "Proxy-Authorization: Basic YTpi",
                                  "HTTP2-Settings: AAMAAABk", "Connection: keep-alive"])
def test_a_field_of_one_connection_stays_on_it(forwarded, line):
    name = line.split(":")[0]
    assert forwarded("GET", "/health", line, "X-Kept: 1").values(name) == []


def test_fields_that_connection_names_stay_on_it(forwarded):
    received = forwarded("GET", "/health", "Connection: X-One, x-TWO,,X-Three", "X-One: 1", "X-Two: 2", "x-three: 3",
                         "X-Four: 4")
    names = {name.lower() for name, _ in received.fields}
    assert "x-four" in names
    assert not {"x-one", "x-two", "x-three", "connection"} & names


def test_an_upgrade_is_not_passed_on(forwarded):
    received = forwarded("GET", "/health", "Connection: Upgrade", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk")
    assert received.values("Upgrade") == received.values("Connection") == []


# Content


def test_content_by_length_passes(forwarded):
    received = forwarded("POST", "/all", "Content-Type: text/plain", body=bytes(range(256)))
    assert received.body == bytes(range(256))
    assert received.value("Content-Length") == "256" and received.values("Transfer-Encoding") == []
    assert received.value("Content-Type") == "text/plain"


def test_content_in_chunks_is_framed_anew_without_extensions_and_trailers(forwarded):
    body = b"3;a=b\r\nhel\r\n0002\r\nlo\r\n0\r\nX-Trailer: t\r\n\r\n"
    received = forwarded("POST", "/all", "Transfer-Encoding: chunked", "Trailer: X-Trailer", then=body)
    assert received.body == b"hello"
    assert b"a=b" not in received.raw_body and b"X-Trailer" not in received.raw_body
    assert received.values("Content-Length") == []


@pytest.mark.parametrize("method", ["GET", "DELETE", "OPTIONS"])
def test_content_of_any_method_passes(forwarded, method):
    received = forwarded(method, "/all", body=b"hello")
    assert (received.method, received.body) == (method, b"hello")


def test_an_empty_body_is_an_empty_body(forwarded):
    received = forwarded("POST", "/all", body=b"")
    assert received.value("Content-Length") == "0" and received.body == b""


def test_equal_lengths_make_one(gateway, upstream, token):
    """A list of equal lengths may be refused or become one (RFC 9112 §6.3); two fields may not arrive."""
    answer = gateway.call(request("POST", "/all", "Content-Length: 5", token=token, body=b"hello"))
    assert answer.status in (200, 400)
    assert answer.status == 400 or upstream.only.value("Content-Length") == "5"


def test_an_expectation_is_met_by_the_gateway_and_not_passed_on(gateway, upstream, token):
    with gateway.client() as client:
        client.send(request("POST", "/all", "Expect: 100-continue", "Content-Length: 5", token=token))
        while b"\r\n\r\n" not in client.buffer:
            assert client._more()
        assert client.buffer == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.send(b"hello")
        answer = client.response("POST")
    assert (answer.status, len(answer.interims)) == (200, 1)
    assert upstream.only.values("Expect") == []
    assert upstream.only.body == b"hello"


def test_a_refused_call_is_not_told_to_continue(gateway, upstream):
    with gateway.client() as client:
        answer = client.call(request("POST", "/all", "Expect: 100-continue", "Content-Length: 5"))
        assert (answer.status, answer.interims) == (401, [])
        assert answer.value("Connection") == "close"
        client.end_sending()
        assert client.ends()
    assert upstream.requests == []


def test_an_upstreams_own_continue_is_dropped(gateway, upstream, token):
    from support.upstream import message, raw

    upstream.play(raw(b"HTTP/1.1 100 Continue\r\n\r\n" + message(b"done")))
    answer = gateway.call(request("POST", "/all", token=token, body=b"hello"))
    assert (answer.body, answer.interims) == (b"done", [])


def test_a_client_that_sends_its_body_at_once_needs_no_continue(gateway, upstream, token):
    answer = gateway.call(request("POST", "/all", "Expect: 100-continue", token=token, body=b"hello"))
    assert answer.status == 200
    assert upstream.only.body == b"hello"
