"""Sends tokens to a gateway, and judges what it does with each: status, upstream, time."""

import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from support.forge import Forge
from support.upstream import Upstream
from support.wire import Broken, Client, Response, request

# RFC 6750 §2.1: what has not this shape is an invalid request, and no token at all.
B64TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")
REPETITIONS = 5
# No case may take so many times what the one in the middle takes.
SLOWEST = 100


@dataclass
class Case:
    """One token, and whether it must pass; `None` where either is right."""

    name: str
    token: str
    is_good: bool | None
    # Others call it good, and a rule of the gateway's refuses it.
    is_listed: bool = False
    # Another token with the same in it, under another name; `None` where there is only this one.
    renew: Callable[[], str] | None = None

    @classmethod
    def made(cls, name: str, forge: Forge, make: Callable[[Forge], str], is_good: bool | None, is_listed: bool = False):
        """A token that a forge makes, and as many like it as are asked for."""
        return cls(name, make(forge), is_good, is_listed, lambda: make(forge.renewed()))

    def tokens(self) -> list[str]:
        """The token of each repetition. What may be good is another each time: a gateway knows again what it has verified."""
        if self.renew is None or self.is_good is False:
            return [self.token] * REPETITIONS
        return [self.renew() for _ in range(REPETITIONS)]


@dataclass
class Outcome:
    """What became of one case: the first answer, how many calls the upstream got, and the shortest time in seconds in which a
    token was judged that the gateway did not know yet."""

    case: Case
    status: int
    challenge: str
    forwarded: int
    seconds: float

    @property
    def is_allowed(self) -> bool:
        return self.status == 200

    def fault(self) -> str | None:
        """What is wrong with it; `None` where nothing is."""
        allowed = self.forwarded == REPETITIONS and self.is_allowed
        refused = self.forwarded == 0 and self.status == self.refusal() and self._is_told()
        if allowed and self.case.is_good is not False or refused and self.case.is_good is not True:
            return None
        wanted = {True: "allowed", False: f"refused with {self.refusal()}", None: "one of both"}[self.case.is_good]
        return f"{self.case.name}: {self.status} {self.challenge}, {self.forwarded} forwarded; must be {wanted}"

    def refusal(self) -> int:
        """The status that refuses the token: 401, or 400 for what cannot be a token (RFC 6750 §3.1), 431 for an endless one."""
        if len(self.case.token) > 60_000:
            return 431
        return 401 if B64TOKEN.fullmatch(self.case.token) else 400

    def _is_told(self) -> bool:
        error = {401: 'error="invalid_token"', 400: 'error="invalid_request"', 431: ""}[self.status]
        return error in self.challenge


@dataclass
class Trial:
    """All outcomes under one or several gateways."""

    outcomes: list[Outcome] = field(default_factory=list)

    def run(self, address: tuple[str, int], upstream: Upstream, cases: list[Case]) -> None:
        """Sends each case some times over one connection, or a new one where the gateway has ended it."""
        caller = Caller(address)
        try:
            for case in cases:
                self.outcomes.append(caller.outcome(case, upstream))
            # A machine that was busy with others is no property of a case: what seems slow is sent again.
            for outcome in self.outcomes[-len(cases):]:
                if outcome.seconds > 10 * self.median() and (outcome.case.renew or not outcome.is_allowed):
                    outcome.seconds = min(outcome.seconds, caller.outcome(outcome.case, upstream).seconds)
        finally:
            caller.close()

    def faults(self) -> list[str]:
        return [fault for outcome in self.outcomes if (fault := outcome.fault())]

    def slow(self) -> list[str]:
        """Cases that take a hundred times as long as the one in the middle, at their fastest."""
        bound = SLOWEST * self.median()
        return [f"{outcome.case.name}: {outcome.seconds:.4f} s" for outcome in self.outcomes if outcome.seconds > bound]

    def median(self) -> float:
        return statistics.median(outcome.seconds for outcome in self.outcomes)

    def listed(self) -> int:
        """How many were refused that others call good."""
        return sum(item.case.is_listed and not item.is_allowed for item in self.outcomes)

    def count(self, is_good: bool | None, is_allowed: bool) -> int:
        return sum(item.case.is_good is is_good and item.is_allowed is is_allowed for item in self.outcomes)

    def slowest(self) -> float:
        """The slowest case, as a multiple of the median."""
        return max(outcome.seconds for outcome in self.outcomes) / self.median()


class Caller:
    """One connection to the gateway at a time."""

    def __init__(self, address: tuple[str, int]):
        self.address = address
        self.client: Client | None = None

    def close(self) -> None:
        if self.client:
            self.client.socket.close()
        self.client = None

    def outcome(self, case: Case, upstream: Upstream) -> Outcome:
        tokens = case.tokens()
        upstream.requests.clear()
        answers, seconds = [], []
        for token in tokens:
            began = time.perf_counter()
            answers.append(self._call(token))
            seconds.append(time.perf_counter() - began)
        statuses = {answer.status for answer in answers}
        assert len(statuses) == 1, f"{case.name} was judged in several ways: {statuses}"
        first = answers[0]
        challenge = ", ".join(first.values("WWW-Authenticate"))
        # What is allowed and always the same is verified once, and known from then on.
        verified = seconds[:1] if first.status == 200 and len(set(tokens)) == 1 else seconds
        return Outcome(case, first.status, challenge, len(upstream.requests), min(verified))

    def _call(self, token: str) -> Response:
        for is_last in (False, True):
            self.client = self.client or Client(self.address)
            try:
                self.client.send(request("GET", "/transactions", f"Authorization: Bearer {token}"))
                answer = self.client.response()
            except (Broken, OSError):
                # It had ended the connection behind the answer before.
                self.close()
                if is_last:
                    raise
                continue
            if "close" in answer.values("Connection"):
                self.close()
            return answer
        raise AssertionError
