"""Upstreams over TLS: who is believed, who the gateway is, and what becomes of connections."""

import json
import ssl
import threading

import pytest
from support import standard
from support.answers import assert_problem
from support.certificates import Authority
from support.gateway import Gateway, configuration
from support.tickets import TicketService
from support.upstream import Ended, Upstream, answer_early, close_unanswered, message, raw, reply
from support.waiting import wait_until
from support.wire import Broken, request


class Bench:
    """An authority, services that it vouches for, and gateways in front of them."""

    def __init__(self, folder):
        self.folder = folder
        self.authority = Authority(folder / "tls")
        self.good = self.authority.issue("good", "127.0.0.1", "payments.internal")
        self.open = []

    def serve(self, certificate=None, **options):
        """A service with this certificate."""
        service = Upstream(secure=context(certificate or self.good, **options))
        self.open.append(service)
        return service

    def gateway(self, *services, tls=None, retry=False, **others):
        upstream = {"endpoints": [service.url for service in services], "tls": {"ca": "tls/ca.pem"} | (tls or {})}
        routes = [standard.route(f"{method} /a", None, "main") for method in ("GET", "POST", "PUT")]
        routes[2]["retry"] = retry
        gateway = Gateway(self.folder, configuration({"main": upstream | others}, routes, loops=1)).start()
        self.open.append(gateway)
        return gateway

    def close(self):
        for one in reversed(self.open):
            if isinstance(one, Gateway):
                assert one.stop() == 0, one.log
            else:
                one.close()


def context(certificate, client_authority=None, version=None):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate.certificate, certificate.key)
    if client_authority:
        made.verify_mode = ssl.CERT_REQUIRED
        made.load_verify_locations(client_authority.certificate)
    if version:
        made.minimum_version = made.maximum_version = version
    return made


@pytest.fixture
def bench(tmp_path):
    bench = Bench(tmp_path)
    yield bench
    bench.close()


def call(gateway, method="GET", body=None):
    return gateway.call(request(method, "/a", body=body))


def refused(gateway, *words):
    """The call fails, and the log says why in the library's words."""
    answer = call(gateway)
    assert_problem(answer, 502, "upstream.tls")
    detail = gateway.log_line(answer.value("X-Request-Id"))["detail"]
    for word in words:
        assert word in detail, detail


# Who the other side is


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_service_with_a_good_certificate_is_called(bench, version):
    service = bench.serve(version=version)
    gateway = bench.gateway(service)
    assert [call(gateway, "POST", b"x" * 100_000).status for _ in range(3)] == [200] * 3
    assert [received.body for received in service.completed(3)] == [b"x" * 100_000] * 3
    assert len(service.connections) == 1


def test_a_certificate_that_has_expired_is_refused(bench):
    expired = bench.authority.issue("expired", "127.0.0.1", days=-1)
    service = bench.serve(expired)
    refused(bench.gateway(service), "certificate has expired")
    assert service.requests == []


def test_a_failure_is_told_in_the_gateways_own_log_and_not_for_each_call(bench):
    service = bench.serve(bench.authority.issue("expired", "127.0.0.1", days=-1))
    gateway = bench.gateway(service)
    for _ in range(20):
        assert call(gateway).status == 502
    line = wait_until(lambda: [line for line in gateway.errors if "upstream.tls" in line], what="the failure")[0]
    assert f"upstreams.main: {service.url} at {service.authority}" in line and "certificate has expired" in line
    assert gateway.log.count("upstream.tls") == 1


def test_a_certificate_for_another_name_is_refused(bench):
    service = bench.serve(bench.authority.issue("other", "other.internal"))
    refused(bench.gateway(service), "no alternative certificate subject name matches")
    assert service.requests == []


def test_a_certificate_of_another_authority_is_refused(bench):
    service = bench.serve(Authority(bench.folder / "others", "others").issue("good", "127.0.0.1"))
    refused(bench.gateway(service), "certificate")
    assert service.requests == []


def test_without_ca_the_system_decides(bench):
    service = bench.serve()
    document = configuration({"main": {"endpoints": [service.url]}}, [standard.route("GET /a", None, "main")])
    gateway = Gateway(bench.folder, document).start()
    bench.open.append(gateway)
    refused(gateway, "certificate")


def test_the_name_asked_for_can_be_another_than_the_endpoint(bench):
    names = []
    named = bench.authority.issue("named", "payments.internal")
    secure = context(named)
    secure.sni_callback = lambda socket, name, context: names.append(name)
    service = Upstream(secure=secure)
    bench.open.append(service)
    gateway = bench.gateway(service, tls={"serverName": "payments.internal"})
    assert call(gateway).status == 200
    assert names == ["payments.internal"]


def test_a_pin_that_fits_is_enough_beside_the_certificate(bench):
    other = bench.authority.issue("other", "127.0.0.1")
    gateway = bench.gateway(bench.serve(), tls={"pin": [other.pin, bench.good.pin]})
    assert call(gateway).status == 200


def test_a_pin_that_does_not_fit_is_refused(bench):
    service = bench.serve()
    refused(bench.gateway(service, tls={"pin": bench.authority.issue("other").pin}), "pinned public key")
    assert service.requests == []


def test_tls_before_1_2_is_refused(bench):
    old = context(bench.good)
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    service = Upstream(secure=old)
    bench.open.append(service)
    refused(bench.gateway(service))


def test_a_service_that_speaks_no_tls_is_refused(bench):
    service = Upstream()
    bench.open.append(service)
    service.url = service.url.replace("http:", "https:")
    service.default = raw(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", "close")
    gateway = bench.gateway(service, timeouts={"connect": "1s"})
    assert call(gateway).status in (502, 504)


# Who the gateway is


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_the_gateway_shows_its_certificate(bench, version):
    bench.authority.issue("gateway")
    service = bench.serve(client_authority=bench.authority, version=version)
    gateway = bench.gateway(service, tls={"certificate": "tls/gateway.pem", "key": "tls/gateway.key"})
    assert call(gateway).status == 200
    subject = dict(pair for part in service.connections[0].socket.getpeercert()["subject"] for pair in part)
    assert subject["commonName"] == "gateway"


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_service_that_wants_a_certificate_gets_no_call_without(bench, version):
    service = bench.serve(client_authority=bench.authority, version=version)
    gateway = bench.gateway(service)
    answer = call(gateway, "POST", b"hello")
    assert_problem(answer, 502, {"upstream.tls", "upstream.reset"})
    assert service.requests == []


def test_a_certificate_that_changes_is_put_into_force(bench):
    bench.authority.issue("gateway")
    service = bench.serve(client_authority=bench.authority)
    gateway = bench.gateway(service, tls={"certificate": "tls/gateway.pem", "key": "tls/gateway.key"})
    assert call(gateway).status == 200
    renewed = bench.authority.issue("renewed")
    renewed.certificate.rename(bench.folder / "tls/gateway.pem")
    renewed.key.rename(bench.folder / "tls/gateway.key")
    wait_until(lambda: call(gateway).status == 200 and len(service.connections) > 1, 10, "the new certificate")
    subject = dict(pair for part in service.connections[-1].socket.getpeercert()["subject"] for pair in part)
    assert subject["commonName"] == "renewed"


# Connections


def test_a_further_connection_resumes_the_session(bench):
    service = bench.serve()
    service.default = reply(b"ok", "Connection: close")
    gateway = bench.gateway(service)
    assert [call(gateway).status for _ in range(4)] == [200] * 4
    assert [connection.is_resumed for connection in service.connections] == [False, True, True, True]


def test_a_session_ticket_on_an_idle_connection_keeps_it(bench):
    # OpenSSL's tickets of TLS 1.3 leave the service with its first bytes; the connection is idle when they have come.
    service = bench.serve(version=ssl.TLSVersion.TLSv1_3)
    gateway = bench.gateway(service)
    assert [call(gateway).status for _ in range(5)] == [200] * 5
    assert len(service.connections) == 1


def ticketing(bench):
    """A service that sends tickets when told, a gateway before it, and the connection that a first call has left idle."""
    service = TicketService(bench.good)
    bench.open.append(service)
    gateway = bench.gateway(service)
    assert call(gateway).status == 200
    return service, gateway, service.connections[0]


def test_session_tickets_that_come_late_keep_the_idle_connection(bench):
    service, gateway, connection = ticketing(bench)
    for count in range(2, 6):
        for _ in range(3):
            connection.send_ticket()
        assert call(gateway, "POST", b"hello").status == 200
        assert (len(service.connections), connection.requests) == (1, count)
    # Also when the gateway has had all the time to look at them.
    connection.send_ticket()
    wait_until(lambda: waiting_bytes(connection.socket) == 0, what="the ticket to be taken")
    assert not connection.has_ended
    assert call(gateway).status == 200
    assert len(service.connections) == 1


def waiting_bytes(socket):
    """Bytes that have arrived at the other end of a connection and that nobody there has read."""
    place = "%02X%02X%02X%02X:%04X" % (*reversed([int(part) for part in socket.getpeername()[0].split(".")]),
                                       socket.getpeername()[1])
    for line in open("/proc/net/tcp"):
        fields = line.split()
        if fields[1] == place:
            return int(fields[4].split(":")[1], 16)
    return 0


@pytest.mark.parametrize("what", ["bytes", "bytes behind a ticket", "the end"])
def test_what_is_no_ticket_ends_the_idle_connection(bench, what):
    service, gateway, connection = ticketing(bench)
    if what == "the end":
        connection.say_end()
    else:
        if "ticket" in what:
            connection.send_ticket()
        connection.send(message(b"forged"))
    wait_until(lambda: connection.has_ended, what="the end of the connection")
    assert call(gateway).body == b"ok"
    assert (len(service.connections), connection.requests) == (2, 1)


def test_bytes_on_an_idle_connection_answer_nothing(bench):
    service = bench.serve()
    service.play(raw(message(b"ok") + message(b"forged")))
    gateway = bench.gateway(service)
    assert call(gateway).body == b"ok"
    assert call(gateway).body == b"ok"
    assert len(service.connections) == 2


def test_a_connection_that_ended_while_idle_costs_nothing(bench):
    service = bench.serve()
    gateway = bench.gateway(service)
    assert call(gateway, "POST", b"1").status == 200
    service.connections[0].close()
    assert call(gateway, "POST", b"2").status == 200
    assert [received.body for received in service.requests] == [b"1", b"2"]


def test_a_post_is_not_sent_again_when_a_kept_connection_ends_under_it(bench):
    service = bench.serve()
    gateway = bench.gateway(service)
    assert call(gateway).status == 200
    service.play(close_unanswered)
    assert_problem(call(gateway, "POST", b"hello"), 502, "upstream.reset")
    assert call(gateway).status == 200
    assert [received.method for received in service.requests] == ["GET", "POST", "GET"]


@pytest.mark.parametrize("retry, status, methods", [
    (True, 200, ["GET", "PUT", "PUT"]), (False, 502, ["GET", "PUT"])])
def test_a_put_is_sent_again_only_where_the_route_says_so(bench, retry, status, methods):
    service = bench.serve()
    gateway = bench.gateway(service, retry=retry)
    assert call(gateway).status == 200
    service.play(close_unanswered)
    assert call(gateway, "PUT", b"hello").status == status
    assert [received.method for received in service.requests] == methods


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_large_content_passes_both_ways(bench, version):
    data = bytes(range(256)) * 40_000
    service = bench.serve(version=version)
    service.default = lambda connection, received: (
        connection.read_body(received), connection.send(message(received.body, framing="chunked")))
    gateway = bench.gateway(service)
    with gateway.client(seconds=30) as client:
        sender = threading.Thread(target=client.send, args=[request("POST", "/a", body=data)])
        sender.start()
        answer = client.response("POST")
        sender.join()
    assert (answer.status, answer.body == data) == (200, True)


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
@pytest.mark.parametrize("end", ["told", "cut", "reset"])
def test_a_response_that_ends_with_its_connection_is_whole_only_if_the_service_says_so(bench, version, end):
    # Whoever can cut the connection must not be able to cut the response unseen (RFC 9112 section 9.8).
    def script(connection, received):
        connection.send(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"part" * 10_000)
        if end == "told":
            connection.socket.unwrap()
        connection.reset() if end == "reset" else connection.close()

    service = bench.serve(version=version)
    service.play(script)
    gateway = bench.gateway(service)
    if end == "told":
        assert call(gateway).body == b"part" * 10_000
        return
    with pytest.raises(Broken):
        call(gateway)


def test_a_client_that_reads_slowly_gets_everything(bench):
    data = bytes(range(256)) * 20_000
    service = bench.serve()
    service.default = reply(data)
    gateway = bench.gateway(service)
    with gateway.client(seconds=30, receive_buffer=4096) as client:
        assert client.call(request("GET", "/a")).body == data


def test_a_socket_in_the_file_system_beside_tls(bench):
    (bench.folder / "run").mkdir()
    local, remote = Upstream(path=bench.folder / "run/service"), bench.serve()
    bench.open.append(local)
    gateway = bench.gateway(local, remote)
    assert [call(gateway, "POST", b"hello").status for _ in range(4)] == [200] * 4
    assert (len(local.completed(2)), len(remote.completed(2))) == (2, 2)
    assert {received.value("Host") for received in local.requests + remote.requests} == {remote.authority}


def test_a_service_on_a_socket_alone_is_called_by_its_upstreams_name(bench):
    local = Upstream(path=bench.folder / "service")
    bench.open.append(local)
    upstreams = {"payments": {"endpoints": [local.url]}, "named": {"endpoints": [local.url], "host": "a.internal:81"}}
    routes = [standard.route("GET /a", None, "payments"), standard.route("PUT /a", None, "named")]
    gateway = Gateway(bench.folder, configuration(upstreams, routes)).start()
    bench.open.append(gateway)
    assert (call(gateway).status, call(gateway, "PUT").status) == (200, 200)
    assert [received.value("Host") for received in local.completed(2)] == ["payments", "a.internal:81"]


@pytest.mark.parametrize("framing", ["length", "chunked"])
def test_an_early_answer_comes_while_the_upload_goes_on(bench, framing):
    service = bench.serve()
    service.play(answer_early(message(b"no", "Connection: close", status="413 Content Too Large")))
    gateway = bench.gateway(service)
    with gateway.client() as client:
        if framing == "length":
            client.send(request("POST", "/a", "Content-Length: 1000000") + b"x" * 20_000)
        else:
            client.send(request("POST", "/a", "Transfer-Encoding: chunked") + b"4e20\r\n" + b"x" * 20_000 + b"\r\n")
        answer = client.response("POST")
        assert (answer.status, answer.body, answer.value("Connection")) == (413, b"no", "close")
    assert call(gateway).status == 200
    assert len(service.connections) == 2


# Whether an answer is whole: only close_notify says so where the end of the connection frames it (RFC 8446 §6.1)


VERSIONS = pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])


def ending(data, *, notify):
    """Answers with these bytes, and ends the connection with or without close_notify."""

    def script(connection, received):
        connection.read_body(received)
        connection.send(data)
        if notify:
            connection.socket.settimeout(10)
            connection.socket.unwrap()
        connection.close()
        raise Ended

    return script


@VERSIONS
@pytest.mark.parametrize("http", ["1.1", "1.0"])
def test_an_answer_without_a_length_is_whole_with_close_notify_only(bench, version, http):
    service = bench.serve(version=version)
    gateway = bench.gateway(service)
    data = b"HTTP/1.1 200 OK\r\n\r\n" + b"pay 1000"
    service.play(ending(data, notify=True), ending(data, notify=False))
    answer = gateway.call(request("GET", "/a", version=http))
    assert (answer.status, answer.body) == (200, b"pay 1000")
    # Who can cut the connection could else cut the amount.
    with pytest.raises(Broken):
        gateway.call(request("GET", "/a", version=http))
    lines = wait_until(lambda: len(gateway.log_lines()) == 2 and gateway.log_lines(), what="both lines of the log")
    assert [line["completed"] for line in lines] == [True, False]
    assert lines[1]["reason"] == "upstream.reset" and lines[1]["detail"]


@VERSIONS
@pytest.mark.parametrize("notify", [True, False])
@pytest.mark.parametrize("framing", ["length", "chunked"])
def test_an_answer_that_is_shorter_than_it_says_is_broken_however_it_ends(bench, version, notify, framing):
    service = bench.serve(version=version)
    gateway = bench.gateway(service)
    whole = message(b"x" * 1_000, framing=framing)
    service.play(ending(whole[:-10], notify=notify), ending(whole, notify=notify))
    with pytest.raises(Broken):
        call(gateway)
    assert call(gateway).body == b"x" * 1_000


# `tollgate check`


def problems(bench, tls, url="https://127.0.0.1:1"):
    (bench.folder / "gateway.json").write_text(json.dumps(configuration(
        {"main": {"endpoints": [url], "tls": tls}}, [standard.route("GET /a", None, "main")])))
    done = Gateway.run(type("Here", (), {"folder": bench.folder}), "check", "--json")
    return [(problem["path"].removeprefix("upstreams.main."), problem["message"])
            for problem in json.loads(done.stdout)["problems"]]


def test_check_reads_the_files(bench):
    bench.authority.issue("gateway")
    good = {"ca": "tls/ca.pem", "certificate": "tls/gateway.pem", "key": "tls/gateway.key"}
    assert problems(bench, good) == []
    (found,) = problems(bench, good | {"ca": "tls/none.pem"})
    assert found[0] == "tls.ca" and "No such file" in found[1]
    (found,) = problems(bench, good | {"ca": "gateway.json"})
    assert found[0] == "tls.ca" and "no certificate" in found[1]
    (found,) = problems(bench, good | {"key": "tls/good.key"})
    assert found[0] == "tls.key" and "does not belong" in found[1]
    (found,) = problems(bench, good | {"key": "tls/ca.pem"})
    assert found[0] == "tls.key" and "no private key" in found[1]
    (found,) = problems(bench, {"ca": "tls/ca.pem", "certificate": "tls/gateway.pem"})
    assert found[0] == "tls.certificate"
    (found,) = problems(bench, {"ca": "tls/ca.pem"}, "http://127.0.0.1:1")
    assert found[0] == "tls" and "no endpoint" in found[1]
    (found,) = problems(bench, {"key": "-----BEGIN PRIVATE KEY----- AAAA", "certificate": "tls/gateway.pem"})
    assert found[0] == "tls.key" and "AAAA" not in found[1]


def test_a_damaged_certificate_is_found(bench):
    lines = (bench.folder / "tls/ca.pem").read_text().split("\n")
    lines[2] = lines[2][::-1]
    (bench.folder / "tls/damaged.pem").write_text("\n".join(lines))
    (found,) = problems(bench, {"ca": "tls/damaged.pem"})
    assert found[0] == "tls.ca"
