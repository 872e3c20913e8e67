"""Plays the cases to programs and prints what became of them.

In Tests/Conformance: `python -m responses [OPTION…] [NAME…]`.
"""

import comparison

from . import families
from .play import play
from .programs import PROGRAMS
from .table import FAULTS, count, faults, lines


def main() -> None:
    parser = comparison.parser("responses", __doc__, PROGRAMS)
    parser.add_argument("--all", action="store_true", help="play every case, not those of a quick run")
    parser.add_argument("--width", type=int, default=400, metavar="N", help="characters of a fault (400)")
    options = parser.parse_args()
    cases = [
        case for case in (families.everything() if options.all else families.quick())
        if case.family.startswith(options.family)
    ]
    counts = {}
    for name, verdicts in comparison.each(PROGRAMS, options.names, lambda program: play(program, cases)):
        counts[name] = count(verdicts)
        print("\n".join(lines(name, verdicts)))
        for verdict in faults(verdicts)[:options.faults]:
            print(f"  {str(verdict)[:options.width]}")
    print("\n".join(comparison.beside(FAULTS, counts)))


if __name__ == "__main__":
    main()
