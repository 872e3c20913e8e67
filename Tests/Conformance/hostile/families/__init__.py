"""All cases, by where they come from."""

from ..case import Case
from . import chunks, controls, corpora, framings, hop_by_hop, identity, paths, rows

SMALL = (rows, chunks, paths, hop_by_hop, identity)
LARGE = (controls, framings)


def everything() -> list[Case]:
    """The cases that are made here, then those of others where they are at hand."""
    return checked([case for family in LARGE for case in family.everything()])


def quick() -> list[Case]:
    """The same, of the large families a sample."""
    return checked([case for family in LARGE for case in family.cases()])


def checked(large: list[Case]) -> list[Case]:
    cases = [case for family in SMALL for case in family.cases()] + large + corpora.cases()
    names = [case.id for case in cases]
    assert len(set(names)) == len(names), sorted(name for name in set(names) if names.count(name) > 1)[:10]
    return cases
