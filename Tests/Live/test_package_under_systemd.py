"""The package on a machine that systemd runs: the unit with all its restrictions, reload, rotation, crash and stop.

Needs root, for debootstrap and systemd-nspawn."""

import json
import re

import pytest
from support.clean_root import CleanRoot
from support.gateway import REPOSITORY
from support.machine import Machine
from support.package import build, inside
from support.waiting import wait_until

pytestmark = pytest.mark.slow

CONFIGURATION = "/etc/tollgate/gateway.json"
AS_SERVICE = ["runuser", "-u", "tollgate", "--"]


@pytest.fixture(scope="module")
def machine():
    package = build()
    root = CleanRoot(REPOSITORY)
    try:
        root.run("apt-get", "install", "-q", "-y", "--no-install-recommends", "systemd", "systemd-sysv", "dbus",
                 "logrotate", "python3", inside(package), seconds=600)
        # Here services may be started and stopped.
        root.file("/usr/sbin/policy-rc.d").unlink()
        machine = Machine(root)
        yield machine
        machine.stop()
    finally:
        root.remove()
    assert not root.folder.exists()


def active(machine):
    return machine.unit("ActiveState", "SubState") == ["active", "running"]


def change(machine, **keys):
    """Changes keys of the configuration."""
    file = machine.root.file(CONFIGURATION)
    file.write_text(json.dumps(json.loads(file.read_text()) | keys, indent=2))


def status(machine):
    return machine.unit("StatusText")[0]


def test_it_was_started_with_the_machine_and_complains_of_nothing(machine):
    wait_until(lambda: active(machine), 30, "the service")
    print(machine.run("systemctl", "status", "--no-pager", "--full", "tollgate.service"))
    assert status(machine).startswith("revision 1, protecting 4 routes")
    said = machine.journal()
    assert "listening on 127.0.0.1:8080" in said
    assert not re.search(r"fail|warn|error|denied|not permitted", said, re.I), said


def test_it_runs_as_its_user_and_cannot_do_more_than_it_needs(machine):
    process = machine.unit("MainPID")[0]
    text = machine.run("cat", f"/proc/{process}/status")
    found = {name: value.split() for name, value in (line.split(":", 1) for line in text.splitlines() if ":" in line)}
    print({name: found[name] for name in ("Uid", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp")})
    assert found["Uid"] == [machine.run("id", "-u", "tollgate").strip()] * 4
    assert {found[name][0].strip("0") for name in ("CapEff", "CapBnd", "CapAmb")} == {""}
    assert (found["NoNewPrivs"], found["Seccomp"]) == (["1"], ["2"])
    mounts = machine.run("cat", f"/proc/{process}/mounts").splitlines()
    writable = {line.split(" ")[1] for line in mounts if line.split(" ")[3].split(",")[0] == "rw"}
    assert {"/var/lib/tollgate", "/var/log/tollgate"} <= writable
    assert not [place for place in writable if re.match(r"/(etc|usr|home|root|boot|opt|srv|mnt)?$", place)]


def test_an_application_gets_a_token_from_it(machine):
    registered = json.loads(
        machine.run(*AS_SERVICE, "tollgate", "applications", "register", "--config", CONFIGURATION, "--name", "Till",
                    "--owner", "Shop", "--scope", "transactions:read", "--json"))
    token = machine.run(
        *AS_SERVICE, "tollgate", "token", "--client-id", registered["application"]["clientId"], "--scope",
        "transactions:read", TOLLGATE_CLIENT_SECRET=registered["secret"]["text"])
    assert token.count(".") == 2


def test_a_reload_is_told_and_one_that_is_refused_as_well(machine):
    file = machine.root.file(CONFIGURATION)
    before = file.read_text()
    change(machine, realm="another")
    machine.run("systemctl", "reload", "tollgate")
    wait_until(lambda: status(machine).startswith("revision 2,"), 20, "the second revision")
    file.write_text("{")
    machine.run("systemctl", "reload", "tollgate")
    wait_until(lambda: "after a change that was refused" in status(machine), 20, "the refusal")
    assert active(machine)
    file.write_text(before)
    machine.run("systemctl", "reload", "tollgate")
    wait_until(lambda: "protecting" in status(machine), 20, "the first configuration again")


def test_the_log_is_rotated_and_goes_on_in_a_new_file(machine):
    log = machine.root.file("/var/log/tollgate/access.log")
    wait_until(lambda: "/oauth/token" in log.read_text(), 20, "the line of the token")
    machine.run("logrotate", "--force", "/etc/logrotate.d/tollgate")
    assert "/oauth/token" in log.with_name("access.log.1").read_text()
    assert log.read_text() == ""
    ask = "exec 3<>/dev/tcp/127.0.0.1/8080; printf 'GET /after HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n' >&3; cat <&3"
    assert "404" in machine.run("bash", "-c", ask)
    wait_until(lambda: "/after" in log.read_text(), 20, "the line in the new file")


def test_after_a_crash_it_is_started_again(machine):
    process, before = machine.unit("MainPID", "NRestarts")
    machine.run("kill", "-KILL", process)
    wait_until(lambda: machine.unit("NRestarts")[0] == str(int(before) + 1) and active(machine), 30, "another start")


def test_a_configuration_that_cannot_be_used_is_tried_once(machine):
    file = machine.root.file(CONFIGURATION)
    before = file.read_text()
    machine.run("systemctl", "reset-failed", "tollgate")
    file.write_text("{")
    assert machine.command("systemctl", "restart", "tollgate").returncode != 0
    assert machine.unit("ActiveState", "Result", "ExecMainStatus", "NRestarts") == ["failed", "exit-code", "78", "0"]
    file.write_text(before)
    machine.run("systemctl", "start", "tollgate")
    assert active(machine)


def test_removing_the_package_stops_it_in_order(machine):
    machine.run("apt-get", "remove", "-q", "-y", "tollgate")
    said = machine.journal()
    assert "stopping: no new connections" in said and "Deactivated successfully" in said
    assert machine.command("systemctl", "is-active", "tollgate").stdout.strip() == "inactive"
    machine.run("apt-get", "purge", "-q", "-y", "tollgate")
    assert machine.root.names("tollgate") == []


def test_the_script_installs_a_service_as_well_and_takes_it_away(machine):
    install = ["/mnt/scripts/install", "--binary", "/mnt/.build/static/tollgate"]
    machine.run(*install)
    assert machine.run("systemctl", "is-enabled", "tollgate").strip() == "enabled"
    machine.run("systemctl", "start", "tollgate")
    before = machine.unit("MainPID")
    # A newer version: the running one is started again.
    machine.run(*install)
    assert active(machine) and machine.unit("MainPID") != before
    machine.run("/mnt/scripts/install", "--uninstall")
    assert machine.command("systemctl", "is-active", "tollgate").stdout.strip() == "inactive"
    assert machine.root.file("/var/lib/tollgate/tollgate.db").exists()
