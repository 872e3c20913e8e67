"""The command line of the comparison."""

import argparse
import contextlib
import json
import pathlib
import shutil
import signal
import sys
import tempfile
import dataclasses

from . import rounds
from .bench import Bench, Settings
from .gateways import GATEWAYS
from .workloads import WORKLOADS


def arguments():
    parser = argparse.ArgumentParser(prog="Benchmarks/compare", description="Tollgate beside nginx, HAProxy and Envoy.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--only", action="append")
    parser.add_argument("--gateways", type=lambda text: text.split(","))
    parser.add_argument("--keep", action="store_true")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = pathlib.Path(tempfile.mkdtemp(prefix="tollgate-compare-"))
    kinds = [kind for kind in GATEWAYS if not options.gateways or kind.name in options.gateways]
    bench = Bench(folder, kinds, Settings(options.rounds, options.seconds))
    with contextlib.ExitStack() as stack:
        if not options.keep:
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
        bench.tokens.issue()
        stack.callback(bench.backend.stop)
        bench.backend.start()
        for kind in WORKLOADS:
            if options.only and kind.name not in options.only:
                continue
            for run in rounds.measure(kind(), bench, lambda text: print(text, file=sys.stderr)):
                print(json.dumps(dataclasses.asdict(run)))
    return 0
