"""What all that is compared has in common: a program on one core that forwards to the backend."""

import pathlib
import subprocess
import time

from .. import processes
from ..calls import Answer, free_port, listens
from ..tokens import Tokens
from ..waiting import wait_until
from .backend import Backend


class Gateway:
    """A gateway with a folder of its own. `start` returns when it listens; `stop` when its processes are gone."""

    name: str
    """What it is called on the command line and in JSON."""
    label: str
    """What it is called in tables."""
    checks_tokens = False
    """Whether a call without a good token is refused."""

    def __init__(self, folder: pathlib.Path, core: int, backend: Backend, tokens: Tokens):
        self.folder = folder
        self.core = core
        self.backend = backend
        self.tokens = tokens
        self.port = 0
        self.process: subprocess.Popen | None = None
        self.launched = 0.0
        """When the program was started, by the monotonic clock."""

    def configure(self) -> list[str]:
        """Writes the configuration into the folder; the command that serves it on `port`."""
        raise NotImplementedError

    def start(self) -> None:
        self.launch()
        wait_until(self.listening, f"{self.label} listening")

    def launch(self) -> None:
        """Starts the program and does not wait for it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        command = self.configure()
        self.launched = time.monotonic()
        self.process = processes.start(command, self.core, self.folder)

    def listening(self) -> bool:
        """Whether it accepts connections; raises `RuntimeError` where it has ended."""
        if self.process.poll() is not None:
            said = "\n".join(file.read_text(errors="replace")[-2000:] for file in self.folder.glob("*.out"))
            raise RuntimeError(f"{self.label} ended with {self.process.returncode}:\n{said}")
        return listens(self.port)

    def stop(self) -> None:
        if self.process is not None:
            processes.end(self.process)
            self.process = None

    def take_records(self, last: Answer) -> int | None:
        """How many whole calls the access log has up to this answer, since it was last asked; nothing without one."""
        return None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def processes(self) -> list[int]:
        """All that serve, master and workers."""
        return processes.family(self.process.pid)
