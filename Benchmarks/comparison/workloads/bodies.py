"""Calls with content, and answers with more than a little."""

import random

from .. import checks
from ..gateways.backend import SMALL
from ..loads import wrk
from .workload import Case, Figure, Workload

KIB = 1024
SENT = {"post-4k": 4 * KIB, "post-64k": 64 * KIB}
FETCHED = {"get-4k": 4 * KIB, "get-256k": 256 * KIB}


def content(size: int) -> bytes:
    """The same bytes each time, and no two parts of them alike."""
    return random.Random(size).randbytes(size)


class Bodies(Workload):
    name = "bodies"
    title = "Bodies"
    cases = (Case("post-4k", "POST of 4 KiB"), Case("post-64k", "POST of 64 KiB"),
             Case("get-4k", "answer of 4 KiB"), Case("get-256k", "answer of 256 KiB"))
    figures = (Figure("cpu", "CPU per request", "µs"), Figure("rate", "requests", "1/s", 0),
               Figure("p50", "p50", "µs", 0), Figure("p99", "p99", "µs", 0))
    compared = ("cpu",)
    quick = ("post-64k", "get-256k")

    def open(self, bench):
        for name, size in FETCHED.items():
            (bench.backend.folder / "files" / name).write_bytes(content(size))
        for name, size in SENT.items():
            (bench.folder / name).write_bytes(content(size))
        super().open(bench)
        for gateway in bench.running.values():
            checks.stored(gateway, content(SENT["post-64k"]))

    def measure(self, bench, case, contender):
        gateway = bench.running[contender.name]
        if case.name in FETCHED:
            request = wrk.Request(f"/files/{case.name}", tokens=bench.tokens.one_file)
            return bench.saturate(gateway, request, expected=content(FETCHED[case.name]))
        request = wrk.Request("/documents/order", "POST", bench.folder / case.name, bench.tokens.one_file)
        return bench.saturate(gateway, request, SMALL, content(SENT[case.name]))
