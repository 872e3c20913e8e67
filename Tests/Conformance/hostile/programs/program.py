"""Processes between clients and recording upstreams, one lane for each upstream."""

import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from ..identity import Identity


@dataclass(frozen=True)
class Lane:
    """A port to send to, and who sends."""

    port: int
    attacker: Identity
    victim: Identity


class Program:
    """Runs for as long as a `with` lasts."""

    name = ""

    def __init__(self, folder: Path, upstreams: list[int]):
        self.folder = folder
        self.upstreams = upstreams
        self.ports = [free_port() for _ in upstreams]
        self.processes: list[subprocess.Popen] = []

    @classmethod
    def is_there(cls) -> bool:
        return shutil.which(cls.name) is not None

    def command(self) -> list[str]:
        """Writes what configuration it needs; how it is started."""
        raise NotImplementedError

    def launch(self, command: list[str], folder: Path) -> Path:
        """Starts a process; the file that takes what it says."""
        log = folder / "log"
        with log.open("wb") as output:
            self.processes.append(
                subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
            )
        return log

    def __enter__(self) -> "Program":
        log = self.launch(self.command(), self.folder)
        try:
            for port in self.ports:
                self.wait_until(lambda port=port: listens(port), log)
        except BaseException:
            self.__exit__()
            raise
        return self

    def wait_until(self, condition, log: Path) -> None:
        deadline = time.monotonic() + 30
        while not condition():
            assert not self.has_died() and time.monotonic() < deadline, log.read_text(errors="replace")
            time.sleep(0.02)

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def has_died(self) -> bool:
        return any(process.poll() is not None for process in self.processes)

    def lanes(self) -> list[Lane]:
        """Where to send, and as whom. A plain proxy knows nobody: it is set up to state one id for all."""
        attacker, victim = (
            Identity(b"proxy", b"proxy", token, True) for token in (b"attackers-token", b"victims-token")
        )
        return [Lane(port, attacker, victim) for port in self.ports]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
