"""1 GiB in one call: CPU time and memory."""

from .. import content, processes
from ..bench import Bench
from ..checks import CheckFailed, require
from ..gateways.gateway import Gateway
from ..gateways.haproxy_jwt import HAProxyWithTokens
from ..gateways.streaming import STREAMING
from ..loads.transfer import Transfer
from .workload import Contender, Figure, Workload

MIB = 1024


class Gibibyte(Workload):
    """What downloads and uploads have in common. Where checking the token makes no difference, it is left out."""

    figures = (Figure("cpu", "CPU", "s", 2), Figure("rate", "rate", "MiB/s", 0),
               Figure("peak", "most memory", "MiB", steady=True),
               Figure("growth", "more than at start", "MiB", steady=True))
    reference = "nginx-streaming"
    compared = ("cpu",)
    quick = ("all",)

    def kinds(self, bench: Bench) -> list[type[Gateway]]:
        chosen = [kind for kind in bench.kinds if kind is not HAProxyWithTokens]
        return [variant for kind in chosen for variant in (kind, STREAMING.get(kind)) if variant]

    def contenders(self, bench):
        return [Contender(kind.name, kind.label) for kind in self.kinds(bench)]

    def open(self, bench):
        self.file = bench.backend.folder / "files/gibibyte"
        content.write(self.file, content.GIBIBYTE)
        self.resident = {}
        for kind in self.kinds(bench):
            gateway = self.start(bench, kind)
            self.resident[kind.name] = processes.memory(gateway.processes).resident
            self.transfer(bench, gateway)

    def close(self, bench):
        bench.stop_all()
        if file := getattr(self, "file", None):
            file.unlink(missing_ok=True)

    def start(self, bench: Bench, kind: type[Gateway]) -> Gateway:
        return bench.start(kind)

    def transfer(self, bench: Bench, gateway: Gateway) -> Transfer:
        raise NotImplementedError

    def measure(self, bench, case, contender):
        gateway = bench.running[contender.name]
        processes.reset_peak(gateway.processes)
        used = processes.cpu_seconds(gateway.processes)
        try:
            transfer = self.transfer(bench, gateway)
        except OSError as error:
            raise CheckFailed(f"{gateway.label}: a transfer broke off: {error}") from error
        used, peak = processes.cpu_seconds(gateway.processes) - used, processes.memory(gateway.processes).peak
        require(transfer.status == 200, gateway.label, f"a transfer was answered {transfer.status}")
        require(transfer.is_right, gateway.label, f"of a GiB {transfer.received} bytes arrived, or others")
        return {"cpu": used, "rate": content.GIBIBYTE / (1 << 20) / transfer.seconds, "peak": peak / MIB,
                "growth": (peak - self.resident[contender.name]) / MIB}
