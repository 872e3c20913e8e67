"""No gateway: the backend itself, as the floor that latencies stand on."""

from .. import processes
from .gateway import Gateway


class Direct(Gateway):
    name = "backend"
    label = "backend alone"

    def start(self) -> None:
        self.port = self.backend.port

    def stop(self) -> None:
        """The backend goes on."""

    @property
    def processes(self) -> list[int]:
        return processes.family(self.backend.process.pid)
