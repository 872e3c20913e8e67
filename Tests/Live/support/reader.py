"""A reader of a guide: has a gateway, a payments service and an application, and does what the guide says, in its order."""

import json
import os
import pathlib
import random
import re
import socket
import sys
import time

import pytest

from .gateway import BINARY
from .guides import REPOSITORY, script, transcript
from .shell import Shell
from .transcripts import difference
from .waiting import wait_until

# The ports of the guides: gateway, management, the payments service and others. Real ones take their place.
PORTS = [8080, 8081, 9001, 9002, 9003]
LIBRARIES = "-langversion:latest -r:System.Net.Http.dll -r:System.Runtime.Serialization.dll"
# How programs are run: what their files end in, the command, where `{}` is the file, what shows that it can be run here, and
# what has to be installed where it cannot.
PROGRAMS = {
    "python": (".py", f"{sys.executable} {{}}", "true", ""),
    "javascript": (".mjs", "node {}", "node -e 'process.exit(typeof fetch === \"function\" ? 0 : 1)'", "nodejs"),
    "php": (".php", "php {}", "php -r 'exit(extension_loaded(\"curl\") ? 0 : 1);'", "php-cli and php-curl"),
    "csharp": (
        ".cs", f"mcs {LIBRARIES} -out:{{}}.exe {{}} && mono {{}}.exe",
        f"command -v mono && echo 'class P {{ static void Main() {{}} }}' > p.cs && mcs {LIBRARIES} -out:p.exe p.cs",
        "mono-mcs, mono-runtime, libmono-system-net-http4.0-cil and libmono-system-runtime-serialization4.0-cil"),
}
SCOPES = ["transactions:read", "transactions:create", "transactions:refund"]


def free_port():
    """A port of four figures, so that columns and lengths are those of the guides."""
    while True:
        with socket.socket() as probe:
            port = random.randrange(2000, 8000)
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


class Reader:
    def __init__(self, folder, blocks):
        self.folder = pathlib.Path(folder)
        self.blocks = blocks
        self.failures = {}
        self.position = 0
        self.ports = {port: free_port() for port in PORTS}
        self.shell = Shell(
            folder, PATH=f"{BINARY.parent}:{os.environ['PATH']}", HOME=str(folder), LC_ALL="C.UTF-8", NO_COLOR="1",
            AUTHLIB_INSECURE_TRANSPORT="1", GATEWAY=self.real("http://127.0.0.1:8080"))
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def _prepare(self):
        text = (REPOSITORY / "gateway.json").read_text()
        (self.folder / "gateway.json").write_text(self.real(text).replace("./gateway.schema", "gateway.schema"))
        self._do("payments-service --listen 127.0.0.1:9001 > payments.log 2>&1 & SERVICE=$!")
        self._do("tollgate serve > access.log 2> gateway.log & PID=$!")
        (self.folder / "gateway.log").touch()
        wait_until(lambda: " listening on" in (self.folder / "gateway.log").read_text(), 20, "a gateway that listens")
        options = " ".join(f"--scope {scope}" for scope in SCOPES)
        made = json.loads(self._do(f"tollgate applications register --name Till --owner 'Example Shop' {options} --json"))
        self._do(f"export ID={made['application']['clientId']} SECRET={made['secret']['text']}")

    def _do(self, command):
        printed = self.shell.run(self.real(command))
        assert self.shell.status == 0, f"{command}\n{printed}"
        return printed

    def close(self):
        self.shell.close()

    # Addresses

    def real(self, text):
        """A text of a guide with the ports that are really used."""
        return self._replace(text, self.ports)

    def shown(self, text):
        """What was printed, with the ports of the guides."""
        return self._replace(text, {real: port for port, real in self.ports.items()})

    @staticmethod
    def _replace(text, ports):
        names = "|".join(str(port) for port in ports)
        return re.sub(rf"(?<=127\.0\.0\.1:)({names})\b", lambda found: str(ports[int(found[1])]), text)

    # The gateway

    def move_service(self, port):
        """Has the gateway forward to another port of this machine, and waits until it does."""
        path = self.folder / "gateway.json"
        path.write_text(path.read_text().replace(f":{self.ports[9001]}", f":{port}"))
        self._do("kill -HUP $PID")
        wait_until(lambda: f"payments: http://127.0.0.1:{port}" in (self.folder / "gateway.log").read_text(), 10,
                   "a reload")

    def calls(self, count):
        """The access log, once it has so many lines."""
        def lines():
            found = [json.loads(line) for line in (self.folder / "access.log").read_text().split("\n")[:-1]]
            return len(found) >= count and found

        return wait_until(lines, 10, f"{count} lines in the access log")

    # Reading

    def read(self, block):
        """Does what a block says, and before it what those before it say."""
        while self.position <= self.blocks.index(block):
            current = self.blocks[self.position]
            self.position += 1
            if "not run" in current.sayings or "slow" in current.sayings and not os.environ.get("TOLLGATE_SLOW"):
                continue
            try:
                self._read(current)
            except (AssertionError, pytest.skip.Exception) as failure:
                self.failures[current.line] = failure
        if failure := self.failures.get(block.line):
            raise failure

    def _read(self, block):
        if command := block.sayings.get("first"):
            self._do(command)
        if name := block.sayings.get("file"):
            (self.folder / name).write_text(self.real(block.text))
        if block.kind == "json":
            self._check(block, name)
        elif block.kind == "sh":
            for command in script(block):
                self._run(block, command)
        elif block.kind == "console":
            commands = transcript(block)
            for command in commands:
                self._compare(block, command, repeated="repeat" in block.sayings and command is commands[-1])
        elif block.kind in PROGRAMS and not name:
            self._run_program(block)

    def _run(self, block, command):
        printed = self.shell.run(self.real(command.text))
        assert self.shell.status == 0, \
            f"{block.guide}:{command.line}: {command.text}\nended with {self.shell.status}:\n{printed}"
        return self.shown(printed)

    def _compare(self, block, command, repeated):
        deadline = time.monotonic() + 15
        while repeated and time.monotonic() < deadline:
            printed = self.shell.run(self.real(command.text))
            if self.shell.status == 0 and not difference(command.output, self.shown(printed)):
                return
            time.sleep(0.05)
        found = difference(command.output, self._run(block, command))
        assert not found, f"{block.guide}:{command.line}: {command.text}\n{found}"

    def _run_program(self, block):
        printed = self.run_program(block)
        expected = self.blocks[self.blocks.index(block) + 1]
        found = difference(expected.text, self.shown(printed))
        assert not found, f"{block.guide}:{expected.line}\n{found}"

    def run_program(self, block):
        """Runs a program to its end; what it printed."""
        ending, command, probe, packages = PROGRAMS[block.kind]
        self.shell.run(f"( {probe} ) > probe.log 2>&1")
        if self.shell.status != 0:
            pytest.skip(f"{block.name}: not run: this machine cannot run it; install {packages}")
        name = f"program-{block.line}{ending}"
        (self.folder / name).write_text(self.real(block.text))
        printed = self.shell.run(command.replace("{}", name))
        assert self.shell.status == 0, f"{block.guide}:{block.line} ended with {self.shell.status}:\n{printed}"
        return printed

    def _check(self, block, name):
        """A whole configuration, or members of one, must be one that can be served."""
        text = block.text if block.text.lstrip().startswith("{") else "{" + block.text + "}"
        document = json.loads(self.real(text))
        if not name:
            name = f"members-{block.line}.json"
            base = json.loads(self.real((REPOSITORY / "gateway.json").read_text()))
            (self.folder / name).write_text(json.dumps(merged(base, document), indent=2))
        printed = self.shell.run(f"tollgate check --config {name}")
        assert self.shell.status == 0, f"{block.guide}:{block.line}:\n{printed}"


def merged(base, other):
    """An object with the members of another in it; objects are gone into, all else is replaced."""
    if not (isinstance(base, dict) and isinstance(other, dict)):
        return other
    return base | {name: merged(base.get(name), value) for name, value in other.items()}
