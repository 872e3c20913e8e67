"""A process between clients and a stage."""

import shutil
import socket
import subprocess
import time
from pathlib import Path

from ..case import Way
from ..stage import Stage


class Program:
    """A process between clients and a stage, for as long as a `with` lasts."""

    name = ""
    own_problem = False
    """Whether what it refuses is answered with a problem document."""
    ways: tuple[Way, ...] = tuple(Way)

    def __init__(self, folder: Path, stage: Stage):
        self.folder = folder
        self.stage = stage
        self.port = 0
        self.log = folder / f"{self.name}.log"

    @classmethod
    def is_there(cls) -> bool:
        return shutil.which(cls.name) is not None

    def command(self) -> list[str]:
        """Writes what configuration it needs; how it is started."""
        raise NotImplementedError

    def __enter__(self) -> "Program":
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        command = self.command()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log
            )
        self._wait()
        return self

    def _wait(self) -> None:
        deadline = time.monotonic() + 20
        while not self.is_listening():
            assert self.process.poll() is None and time.monotonic() < deadline, self.log.read_text(errors="replace")
            time.sleep(0.02)

    def is_listening(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def has_died(self) -> bool:
        return self.process.poll() is not None
