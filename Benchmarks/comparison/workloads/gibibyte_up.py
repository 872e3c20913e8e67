"""A request of 1 GiB."""

from ..gateways.sink import Sink
from ..loads import transfer
from .gibibyte import Gibibyte
from .workload import Budget


class GibibyteUp(Gibibyte):
    name = "gibibyte-up"
    title = "1 GiB up"
    budgets = (Budget("1 GiB up: ≤ 0.5 s of CPU", "cpu", ("all", "tollgate"), None, 0.5),
               Budget("1 GiB up: memory flat: ≤ 4 MiB more than at start", "growth", ("all", "tollgate"), None, 4))

    def open(self, bench):
        self.sink = Sink(bench.folder / "sink", bench.load_core)
        self.sink.start()
        super().open(bench)

    def close(self, bench):
        super().close(bench)
        self.sink.stop()

    def start(self, bench, kind):
        return bench.start(kind, backend=self.sink)

    def transfer(self, bench, gateway):
        return transfer.up(gateway.port, "/transactions/content", self.file, bench.tokens.one)
