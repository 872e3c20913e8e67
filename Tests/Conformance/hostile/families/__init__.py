"""All cases, by where they come from."""

from ..case import Case
from . import chunks, controls, corpora, framings, hop_by_hop, identity, paths, rows

GENERATED = (rows, controls, framings, chunks, paths, hop_by_hop, identity)


def everything() -> list[Case]:
    """The cases that are made here, then those of others where they are at hand."""
    cases = [case for family in GENERATED for case in family.cases()] + corpora.cases()
    names = [case.id for case in cases]
    assert len(set(names)) == len(names), sorted(name for name in set(names) if names.count(name) > 1)[:10]
    return cases
