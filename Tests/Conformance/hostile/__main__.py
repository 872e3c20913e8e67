"""Plays the cases to programs and prints, for each, what became of them.

In Tests/Conformance: `./compare [OPTION…] [NAME…]`.
"""

import argparse
import time

from .families import corpora, everything
from .programs import PROGRAMS
from .table import lines
from .trial import play


def main() -> None:
    parser = argparse.ArgumentParser(prog="compare", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PROGRAMS))
    parser.add_argument("--family", default="", help="only cases whose name begins with this")
    parser.add_argument("--faults", type=int, default=0, metavar="N", help="show the first N faults of each family (0)")
    parser.add_argument("--valid-refused", action="store_true", help="list the valid cases that were refused")
    parser.add_argument("--malformed-passed", action="store_true", help="list what passed though it is malformed")
    options = parser.parse_args()
    cases = [case for case in everything() if case.id.startswith(options.family)]
    for name in options.names or PROGRAMS:
        if not PROGRAMS[name].is_there():
            print(f"{name} is not installed here\n")
            continue
        start = time.monotonic()
        verdicts = play(PROGRAMS[name], cases)
        print("\n".join(lines(name, verdicts)))
        shown: dict[str, int] = {}
        for verdict in verdicts:
            if not verdict.is_good and shown.setdefault(verdict.case.family, 0) < options.faults:
                shown[verdict.case.family] += 1
                print(f"  {verdict}")
            if options.valid_refused and verdict.is_refused_though_valid:
                print(f"  refused: {verdict.case.id}: {verdict.case.data[:200]!r}")
            if options.malformed_passed and verdict.has_passed_though_malformed:
                print(f"  passed: {verdict.case.id}: {verdict.case.data[:200]!r}")
        print(f"{len(verdicts) / (time.monotonic() - start):.0f} cases a second\n", flush=True)
    print("\n".join(corpora.not_applied()))


if __name__ == "__main__":
    main()
