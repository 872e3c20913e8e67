"""Proxies in front of the gateway: who is believed about whom he speaks for, in fields and in the PROXY protocol."""

import contextlib
import itertools
import re
import signal
import socket
import struct

import pytest
from support import standard
from support.answers import assert_problem
from support.gateway import Gateway, basic
from support.standard import READ
from support.waiting import wait_until
from support.wire import Client, request

# 127.0.0.1 is a stranger; these two are proxies.
PROXY, OTHER_PROXY = "127.0.0.2", "127.1.0.9"
CLIENT = "203.0.113.7"
SIGNATURE = b"\r\n\r\n\0\r\nQUIT\n"


@pytest.fixture(scope="module")
def gateway(tmp_path_factory, upstreams):
    settings = {
        "listen": [{"address": "127.0.0.1:0"}, {"address": "[::1]:0"},
                   {"address": "127.0.0.1:0", "proxyProtocol": True}],
        "trustedProxies": ["127.0.0.2", "127.1.0.0/16", "10.0.0.0/8", "::1"],
        "timeouts": {"head": "500ms", "idle": "5s"},
    }
    gateway = Gateway(tmp_path_factory.mktemp("proxies"), standard.document(*upstreams, **settings)).start()
    ports = re.findall(r"listening on \S+:(\d+)", wait_until(lambda: len(re.findall("listening", gateway.log)) == 3
                                                           and gateway.log))
    gateway.address, gateway.six, gateway.proxied = (
        ("127.0.0.1", int(ports[0])), ("::1", int(ports[1])), ("127.0.0.1", int(ports[2])))
    yield gateway
    assert gateway.stop() == 0, gateway.log


@pytest.fixture
def forwarded(gateway, upstream):
    """Makes a call from an address; what arrived, and its line."""

    def forwarded(*lines, source=PROXY, address=None, before=b"", target="/health"):
        with Client(address or gateway.address, source=source) as client:
            client.send(before + request("GET", target, *lines))
            answer = client.response()
        assert answer.status == 200, answer.body
        received = upstream.only
        upstream.forget()
        return received, gateway.log_line(answer.value("X-Request-Id"))

    return forwarded


# Strangers


@pytest.mark.parametrize("lines", [
    ["X-Forwarded-For: 6.6.6.6", "X-Forwarded-Proto: https", "X-Forwarded-Host: forged"],
    ["Forwarded: for=6.6.6.6;proto=https;host=forged"], ["X-Forwarded-For: 10.0.0.1", "Forwarded: for=6.6.6.6"],
    ["X_Forwarded_For: 6.6.6.6"],
])
def test_a_stranger_is_not_believed(forwarded, lines):
    received, line = forwarded(*lines, source="127.0.0.1")
    assert received.value("X-Forwarded-For") == "127.0.0.1"
    assert received.value("X-Forwarded-Proto") == "http" and received.value("X-Forwarded-Host") == "gateway.test"
    assert received.values("Forwarded") == [] and b"6.6.6.6" not in received.head and b"forged" not in received.head
    assert line["client"] == "127.0.0.1" and line["peer"].startswith("127.0.0.1:")


# X-Forwarded-For


@pytest.mark.parametrize("values, client, passed", [
    ([], PROXY, PROXY),
    ([CLIENT], CLIENT, f"{CLIENT}, {PROXY}"),
    ([f"6.6.6.6, {CLIENT}"], CLIENT, f"{CLIENT}, {PROXY}"),
    ([f"6.6.6.6, {CLIENT}, 10.1.2.3, {OTHER_PROXY}"], CLIENT, f"{CLIENT}, 10.1.2.3, {OTHER_PROXY}, {PROXY}"),
    (["6.6.6.6", CLIENT, "10.1.2.3"], CLIENT, f"{CLIENT}, 10.1.2.3, {PROXY}"),
    (["10.9.9.9, 10.1.2.3"], "10.9.9.9", f"10.9.9.9, 10.1.2.3, {PROXY}"),
    (["2001:db8::7"], "2001:db8::7", f"2001:db8::7, {PROXY}"),
    ([f"{CLIENT}, unknown, 10.1.2.3"], "10.1.2.3", f"10.1.2.3, {PROXY}"),
    ([f"{CLIENT}, garbage"], PROXY, PROXY),
    (["\xe4\xff"], PROXY, PROXY),
    ([""], PROXY, PROXY),
])
def test_the_client_is_whom_trusted_proxies_name(forwarded, values, client, passed):
    received, line = forwarded(*[f"X-Forwarded-For: {value}" for value in values])
    assert received.value("X-Forwarded-For") == passed
    assert received.values("Forwarded") == []
    assert line["client"] == client and line["peer"].startswith(PROXY + ":")


def test_a_proxy_of_a_listed_network_is_believed(forwarded):
    received, line = forwarded(f"X-Forwarded-For: {CLIENT}", source=OTHER_PROXY)
    assert (received.value("X-Forwarded-For"), line["client"]) == (f"{CLIENT}, {OTHER_PROXY}", CLIENT)


def test_a_proxy_over_version_6_is_believed(forwarded, gateway):
    received, line = forwarded(f"Forwarded: for={CLIENT}", f"X-Forwarded-For: {CLIENT}", source=None, address=gateway.six)
    assert (received.value("X-Forwarded-For"), line["client"]) == (f"{CLIENT}, ::1", CLIENT)
    assert received.value("Forwarded") == f'for={CLIENT}, for="[::1]";proto=http;host="gateway.test"'
    assert line["peer"].startswith("[::1]:")


def test_scheme_and_host_of_a_trusted_proxy_are_kept(forwarded):
    received, _ = forwarded("X-Forwarded-Proto: HTTPS", "X-Forwarded-Host: shop.example:444")
    assert received.value("X-Forwarded-Proto") == "https" and received.value("X-Forwarded-Host") == "shop.example:444"


def test_what_is_no_scheme_and_no_host_is_set_anew(forwarded):
    received, _ = forwarded("X-Forwarded-Proto: gopher", "X-Forwarded-Host: a b", "X-Forwarded-Port: 99",
                            "X-Forwarded-User: admin", "X-Forwarded-Prefix: /x")
    assert received.value("X-Forwarded-Proto") == "http" and received.value("X-Forwarded-Host") == "gateway.test"
    assert [name for name, _ in received.fields if name.lower().startswith("x-forwarded")] == [
        "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"]


def test_each_request_on_a_connection_has_its_own_client(gateway, upstream):
    with Client(gateway.address, source=PROXY) as client:
        client.send(request("GET", "/health", "X-Forwarded-For: 203.0.113.1") + request("GET", "/health")
                    + request("GET", "/health", "X-Forwarded-For: 203.0.113.3"))
        ids = [client.response().value("X-Request-Id") for _ in range(3)]
    assert [gateway.log_line(id)["client"] for id in ids] == ["203.0.113.1", PROXY, "203.0.113.3"]
    assert [received.value("X-Forwarded-For") for received in upstream.completed(3)] == [
        f"203.0.113.1, {PROXY}", PROXY, f"203.0.113.3, {PROXY}"]


# Forwarded


OURS = f'for={PROXY};proto=http;host="gateway.test"'


@pytest.mark.parametrize("values, client, passed", [
    ([f"for={CLIENT};proto=https;host=shop.example"], CLIENT, f"for={CLIENT};proto=https;host=shop.example, {OURS}"),
    ([f"for=6.6.6.6, for={CLIENT};proto=https;host=shop.example, for=10.1.2.3"], CLIENT,
     f"for={CLIENT};proto=https;host=shop.example, for=10.1.2.3, {OURS}"),
    (['for=6.6.6.6;x="', f'for="[2001:db8::7]:80";proto=https;host="shop.example"'], "2001:db8::7",
     f'for="[2001:db8::7]:80";proto=https;host="shop.example", {OURS}'),
])
def test_forwarded_is_believed_and_gone_on_with(forwarded, values, client, passed):
    received, line = forwarded(*[f"Forwarded: {value}" for value in values])
    assert line["client"] == client
    assert received.value("Forwarded") == passed
    # Services that read the other family are told the same.
    assert received.value("X-Forwarded-For") == PROXY
    assert received.value("X-Forwarded-Proto") == "https" and received.value("X-Forwarded-Host") == "shop.example"


@pytest.mark.parametrize("value", ["for=unknown", "for=_hidden;proto=https", "for=6.6.6.6:80", "garbage", '"'])
def test_a_hidden_or_malformed_element_names_nobody(forwarded, value):
    received, line = forwarded(f"Forwarded: for=6.6.6.6, {value}")
    assert line["client"] == PROXY
    assert received.value("Forwarded") == OURS and received.value("X-Forwarded-For") == PROXY


def test_two_families_that_contradict_each_other_are_refused(gateway, upstream):
    with Client(gateway.address, source=PROXY) as client:
        client.send(request("GET", "/health", f"X-Forwarded-For: {CLIENT}", "Forwarded: for=6.6.6.6"))
        answer = client.response()
        assert_problem(answer, 400, "message.forwarding")
        assert answer.value("Connection") == "close"
    assert upstream.requests == []
    line = gateway.log_line(answer.value("X-Request-Id"))
    assert (line["client"], line["decision"]) == (PROXY, "refused")


def test_two_families_that_agree_are_both_gone_on_with(forwarded):
    received, line = forwarded(f"X-Forwarded-For: 6.6.6.6, {CLIENT}", f"Forwarded: for=6.6.6.6, for={CLIENT}")
    assert line["client"] == CLIENT
    assert received.value("X-Forwarded-For") == f"{CLIENT}, {PROXY}"
    assert received.value("Forwarded") == f"for={CLIENT}, {OURS}"


def test_connection_cannot_take_away_what_a_trusted_proxy_says(forwarded):
    received, line = forwarded("Connection: X-Forwarded-For, Forwarded", f"X-Forwarded-For: {CLIENT}")
    assert (received.value("X-Forwarded-For"), line["client"]) == (f"{CLIENT}, {PROXY}", CLIENT)


def test_a_refused_call_and_the_gateways_own_paths_have_their_client(gateway, upstream):
    for target, status in (("/nothing", 404), ("/all", 401), ("/.well-known/jwks.json", 200)):
        with Client(gateway.address, source=PROXY) as client:
            answer = client.call(request("GET", target, f"X-Forwarded-For: {CLIENT}"))
        assert answer.status == status
        assert gateway.log_line(answer.value("X-Request-Id"))["client"] == CLIENT


def test_guessing_is_counted_by_the_client_and_not_by_the_proxy(gateway, application):
    """One client that guesses behind the proxy does not slow the others there."""
    form = "Content-Type: application/x-www-form-urlencoded"
    numbers = itertools.count()

    def guess(address):
        lines = basic(f"nobody{next(numbers)}", "wrong"), form, f"X-Forwarded-For: {address}"
        with Client(gateway.address, source=PROXY) as client:
            return client.call(request("POST", "/oauth/token", *lines, body=b"grant_type=client_credentials")).status

    wait_until(lambda: guess("203.0.113.66") == 429, 20, what="a guesser who is slowed")
    assert guess("203.0.113.77") == 401


# The PROXY protocol


def text(source, family="TCP4", target="127.0.0.1"):
    return f"PROXY {family} {source} {target} 4711 80\r\n".encode()


def binary(command, family, content=b""):
    return SIGNATURE + bytes([command, family]) + struct.pack(">H", len(content)) + content


FOUR = socket.inet_aton(CLIENT) + socket.inet_aton("127.0.0.1") + struct.pack(">HH", 4711, 80)
SIX = (socket.inet_pton(socket.AF_INET6, "2001:db8::7") + socket.inet_pton(socket.AF_INET6, "::1")
       + struct.pack(">HH", 4711, 80))

HEADERS = {
    "text, version 4": (text(CLIENT), CLIENT),
    "text, version 6": (text("2001:db8::7", "TCP6", "::1"), "2001:db8::7"),
    "text, unknown": (b"PROXY UNKNOWN\r\n", PROXY),
    "binary, version 4": (binary(0x21, 0x11, FOUR), CLIENT),
    "binary, version 6": (binary(0x21, 0x21, SIX), "2001:db8::7"),
    "binary, with more": (binary(0x21, 0x11, FOUR + b"\x04\x00\x03abc" + b"\x20\x04\x00" + b"x" * 1024), CLIENT),
    "binary, unspecified": (binary(0x21, 0x00), PROXY),
    "binary, the load balancer's own": (binary(0x20, 0x00), PROXY),
}


@pytest.mark.parametrize("header, client", HEADERS.values(), ids=HEADERS)
def test_a_load_balancer_says_whose_connection_it_is(forwarded, gateway, header, client):
    received, line = forwarded(address=gateway.proxied, before=header)
    assert (line["client"], received.value("X-Forwarded-For")) == (client, client)
    assert line["peer"].startswith(PROXY + ":")


@pytest.mark.parametrize("header, client", HEADERS.values(), ids=HEADERS)
def test_a_header_may_arrive_in_two_pieces_split_anywhere(gateway, upstream, header, client):
    data = header + request("GET", "/nothing")
    places = range(1, len(header) + 2) if len(header) < 100 else [1, 11, 12, 13, 15, 16, 27, 28, 500, len(header)]
    ids = set()
    for place in places:
        with Client(gateway.proxied, source=PROXY) as connection:
            connection.send(data[:place])
            connection.send(data[place:])
            ids.add(connection.response().value("X-Request-Id"))
    lines = wait_until(lambda: len(found := [line for line in gateway.log_lines() if line["requestId"] in ids])
                       == len(places) and found, what="all lines")
    assert {line["client"] for line in lines} == {client}


@pytest.mark.parametrize("header, client", HEADERS.values(), ids=HEADERS)
def test_a_header_may_arrive_one_byte_at_a_time(gateway, upstream, header, client):
    with Client(gateway.proxied, source=PROXY) as connection:
        for byte in header + request("GET", "/nothing"):
            connection.send(bytes([byte]))
        answer = connection.response()
        assert connection.call(request("GET", "/nothing")).status == 404
    assert gateway.log_line(answer.value("X-Request-Id"))["client"] == client


def test_fields_count_where_the_client_of_the_connection_is_a_trusted_proxy(forwarded, gateway):
    lines = f"X-Forwarded-For: {CLIENT}", "X-Forwarded-Proto: https"
    received, line = forwarded(*lines, address=gateway.proxied, before=text("10.0.0.7", target="10.0.0.8"))
    assert (line["client"], received.value("X-Forwarded-For")) == (CLIENT, f"{CLIENT}, 10.0.0.7")
    assert received.value("X-Forwarded-Proto") == "https"
    # The load balancer's own connection: it speaks for itself.
    received, line = forwarded(*lines, address=gateway.proxied, before=binary(0x20, 0x00))
    assert (line["client"], received.value("X-Forwarded-For")) == (CLIENT, f"{CLIENT}, {PROXY}")


@pytest.mark.parametrize("header", [text("198.51.100.1"), b"PROXY UNKNOWN\r\n", binary(0x21, 0x00)])
def test_fields_do_not_count_where_the_client_of_the_connection_is_a_stranger(forwarded, gateway, header):
    received, line = forwarded("X-Forwarded-For: 6.6.6.6", "X-Forwarded-Proto: https", address=gateway.proxied,
                               before=header)
    assert line["client"] in ("198.51.100.1", PROXY)
    assert received.value("X-Forwarded-For") == line["client"] and received.value("X-Forwarded-Proto") == "http"


BAD = {
    "none": request("GET", "/health"),
    "empty line": b"\r\n" + request("GET", "/health"),
    "lower case": text(CLIENT).lower() + request("GET", "/health"),
    "no such family": text(CLIENT, "UDP4") + request("GET", "/health"),
    "no address": text("client") + request("GET", "/health"),
    "bare LF": text(CLIENT).replace(b"\r", b"") + request("GET", "/health"),
    "too long": b"PROXY UNKNOWN " + b"a" * 93,
    "wrong signature": b"\r\n\r\n\0\r\nQUID\n" + b"\x21\x11\0\0",
    "wrong version": binary(0x31, 0x11, FOUR),
    "wrong command": binary(0x22, 0x11, FOUR),
    "datagrams": binary(0x21, 0x12, FOUR),
    "too short for its addresses": binary(0x21, 0x11, FOUR[:-1]),
    "longer than any": SIGNATURE + b"\x21\x11\xff\xff",
    "broken TLV": binary(0x21, 0x11, FOUR + b"\x04\xff\xff"),
}


def rejection(gateway, peer, reason):
    """The one line of a connection."""
    lines = wait_until(lambda: [line for line in gateway.log_lines() if line["peer"] == peer], what="a line")
    assert len(lines) == 1
    line = lines[0]
    assert (line["reason"], line["decision"], line["status"], line["completed"]) == (reason, "refused", 0, False)
    return line


def name(client):
    """A connection as the log names it."""
    return "%s:%s" % client.socket.getsockname()[:2]


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_a_connection_without_a_good_header_is_ended(gateway, upstream, data):
    with Client(gateway.proxied, source=PROXY) as client:
        peer = name(client)
        client.send(data)
        assert client.ends()
    assert rejection(gateway, peer, "connection.proxyHeader")["client"] == PROXY
    assert upstream.requests == []


def test_a_header_that_does_not_come_in_time_ends_the_connection(gateway, upstream):
    for data in (b"", b"PROXY TCP4 1", SIGNATURE):
        with Client(gateway.proxied, source=PROXY) as client:
            peer = name(client)
            client.send(data)
            assert client.ends()
        rejection(gateway, peer, "connection.proxyHeaderTimeout")
    # With its header, a connection may wait for its first request longer than that.
    with Client(gateway.proxied, source=PROXY) as client, Client(gateway.proxied, source=PROXY) as silent:
        client.send(text(CLIENT))
        assert silent.ends()
        assert client.call(request("GET", "/health")).status == 200


def test_a_check_that_only_connects_leaves_no_line(gateway, upstream):
    peers = []
    for data in (b"", b"PROXY"):
        with Client(gateway.proxied, source=PROXY) as client:
            peers.append(name(client))
            client.send(data)
            client.end_sending()
            assert client.ends()
    # Lines of both loops have been written since.
    ids = {gateway.call(request("GET", "/nothing")).value("X-Request-Id") for _ in range(20)}
    wait_until(lambda: ids <= {line["requestId"] for line in gateway.log_lines()})
    assert not [line for line in gateway.log_lines() if line["peer"] in peers]


def test_a_stranger_may_not_connect_where_load_balancers_do(gateway, upstream):
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        peer = "%s:%s" % stranger.getsockname()
        stranger.settimeout(10)
        # The reset may come at any of these.
        with contextlib.suppress(ConnectionError):
            stranger.connect(gateway.proxied)
            stranger.sendall(text(CLIENT) + request("GET", "/health"))
            assert stranger.recv(1) == b""
    assert rejection(gateway, peer, "connection.untrustedPeer")["client"] == "127.0.0.1"
    assert upstream.requests == []


def test_a_header_where_none_is_expected_is_a_bad_message(gateway, upstream):
    with Client(gateway.address, source=PROXY) as client:
        client.send(text(CLIENT) + request("GET", "/health"))
        assert client.response().status == 400
    assert upstream.requests == []


def test_a_token_is_checked_whoever_passes_it_on(gateway, upstream, token):
    with Client(gateway.proxied, source=PROXY) as client:
        client.send(text(CLIENT))
        assert client.call(request("GET", "/transactions")).status == 401
        assert client.call(request("GET", "/transactions", token=token)).status == 200
    assert READ in upstream.only.value("X-Client-Scopes")


def test_a_reload_changes_who_is_believed(tmp_path, upstreams, upstream):
    gateway = standard.start(tmp_path, *upstreams)
    # A proxy keeps its connections: what holds for a new one holds for the next call on one that is open.
    kept = Client(gateway.address, source=PROXY)

    def client():
        with Client(gateway.address, source=PROXY) as client:
            answer = client.call(request("GET", "/health", f"X-Forwarded-For: {CLIENT}"))
        return gateway.log_line(answer.value("X-Request-Id"))["client"]

    def on_the_kept_one():
        answer = kept.call(request("GET", "/health", f"X-Forwarded-For: {CLIENT}"))
        return gateway.log_line(answer.value("X-Request-Id"))["client"]

    try:
        assert client() == on_the_kept_one() == PROXY
        for trusted, expected in (([PROXY], CLIENT), ([], PROXY)):
            gateway.configure(gateway.document | {"trustedProxies": trusted})
            gateway.process.send_signal(signal.SIGHUP)
            wait_until(lambda: client() == expected, what="the change")
            wait_until(lambda: on_the_kept_one() == expected, what="the change on the kept connection")
        kept.socket.close()
        assert gateway.stop() == 0
    finally:
        if gateway.process.poll() is None:
            gateway.kill()
