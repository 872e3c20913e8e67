"""What became of one case: what the client saw, and whether anybody was harmed."""

import json
from dataclasses import dataclass, field, replace
from enum import Enum

from strict.response import Kind, Reading, read

from .case import MARK, UNASKED, Case, End, Moment
from .client import Client
from .stage import answer
from .tolerance import tolerated


class Seen(Enum):
    """What the client saw."""

    REFUSED = "502"
    """An answer in the gateway's own name."""
    BROKEN = "broken"
    """The connection ended before the message did."""
    PASSED = "passed"
    """What the upstream's bytes mean."""
    WRONG = "wrong"
    """A message that looks whole, and is none of these; or no end at all."""


@dataclass
class Verdict:
    """One case, judged."""

    case: Case
    seen: Seen
    why: str = ""
    harmed: list[str] = field(default_factory=list)
    """Victims that did not get their own answers, whole."""
    repeated: list[str] = field(default_factory=list)
    """Requests that reached the upstream more often than they may."""
    reused: list[str] = field(default_factory=list)
    """Requests on a connection where more had come than was asked for."""
    is_unanswered: bool = False
    """Whether the next request on the connection saw its end instead of an answer."""
    is_valid: bool = False
    """Whether there was nothing to refuse."""
    shown: Reading | None = None
    """What the client saw, without its content."""

    @property
    def is_good(self) -> bool:
        return self.seen is not Seen.WRONG and not self.harmed and not self.repeated and not self.reused

    @property
    def is_missed(self) -> bool:
        """Whether a case that has to end in one way ended in another."""
        return bool(self.case.must) and self.seen.value not in self.case.must.split()

    @property
    def is_needless(self) -> bool:
        """Whether a well-formed answer was kept from the client, and no rule says why."""
        return self.is_valid and self.seen in (Seen.REFUSED, Seen.BROKEN) and not self.case.rule

    def __str__(self) -> str:
        words = [str(self.case), repr(self.case.data[:200]), self.seen.value, self.why]
        words += self.harmed + self.repeated + self.reused
        return "; ".join(word for word in words if word)


def meanings(case: Case, marker: str) -> tuple[Reading, list[Reading]]:
    """What the upstream's bytes mean to a strict reader, and all that they may mean to one as lenient as RFCs allow."""
    if case.moment in UNASKED:
        data, ended = answer(marker), False
    else:
        data, ended = case.data.replace(MARK, marker.encode()), case.end in (End.CLOSE, End.FITTING)
    strict = read(data, case.method, ended)
    if case.moment is Moment.BEGUN:
        strict.interims.append(100)
    readings = [strict] if strict.kind is Kind.COMPLETE else tolerated(data, case.method, ended)
    return strict, readings


def judge(case: Case, marker: str, client: Client, own_problem: bool) -> Verdict:
    """What this client saw of the case; `own_problem`: a refusal has to be the gateway's problem document."""
    strict, readings = meanings(case, marker)
    shown = client.reading()
    verdict = Verdict(case, Seen.WRONG, shown=replace(shown, content=b""))
    verdict.is_valid = is_valid(case, strict, marker)
    if shown.kind is Kind.MALFORMED:
        verdict.why = f"the client is shown no HTTP ({shown.why}): {client.received[:300]!r}"
    elif shown.kind is Kind.PARTIAL:
        if client.has_ended:
            verdict.seen = Seen.BROKEN
        else:
            verdict.why = f"the client is left hanging with {client.received[:300]!r}"
    elif case.version == "1.0" and (shown.interims or shown.values("Transfer-Encoding")):
        verdict.why = f"a client of HTTP/1.0 is shown {client.received[:300]!r}"
    elif any(is_same(shown, reading) for reading in readings):
        verdict.seen = Seen.PASSED
    elif is_refusal(shown, marker, case.method, own_problem):
        verdict.seen = Seen.REFUSED
    else:
        verdict.why = f"the client is shown {client.received[:300]!r}"
    return verdict


def is_valid(case: Case, strict: Reading, marker: str) -> bool:
    """Whether the answer is whole, well formed, and followed by nothing."""
    if case.moment in UNASKED:
        # What was spoilt before the request may cost a request that must not be sent twice.
        return case.method == "GET" and case.moment is not Moment.BEGUN
    length = len(case.data.replace(MARK, marker.encode()))
    return strict.kind is Kind.COMPLETE and strict.end == length and case.end is not End.RESET


def is_same(shown: Reading, meant: Reading) -> bool:
    """Whether a client was shown what was meant; interim answers may be left out, and none may be new."""
    left = iter(meant.interims)
    return (shown.status, shown.content) == (meant.status,
                                             meant.content) and all(status in left for status in shown.interims)


def is_refusal(shown: Reading, marker: str, method: str, own_problem: bool) -> bool:
    """Whether this is an answer in the gateway's own name."""
    if shown.status not in (502, 503, 504) or marker.encode() in shown.content:
        return False
    if not own_problem:
        return True
    ids = shown.values("X-Request-Id")
    if shown.values("Content-Type") != ["application/problem+json"] or len(ids) != 1:
        return False
    if method == "HEAD":
        return True
    try:
        document = json.loads(shown.content)
    except ValueError:
        return False
    return (
        document["status"] == shown.status and document["reason"].startswith("upstream.")
        and document["requestId"] == ids[0]
    )
