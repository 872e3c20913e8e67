"""Plays the cases to programs and prints, for each, what became of them.

In Tests/Conformance: `./compare [OPTION…] [NAME…]`.
"""

import comparison

from .families import corpora, everything, quick
from .programs import PROGRAMS
from .table import FAULTS, count, lines
from .trial import play
from .verdict import Verdict


def main() -> None:
    parser = comparison.parser("compare", __doc__, PROGRAMS)
    parser.add_argument("--valid-refused", action="store_true", help="list the valid cases that were refused")
    parser.add_argument("--malformed-passed", action="store_true", help="list what passed though it is malformed")
    parser.add_argument("--all", action="store_true", help="the large families whole, not samples of them")
    options = parser.parse_args()
    cases = [case for case in (everything if options.all else quick)() if case.id.startswith(options.family)]
    counts = {}
    for name, verdicts in comparison.each(PROGRAMS, options.names, lambda program: play(program, cases)):
        counts[name] = count(verdicts)
        print("\n".join(lines(name, verdicts)))
        for verdict in faults(verdicts, options.faults):
            print(f"  {verdict}")
        for verdict in verdicts:
            if options.valid_refused and verdict.is_refused_though_valid:
                print(f"  refused: {verdict.case.id}: {verdict.case.data[:200]!r}")
            if options.malformed_passed and verdict.has_passed_though_malformed:
                print(f"  passed: {verdict.case.id}: {verdict.case.data[:200]!r}")
    print("\n".join([*comparison.beside(FAULTS, counts), *corpora.not_applied()]))


def faults(verdicts: list[Verdict], count: int) -> list[Verdict]:
    """The first so many of each family."""
    families: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if not verdict.is_good:
            families.setdefault(verdict.case.family, []).append(verdict)
    return [verdict for some in families.values() for verdict in some[:count]]


if __name__ == "__main__":
    main()
