"""How programs fare with the same cases: a table for each, and the command line that prints them."""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from proxies import Proxy


def lines(name: str, columns: Iterable[str], families: dict[str, Counter]) -> list[str]:
    """A table with a row for each family, and one for all."""
    total: Counter = sum(families.values(), Counter())
    width = max(map(len, [name, "all", *families]))
    widths = {column: max(len(column), 8) for column in columns}
    return [f"{name:{width}}  " + "  ".join(f"{column:>{size}}" for column, size in widths.items())] + [
        f"{family:{width}}  " + "  ".join(f"{row[column]:{size}}" for column, size in widths.items())
        for family, row in {**families, "all": total}.items()
    ]


def beside(columns: tuple[str, ...], programs: dict[str, dict[str, Counter]]) -> list[str]:
    """One table for all programs: of these columns, what each came to in each family."""
    title = " / ".join(columns)
    families = list(dict.fromkeys(family for counted in programs.values() for family in counted))
    counts = {name: {**counted, "all": sum(counted.values(), Counter())} for name, counted in programs.items()}
    cells = {
        family: [
            " / ".join(str(counted.get(family, Counter())[column]) for column in columns)
            for counted in counts.values()
        ] for family in [*families, "all"]
    }
    width = max(map(len, [title, *cells]))
    return [f"{title:{width}}  " + "  ".join(f"{name:>20}" for name in programs)] + [
        f"{family:{width}}  " + "  ".join(f"{cell:>20}" for cell in row) for family, row in cells.items()
    ]


def parser(name: str, about: str | None, programs: Iterable[str]) -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog=name, description=about)
    made.add_argument("names", nargs="*", metavar="NAME", help=", ".join(programs))
    made.add_argument("--family", default="", help="only families that begin with this")
    made.add_argument("--faults", type=int, default=0, metavar="N", help="show the first N faults of each (0)")
    return made


def each(programs: dict[str, type[Proxy]], names: list[str], play: Callable[[Any], list]) -> Iterator[tuple[str, list]]:
    """Plays to each program, as many as are named; its name and verdicts, and behind them how long it took."""
    for name in names or programs:
        if not programs[name].is_there():
            print(f"{name} is not installed here\n")
            continue
        start = time.monotonic()
        verdicts = play(programs[name])
        yield name, verdicts
        seconds = time.monotonic() - start
        print(f"{seconds:.1f} s, {len(verdicts) / seconds:.0f} cases a second\n", flush=True)
