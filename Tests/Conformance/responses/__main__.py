"""Plays the cases to programs and prints what became of them.

In Tests/Conformance: `python -m responses [OPTION…] [NAME…]`.
"""

import argparse
import time

from . import families
from .play import play
from .programs import PROGRAMS
from .table import faults, lines


def main() -> None:
    parser = argparse.ArgumentParser(prog="responses", description=__doc__)
    parser.add_argument("names", nargs="*", default=[], metavar="NAME", help=", ".join(PROGRAMS))
    parser.add_argument("--all", action="store_true", help="play every case, not those of a quick run")
    parser.add_argument("--faults", type=int, default=10, metavar="N", help="show the first N faults of each (10)")
    parser.add_argument("--width", type=int, default=400, metavar="N", help="characters of a fault (400)")
    parser.add_argument("--family", help="only families that begin with this")
    options = parser.parse_args()
    cases = [
        case for case in (families.everything() if options.all else families.quick())
        if case.family.startswith(options.family or "")
    ]
    for name in options.names or [name for name, program in PROGRAMS.items() if program.is_there()]:
        start = time.monotonic()
        verdicts = play(PROGRAMS[name], cases)
        print("\n".join(lines(name, verdicts)))
        for verdict in faults(verdicts)[:options.faults]:
            print(f"  {str(verdict)[:options.width]}")
        print(f"{time.monotonic() - start:.1f} s\n", flush=True)


if __name__ == "__main__":
    main()
