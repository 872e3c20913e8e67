"""An answer of 1 GiB."""

from .. import content
from ..loads import transfer
from .gibibyte import Gibibyte
from .workload import Budget


class GibibyteDown(Gibibyte):
    name = "gibibyte-down"
    title = "1 GiB down"
    budgets = (Budget("1 GiB down: ≤ 0.5 s of CPU", "cpu", ("all", "tollgate"), None, 0.5),
               Budget("1 GiB down: memory flat: ≤ 4 MiB more than at start", "growth", ("all", "tollgate"), None, 4))

    def transfer(self, bench, gateway):
        return transfer.down(gateway.port, "/files/gibibyte", content.GIBIBYTE, bench.tokens.one)
