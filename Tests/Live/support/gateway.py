"""A `tollgate serve` process in a folder of its own, and the command line beside it."""

import base64
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import threading
import urllib.parse
from dataclasses import dataclass

from .waiting import wait_until
from .wire import Client, request

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
BINARIES = pathlib.Path(os.environ.get("TOLLGATE_BINARIES", REPOSITORY / ".build/debug"))
BINARY = pathlib.Path(os.environ.get("TOLLGATE_BINARY", BINARIES / "tollgate")).resolve()


@dataclass
class Application:
    id: str
    secret: str
    secret_id: str

    @property
    def basic(self):
        """The field that carries id and secret."""
        return basic(self.id, self.secret)


def basic(id, secret):
    pair = f"{urllib.parse.quote_plus(id)}:{urllib.parse.quote_plus(secret)}"
    return "Authorization: Basic " + base64.b64encode(pair.encode()).decode()


def configuration(upstreams, routes, **others):
    """A `gateway.json` on a free port of the loopback interface."""
    document = {
        "listen": [{"address": "127.0.0.1:0"}],
        "store": "sqlite:data/tollgate.db",
        "issuer": {"url": "http://gateway.test", "tokenLifetime": "24h"},
        "audiences": {
            "transactions": {"operations": {"read": "See", "create": "Start", "refund": "Refund"}},
            "accounts": {"operations": {"read": "See", "export": "Take away"}},
        },
        "upstreams": upstreams,
        "routes": routes,
        "loops": min(2, os.cpu_count() or 1),
        "accessLog": "access.log",
    }
    return document | others


class Gateway:
    def __init__(self, folder, document):
        self.folder = pathlib.Path(folder)
        self.process = None
        self.address = None
        self.errors = []
        self.configure(document)

    def configure(self, document):
        self.document = document
        (self.folder / "gateway.json").write_text(json.dumps(document, indent=2))

    # The process

    def start(self, *options, **more):
        """Starts the gateway, and waits until it listens."""
        self.launch(*options, **more)
        wait_until(lambda: self.address or self.process.poll() is not None, 20, "listening")
        assert self.address, f"it ended with {self.process.returncode}:\n{self.log}"
        return self

    def launch(self, *options, output=subprocess.DEVNULL, **more):
        """Starts the gateway, and does not wait; `output` is its standard output."""
        self.address = None
        self.errors = []
        self.process = subprocess.Popen(
            [BINARY, "serve", *options], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=output,
            stderr=subprocess.PIPE, text=True, errors="replace", **more,
        )
        self.reader = threading.Thread(target=self._read, args=[self.process.stderr, self.errors], daemon=True)
        self.reader.start()

    def _read(self, stream, lines):
        for line in stream:
            lines.append(line)
            if found := re.search(r"listening on 127\.0\.0\.1:(\d+)", line):
                self.address = ("127.0.0.1", int(found[1]))

    @property
    def log(self):
        return "".join(self.errors)

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def wait(self, seconds=20):
        """The exit status, once the process has ended."""
        status = self.process.wait(seconds)
        self.reader.join(5)
        return status

    def stop(self):
        """Ends the gateway in order; its exit status."""
        if self.process is None or self.process.poll() is not None:
            return self.process and self.process.returncode
        self.terminate()
        try:
            return self.wait()
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def kill(self):
        self.process.kill()
        return self.wait()

    # The command line

    def run(self, *arguments, **options):
        """Runs a command beside the gateway, without judging its end."""
        given = {} if "input" in options else {"stdin": subprocess.DEVNULL}
        return subprocess.run(
            [BINARY, *arguments], cwd=self.folder, capture_output=True, text=True, timeout=60, **given, **options)

    def applications(self, *arguments):
        """Runs `tollgate applications …`, which must succeed; what it prints as JSON."""
        done = self.run("applications", *arguments, "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def register(self, *scopes, name="Live"):
        options = [option for scope in scopes for option in ("--scope", scope)]
        done = self.applications("register", "--name", name, "--owner", "Merchant", *options)
        return Application(done["application"]["clientId"], done["secret"]["text"], done["secret"]["id"])

    # Calls

    def client(self, **options):
        return Client(self.address, **options)

    def call(self, data, method=None):
        """One request on a connection of its own."""
        with self.client() as client:
            return client.call(data, method)

    def ask_token(self, application, *scopes):
        """The token endpoint's answer."""
        form = urllib.parse.urlencode({"grant_type": "client_credentials", "scope": " ".join(scopes)}).encode()
        lines = [application.basic, "Content-Type: application/x-www-form-urlencoded"]
        return self.call(request("POST", "/oauth/token", *lines, body=form))

    def token(self, application, *scopes):
        answer = self.ask_token(application, *scopes)
        assert answer.status == 200, answer.body
        return answer.json["access_token"]

    # The access log

    def log_text(self):
        path = self.folder / "access.log"
        return path.read_bytes().decode("utf-8") if path.exists() else ""

    def log_lines(self):
        """The lines that are whole."""
        return [json.loads(line) for line in self.log_text().split("\n")[:-1]]

    def log_line(self, request_id):
        """The one line of an exchange, once it is written."""
        def found():
            return [line for line in self.log_lines() if line["requestId"] == request_id]

        lines = wait_until(found, what=f"the line of {request_id}")
        assert len(lines) == 1, lines
        return lines[0]


def closed_port():
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
