"""Answers, made by family."""

from collections.abc import Iterator

from ..case import Case, End, Moment, Way
from . import bodies, chunks, controls, endings, fields, floods, framings, other_clients, rows, status_lines

SMALL = 400
"""Bytes of an answer that is also sent byte by byte."""


def quick() -> list[Case]:
    """Each answer in one piece; the rows, and those with defects of framing and chunks, byte by byte too; the rows also
    in two pieces, cut at every place."""
    made = whole()
    made += [case.byte_by_byte() for case in rows.cases() + chunks.cases() + framings.cases() if is_small(case)]
    made += [split for case in rows.small() for split in case.split()]
    return made


def everything() -> Iterator[Case]:
    """Each small one byte by byte too, and those with a defect in a chunk cut at every place."""
    yield from whole()
    yield from (case.byte_by_byte() for case in whole() if is_small(case))
    yield from (split for case in rows.small() + chunks.cases() if is_small(case) for split in case.split())


def whole() -> list[Case]:
    modules = (rows, status_lines, controls, fields, framings, chunks, bodies, floods, endings, other_clients)
    return [case for module in modules for case in module.cases()]


def is_small(case: Case) -> bool:
    return (
        1 < len(case.data) < SMALL and case.way is Way.TCP and case.moment is Moment.ASKED and not case.has_follower
        and case.cuts == () and case.end is not End.RESET
    )
