"""The command line of the comparison."""

import argparse
import contextlib
import dataclasses
import pathlib
import shutil
import signal
import sys
import tempfile

from . import conclusion, machine, quick, rounds
from .bench import Bench, Settings
from .gateways import GATEWAYS
from .progress import Progress
from .results import Results
from .workloads import WORKLOADS
from .workloads.workload import Workload

FULL = Settings(rounds=5, attempts=2, again=90)
QUICK = Settings(rounds=3, quick=True, attempts=1, again=60)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="Benchmarks/compare", description="Measures Tollgate beside nginx, HAProxy and Envoy.",
        epilog="Without --only and --gateways the report is written to Benchmarks/results. See Benchmarks/README.md.")
    add = parser.add_argument
    add("--quick", action="store_true", help="a part, in some four minutes, compared with the newest committed results;"
        " exit status 1 where a ratio is worse beyond its spread and 15 %%")
    add("--only", action="append", metavar="WORKLOAD", help="measure this workload; may be given several times")
    add("--gateways", metavar="A,B", type=lambda text: text.split(","), help="measure these gateways")
    add("--rounds", type=int, metavar="N", help=f"rounds ({FULL.rounds}; with --quick {QUICK.rounds})")
    add("--seconds", type=int, metavar="S", help="seconds of each run (1 to 4, as each workload needs; with --quick 1 or 2)")
    add("--json", action="store_true", help="print JSON instead of Markdown")
    add("--output", type=pathlib.Path, metavar="FOLDER", help="write the report there: Markdown, JSON and SVG")
    add("--add", action="store_true", help="put what is measured into the newest report, in place of what it has of it")
    add("--keep", action="store_true", help="keep the run's folder, with configurations and logs")
    add("--list", action="store_true", help="list workloads and gateways")
    options = parser.parse_args(arguments)
    _known(parser, options.only, [kind.name for kind in WORKLOADS])
    _known(parser, options.gateways, [kind.name for kind in GATEWAYS])
    if (options.rounds or 1) < 1 or (options.seconds or 1) < 1:
        parser.error("rounds and seconds are at least 1")
    if options.quick and (options.add or options.output):
        parser.error("--quick compares with the committed report, and writes none")
    return options


def _known(parser: argparse.ArgumentParser, given: list[str] | None, known: list[str]) -> None:
    for name in given or []:
        if name not in known:
            parser.error(f"{name} is none of {', '.join(known)}")


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)
    if options.list:
        for kind in (*WORKLOADS, *GATEWAYS):
            print(f"{kind.name:16} {getattr(kind, 'title', None) or kind.label}")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        committed = conclusion.committed() if options.quick else None
        results = measure(options, committed)
        if options.add:
            results = conclusion.add(results, options.output)
    except KeyboardInterrupt:
        return 130
    except ValueError as refusal:
        print(f"compare: {refusal}", file=sys.stderr)
        return 1
    is_whole = options.add or not (options.quick or options.only or options.gateways)
    conclusion.show(results, options.json)
    if options.output or is_whole:
        conclusion.write(results, options.output)
    return conclusion.judge(results, committed)


def settings(options: argparse.Namespace, kind: type[Workload] = Workload) -> Settings:
    default = QUICK if options.quick else FULL
    own = kind.quick_seconds if options.quick else kind.seconds
    return dataclasses.replace(default, rounds=options.rounds or default.rounds, seconds=options.seconds or own)


def measure(options: argparse.Namespace, committed: Results | None = None) -> Results:
    """Runs the workloads asked for; whatever happens, what was started is ended.

    Where they are to be compared with committed results, it runs only what that needs, and again what is not clear then.
    """
    kinds = [kind for kind in GATEWAYS if not options.gateways or kind.name in options.gateways]
    progress = Progress(sys.stderr)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="tollgate-compare-"))
    with contextlib.ExitStack() as stack:
        stack.callback(_leave, folder, options.keep)
        stack.callback(progress.end)
        bench = Bench(folder, kinds, settings(options))
        results = Results(machine.describe(bench.chosen, bench.descriptors))
        if options.add:
            # Results of another build would be refused at the end.
            conclusion.add(results, options.output)
        progress("issuing tokens")
        bench.tokens.issue()
        stack.callback(bench.backend.stop)
        bench.backend.start()
        for kind in WORKLOADS:
            if (not options.only or kind.name in options.only) and kind().measured_cases(options.quick):
                bench.settings = settings(options, kind)
                results.outcomes.append(rounds.measure(kind(), bench, progress, *choices(committed)))
    return results


def choices(committed: Results | None) -> tuple[rounds.Choice, ...]:
    """What is measured, and what again: all once, unless it is compared with committed results."""
    if committed is None:
        return ()
    return quick.wanted, lambda outcome: quick.unclear(outcome, committed)


def _leave(folder: pathlib.Path, keep: bool) -> None:
    if keep:
        print(f"kept: {folder}", file=sys.stderr)
    else:
        shutil.rmtree(folder, ignore_errors=True)
