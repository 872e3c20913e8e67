"""The same answers to clients of HTTP/1.0, whose content ends with the connection, and to those who do not wait."""

from dataclasses import replace

from ..case import Case, End, Moment, Way
from . import chunks, endings, rows


def cases() -> list[Case]:
    known = rows.cases() + chunks.cases() + [case for case in endings.cases() if case.way is not Way.UNIX]
    old = [replace(case, family="to a client of HTTP/1.0", version="1.0") for case in known]
    followed = [
        replace(case, family="to a client that does not wait", has_follower=True) for case in known
        if case.moment is Moment.ASKED and case.end is not End.CUT
    ]
    return old + followed
