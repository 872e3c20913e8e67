"""Client connections that do nothing: what each of them costs in memory."""

from .. import descriptors, processes, slabs
from ..bench import Bench
from ..checks import PATH, CheckFailed, answer, require
from ..gateways.backend import SMALL
from ..gateways.gateway import Gateway
from ..loads import idle
from .workload import Budget, Figure, Workload

CONNECTIONS = 5000


class IdleConnections(Workload):
    """Each gateway starts anew in each round: what it once had for connections it may keep when they are gone."""

    name = "idle"
    title = "Idle connections that each made one call"
    figures = (Figure("memory", "memory per connection", "KiB", 2, steady=True),
               Figure("kernel", "and in the kernel", "KiB", 2, steady=True),
               Figure("connections", "connections", "", 0, steady=True))
    compared = ("memory",)
    quick = ("all",)
    budgets = (Budget("idle keep-alive client connection: ≤ 2 KiB", "memory", ("all", "tollgate"), None, 2),)

    def open(self, bench):
        self.count = descriptors.of_tollgate(CONNECTIONS, bench.descriptors)

    def measure(self, bench, case, contender):
        kind = next(kind for kind in bench.kinds if kind.name == contender.name)
        gateway = bench.start(kind)
        try:
            for _ in range(20):
                answer(gateway)
            return self.per_connection(bench, gateway)
        except ConnectionError as error:
            raise CheckFailed(f"{gateway.label}: {error}") from error
        finally:
            bench.stop(gateway)

    def per_connection(self, bench: Bench, gateway: Gateway) -> dict[str, float]:
        sockets, before = slabs.of_sockets(), processes.memory(gateway.processes).resident
        opened = processes.descriptors(gateway.processes)
        with idle.held(gateway.port, self.count, PATH, SMALL, bench.tokens.one):
            memory = processes.memory(gateway.processes).resident - before
            opened = processes.descriptors(gateway.processes) - opened
            both_ends = None if sockets is None else slabs.of_sockets() - sockets
        require(abs(opened - self.count) <= 64, gateway.label,
                f"it has {opened} descriptors more with {self.count} connections")
        figures = {"memory": memory / self.count, "connections": self.count}
        # This program has the other end of each connection, which takes as much.
        return figures if both_ends is None else figures | {"kernel": both_ends / 2 / 1024 / self.count}
