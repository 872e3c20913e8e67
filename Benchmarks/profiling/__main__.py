"""The command line of `Benchmarks/profile`."""

import argparse
import contextlib
import pathlib
import shutil
import signal
import sys
import tempfile

from comparison import machine
from comparison.bench import Bench, Settings
from comparison.gateways.nginx import Nginx
from comparison.gateways.tollgate import Tollgate
from comparison.quick import RESULTS

from . import report
from .profile import Profile, take

TOKENS = 16
"""As many as `Tokens` needs; one is used."""


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="Benchmarks/profile", description="Profiles the small GET in nginx and in Tollgate: a flame graph each, "
        "and a page with shares and system calls, in Benchmarks/results.")
    parser.add_argument("--seconds", type=int, default=10, metavar="S", help="of each profile (10)")
    parser.add_argument("--output", type=pathlib.Path, default=RESULTS, metavar="FOLDER")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="tollgate-profile-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        bench = Bench(folder, [Nginx, Tollgate], Settings(seconds=options.seconds))
        profiles = measure(bench, stack)
        report.write(profiles, machine.describe(bench.chosen, bench.descriptors), options.output)


def measure(bench: Bench, stack: contextlib.ExitStack) -> list[Profile]:
    """One gateway after the other; what was started is ended with the stack."""
    bench.tokens.count = TOKENS
    bench.tokens.issue()
    stack.callback(bench.backend.stop)
    bench.backend.start()
    stack.callback(bench.stop_all)
    return [take(bench, kind) for kind in bench.kinds]


main()
