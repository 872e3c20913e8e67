"""Calls with content, and answers with more than a little."""

import random

from .. import checks
from ..bench import Bench
from ..gateways.backend import SMALL
from ..gateways.gateway import Gateway
from ..gateways.streaming import STREAMING, StreamingNginx
from ..loads import wrk
from .workload import Case, Contender, Figure, Workload

KIB = 1024
SENT = {"post-4k": 4 * KIB, "post-64k": 64 * KIB}
FETCHED = {"get-4k": 4 * KIB, "get-256k": 256 * KIB}


def content(size: int) -> bytes:
    """The same bytes each time, and no two parts of them alike."""
    return random.Random(size).randbytes(size)


class Bodies(Workload):
    """nginx and HAProxy are set up for it: nginx's own small blocks take six times as long with an answer of 256 KiB.

    Each gateway starts anew for each run. What nginx did before decides what a POST of 64 KiB costs it, 24 µs or 38: the C
    library gives its blocks back to the kernel after each call, or does not, as they happen to lie in the heap.
    """

    name = "bodies"
    title = "Bodies"
    cases = (Case("post-4k", "POST of 4 KiB"), Case("post-64k", "POST of 64 KiB"),
             Case("get-4k", "answer of 4 KiB"), Case("get-256k", "answer of 256 KiB"))
    figures = (Figure("cpu", "CPU per request", "µs"), Figure("rate", "requests", "1/s", 0),
               Figure("p50", "p50", "µs", 0), Figure("p99", "p99", "µs", 0))
    reference = StreamingNginx.name
    compared = ("cpu",)
    seconds = 1
    quick = ("post-64k", "get-256k")

    def kinds(self, bench: Bench) -> list[type[Gateway]]:
        return [STREAMING.get(kind, kind) for kind in bench.kinds]

    def contenders(self, bench):
        return [Contender(kind.name, kind.label) for kind in self.kinds(bench)]

    def open(self, bench):
        for name, size in FETCHED.items():
            (bench.backend.folder / "files" / name).write_bytes(content(size))
        for name, size in SENT.items():
            (bench.folder / name).write_bytes(content(size))
        for kind in self.kinds(bench):
            gateway = bench.start(kind)
            checks.stored(gateway, content(SENT["post-64k"]))
            bench.stop(gateway)

    def measure(self, bench, case, contender):
        gateway = bench.start(next(kind for kind in self.kinds(bench) if kind.name == contender.name))
        try:
            return self.load(bench, case, gateway)
        finally:
            bench.stop(gateway)

    def load(self, bench: Bench, case: Case, gateway: Gateway) -> dict[str, float]:
        if case.name in FETCHED:
            request = wrk.Request(f"/files/{case.name}", tokens=bench.tokens.one_file)
            return bench.saturate(gateway, request, expected=content(FETCHED[case.name]))
        request = wrk.Request("/documents/order", "POST", bench.folder / case.name, bench.tokens.one_file)
        return bench.saturate(gateway, request, SMALL, content(SENT[case.name]))
