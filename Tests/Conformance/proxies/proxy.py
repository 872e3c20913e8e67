"""Processes between clients and upstreams."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


class Proxy:
    """Runs for as long as a `with` lasts."""

    name = ""

    def __init__(self, folder: Path, ports: int):
        self.folder = folder
        self.ports = [free_port() for _ in range(ports)]
        self.processes: list[subprocess.Popen] = []
        self.logs: list[Path] = []
        """What each of the processes says."""

    @classmethod
    def is_there(cls) -> bool:
        return shutil.which(cls.name) is not None

    def command(self) -> list[str]:
        """Writes what configuration it needs; how it is started."""
        raise NotImplementedError

    def __enter__(self) -> "Proxy":
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self) -> None:
        """Starts it, and waits until it listens on all of its ports."""
        log = self.launch(self.command(), self.folder)
        for port in self.ports:
            self.wait_until(lambda port=port: listens(port), log)

    def launch(self, command: list[str], folder: Path) -> Path:
        """Starts a process; the file that takes what it says."""
        log = folder / "log"
        self.logs.append(log)
        with log.open("wb") as output:
            self.processes.append(
                subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
            )
        return log

    def wait_until(self, condition: Callable[[], bool], log: Path) -> None:
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

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """None of the processes that were started here runs in the block: what comes meanwhile, they find at once."""
        for process in self.processes:
            process.send_signal(signal.SIGSTOP)
        try:
            for process in self.processes:
                os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
            yield
        finally:
            for process in self.processes:
                process.send_signal(signal.SIGCONT)

    def has_died(self) -> bool:
        return any(process.poll() is not None for process in self.processes)

    def said(self) -> str:
        """The end of what its processes have said."""
        return "\n".join(log.read_text(errors="replace")[-4000:] for log in self.logs)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
