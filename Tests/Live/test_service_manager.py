"""What systemd is told where the unit says Type=notify (sd_notify(3))."""

import os
import signal
import socket

import pytest
from support.gateway import Gateway, configuration


@pytest.fixture
def manager(tmp_path, monkeypatch):
    """A socket that takes the place of systemd's."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(20)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield listener


def heard(listener):
    """The next message, as pairs."""
    return dict(line.split("=", 1) for line in listener.recv(4096).decode().split("\n"))


@pytest.fixture
def gateway(tmp_path):
    gateway = Gateway(tmp_path, configuration({}, []))
    yield gateway
    assert gateway.stop() == 0, gateway.log


def test_it_is_told_when_calls_are_served_and_when_they_are_not_any_more(manager, gateway):
    gateway.start()
    ready = heard(manager)
    assert ready["READY"] == "1"
    assert ready["STATUS"].startswith("revision 1, protecting 0 routes")
    gateway.terminate()
    assert heard(manager)["STOPPING"] == "1"
    gateway.wait()


def test_a_socket_without_a_file_is_told_as_well(tmp_path, monkeypatch, gateway):
    name = f"tollgate-test-{os.getpid()}"
    monkeypatch.setenv("NOTIFY_SOCKET", "@" + name)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("\0" + name)
        listener.settimeout(20)
        gateway.start()
        assert heard(listener)["READY"] == "1"


def test_it_is_told_of_a_change_that_is_in_force_and_of_one_that_was_refused(manager, gateway):
    gateway.start()
    assert heard(manager)["READY"] == "1"
    (gateway.folder / "gateway.json").write_text("{")
    gateway.process.send_signal(signal.SIGHUP)
    assert heard(manager)["RELOADING"] == "1"
    refused = heard(manager)
    assert refused["READY"] == "1"
    assert "revision 1, after a change that was refused" in refused["STATUS"]
    gateway.configure(gateway.document | {"realm": "another"})
    gateway.process.send_signal(signal.SIGHUP)
    while "revision 2," not in (message := heard(manager)).get("STATUS", ""):
        assert "READY" in message or "RELOADING" in message


def test_a_service_manager_that_does_not_listen_is_no_reason_not_to_serve(monkeypatch, gateway):
    monkeypatch.setenv("NOTIFY_SOCKET", "/nonexistent/notify")
    gateway.start()
    assert gateway.call(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 404
