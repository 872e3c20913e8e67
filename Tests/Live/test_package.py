"""The Debian package, on a Debian that was made a minute ago and has nothing else: it is installed, serves as an ordinary
user, and is taken away again. Needs root, for debootstrap."""

import json
import os
import pathlib
import re
import signal
import subprocess
import threading

import pytest
from support.clean_root import ENVIRONMENT, CleanRoot
from support.gateway import REPOSITORY, closed_port
from support.package import build, inside
from support.waiting import wait_until
from support.wire import Client, request

pytestmark = pytest.mark.slow

CONFIGURATION = "/etc/tollgate/gateway.json"


@pytest.fixture(scope="module")
def package():
    """The package, built from this source and looked at by lintian."""
    return build()


@pytest.fixture(scope="module")
def root(package):
    """A clean root with nothing of ours in it."""
    root = CleanRoot(REPOSITORY)
    yield root
    assert root.processes() == []
    root.remove()
    assert not root.folder.exists()


@pytest.fixture(scope="module")
def installed(root, package):
    """The root, with the package installed in it by apt."""
    assert root.names("tollgate") == []
    root.run("apt-get", "install", "-q", "-y", "--no-install-recommends", inside(package), seconds=600)
    return root


def owner(root, name):
    return root.run("stat", "-c", "%U:%G %a", name).strip()


class Service:
    """`tollgate serve` inside a root, as the user of the service."""

    def __init__(self, root):
        self.lines = []
        self.port = None
        self.process = subprocess.Popen(
            root.command(*root.as_user("tollgate"), "/usr/bin/tollgate", "serve", "--config", CONFIGURATION),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT,
            cwd="/")
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        wait_until(lambda: self.port or self.process.poll() is not None, 30, "listening")
        assert self.port, self.log
        # What was started here only waits for the gateway, which has the number of its only child.
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        assert len(children) == 1, children
        self.pid = int(children[0])
        assert root.processes() == [self.pid]

    def _read(self):
        for line in self.process.stderr:
            self.lines.append(line)
            if found := re.search(r"listening on 127\.0\.0\.1:(\d+)", line):
                self.port = int(found[1])

    @property
    def log(self):
        return "".join(self.lines)

    @property
    def status(self):
        """What the kernel says about the process, by name."""
        text = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return {name: value.split() for name, value in (line.split(":", 1) for line in text.splitlines())}

    def call(self, *fields, **options):
        with Client(("127.0.0.1", self.port)) as client:
            return client.call(request(*fields, **options))

    def signal(self, number):
        os.kill(self.pid, number)

    def stop(self):
        if self.process.poll() is None:
            self.signal(signal.SIGTERM)
        try:
            status = self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        self.reader.join(5)
        return status


@pytest.fixture(scope="module")
def service(installed, upstreams):
    """The service, with the two addresses of its configuration changed as an operator would."""
    file = installed.file(CONFIGURATION)
    text = file.read_text().replace("http://127.0.0.1:9001", upstreams[0].url)
    file.write_text(text.replace("127.0.0.1:8080", f"127.0.0.1:{closed_port()}"))
    service = Service(installed)
    yield service
    assert service.stop() == 0, service.log


@pytest.fixture(scope="module")
def command(installed):
    """Runs a command as the user of the service; its answer."""

    def command(*words, **environment):
        return installed.run(*installed.as_user("tollgate"), "/usr/bin/tollgate", *words, **environment)

    return command


@pytest.fixture(scope="module")
def application(service, command):
    return json.loads(
        command("applications", "register", "--config", CONFIGURATION, "--name", "Till", "--owner", "Shop",
                "--scope", "transactions:read", "--json"))


@pytest.fixture(scope="module")
def token(service, application, command):
    return command(
        "token", "--client-id", application["application"]["clientId"], "--scope", "transactions:read",
        "--url", f"http://127.0.0.1:{service.port}",
        TOLLGATE_CLIENT_SECRET=application["secret"]["text"]).strip()


# What is installed


def test_it_needs_libraries_of_the_distribution_only(installed):
    listed = installed.run("ldd", "/usr/bin/tollgate")
    print(listed)
    assert "not found" not in listed
    paths = re.findall(r"=> (/\S+)", listed)
    assert any("libcurl" in path for path in paths) and any("libcrypto" in path for path in paths)
    for path in paths:
        installed.run("sh", "-c", 'dpkg -S "$1" || dpkg -S "/usr$1"', "sh", path)
    assert not [path for path in installed.names("swift") if "swiftmodule" in path or "libswift" in path]


def test_it_says_the_commit_that_it_was_built_from(installed):
    git = ["git", "-c", f"safe.directory={REPOSITORY}", "-C", REPOSITORY, "rev-parse", "--short=7", "HEAD"]
    commit = subprocess.run(git, capture_output=True, text=True)
    line = installed.run("tollgate", "--version")
    print(line)
    # An archive of the source has no history.
    expected = re.escape(commit.stdout.strip()) + "(-modified)?" if commit.returncode == 0 else r"[\w ]+"
    assert re.match(rf"tollgate \d+\.\d+\.\d+ \({expected}, release, libcurl ", line), line


def test_folders_and_key_belong_to_the_service_and_nobody_else_looks_in(installed):
    assert owner(installed, "/var/lib/tollgate") == "tollgate:tollgate 700"
    assert owner(installed, "/var/lib/tollgate-keys") == "tollgate:tollgate 700"
    assert owner(installed, "/var/lib/tollgate-keys/master.key") == "tollgate:tollgate 400"
    assert owner(installed, "/var/log/tollgate") == "tollgate:tollgate 750"
    assert owner(installed, CONFIGURATION) == "root:root 644"
    assert installed.run("getent", "passwd", "tollgate").strip().endswith(":/var/lib/tollgate:/usr/sbin/nologin")
    installed.run(*installed.as_user("nobody"), "cat", "/var/lib/tollgate-keys/master.key", status=1)


def test_the_service_starts_with_the_machine(installed):
    link = installed.file("/etc/systemd/system/multi-user.target.wants/tollgate.service")
    assert re.fullmatch(r"(/usr)?/lib/systemd/system/tollgate\.service", os.readlink(link))


def test_the_configuration_is_without_fault(command):
    answer = command("check", "--config", CONFIGURATION)
    print(answer)
    assert "no problem" in answer
    # It is the one that is meant where nobody names one.
    assert command("check") == answer


# Serving


def test_it_serves_as_an_ordinary_user_without_a_privilege(installed, service):
    number = installed.run("id", "-u", "tollgate").strip()
    status = service.status
    print({name: status[name] for name in ("Name", "Uid", "Gid", "CapEff", "CapBnd", "NoNewPrivs")})
    assert number != "0" and status["Uid"] == [number] * 4
    assert int(status["CapEff"][0], 16) == 0 and status["NoNewPrivs"] == ["1"]


def test_a_call_with_a_token_goes_through_and_one_without_does_not(service, upstream, token):
    assert service.call("GET", "/transactions/t1").status == 401
    assert upstream.requests == []
    answer = service.call("GET", "/transactions/t1", token=token)
    print(answer.status, [received.line for received in upstream.requests])
    assert answer.status == 200
    assert [received.target for received in upstream.requests] == ["/transactions/t1"]


def test_the_registry_and_the_log_are_readable_by_the_service_alone(installed, service, token):
    assert owner(installed, "/var/lib/tollgate/tollgate.db") == "tollgate:tollgate 600"
    assert service.call("GET", "/transactions/t2", token=token).status == 200
    wait_until(lambda: "/transactions/t2" in installed.file("/var/log/tollgate/access.log").read_text())
    assert owner(installed, "/var/log/tollgate/access.log").startswith("tollgate:tollgate 6")


# Changing and taking away: in this order


def test_installing_again_keeps_configuration_key_and_registry(installed, service, package, token):
    kept = [CONFIGURATION, "/var/lib/tollgate-keys/master.key"]
    before = [installed.file(name).read_bytes() for name in kept]
    installed.run("dpkg", "-i", inside(package), seconds=300)
    assert [installed.file(name).read_bytes() for name in kept] == before
    assert service.call("GET", "/transactions/t3", token=token).status == 200


def test_it_stops_in_order_when_asked_to(installed, service):
    assert service.stop() == 0, service.log
    print(service.log)
    assert "stopping" in service.log
    assert not re.search("warning|error", service.log), service.log
    assert installed.processes() == [] and installed.mounts() == []


def test_removing_it_leaves_what_is_the_operators(installed, service):
    service.stop()
    installed.run("apt-get", "remove", "-q", "-y", "tollgate", seconds=300)
    assert not installed.file("/usr/bin/tollgate").exists()
    left = {CONFIGURATION, "/var/lib/tollgate-keys/master.key", "/var/lib/tollgate/tollgate.db"}
    assert all(installed.file(name).exists() for name in left)


def test_purging_it_leaves_nothing(installed):
    installed.run("apt-get", "purge", "-q", "-y", "tollgate", seconds=300)
    assert installed.names("tollgate") == []
    assert not installed.file("/var/log/tollgate").exists()
    installed.run("getent", "passwd", "tollgate", status=2)


def test_the_script_installs_what_the_package_installs_and_takes_away_what_it_brought(installed):
    installed.run("apt-get", "install", "-q", "-y", "--no-install-recommends", "python3", seconds=300)
    arguments = ["/mnt/scripts/install", "--binary", "/mnt/.build/static/tollgate", "--user", "gate"]
    said = installed.run(*arguments, seconds=120)
    print(said)
    assert owner(installed, "/var/lib/tollgate-keys/master.key") == "gate:gate 400"
    key = installed.file("/var/lib/tollgate-keys/master.key").read_bytes()
    as_gate = [*installed.as_user("gate"), "tollgate"]
    installed.run(*as_gate, "check", "--config", CONFIGURATION)
    installed.run(*as_gate, "applications", "register", "--config", CONFIGURATION, "--name", "Till", "--owner", "Shop",
                  "--scope", "transactions:read")
    again = installed.run(*arguments, seconds=120)
    assert "kept as it was" in again
    assert installed.file("/var/lib/tollgate-keys/master.key").read_bytes() == key
    installed.run("/mnt/scripts/install", "--uninstall")
    assert not installed.file("/usr/local/bin/tollgate").exists()
    assert installed.file("/var/lib/tollgate/tollgate.db").exists()
