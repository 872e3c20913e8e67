"""One case, from the client's request to the victims that come after it."""

from strict.response import Kind

from .case import MARK, UNASKED, Case, End, Moment, Way
from .client import Client
from .programs import Program
from .stage import Stage
from .verdict import Seen, Verdict, judge

CONTENT = b"what is to be paid: 1"
BEGUN = 5
"""How much of a content is sent at first, where the upstream answers before all of it is there."""
ASKING = 0.2
"""Seconds in which a gateway asks for content, if it does."""


class Trial:
    """Plays cases to one gateway."""

    def __init__(self, stage: Stage, program: Program):
        self.stage = stage
        self.stage.patience = program.patience
        self.program = program
        self.port = program.port
        self.own_problem = program.own_problem
        self.methods: dict[str, str] = {}
        self.harmed_before: list[str] = []
        """What was wrong with the answer to a call that only prepared the case."""

    def run(self, case: Case) -> Verdict:
        stage = self.stage
        stage.forget_calls()
        self.harmed_before.clear()
        company = self._company(case.way) if case.has_company else None
        client = stage.client(self.port)
        client.version = case.version
        marker = self._ask(client, case)
        follower = self._follow(client, case.way) if case.has_follower else ""
        stage.until(client.is_done)
        verdict = judge(case, marker, client, self.own_problem)
        verdict.harmed += self.harmed_before
        # What an upstream sends behind the next request is taken for that one's answer, by whoever keeps connections.
        stage.until(lambda: not stage.is_playing)
        # From here on no silence ends it.
        stage.case_link = None
        self._look_behind(client, verdict, follower)
        self._victims(client, case, verdict, follower)
        if company:
            self._end_company(*company, verdict)
        verdict.repeated = self._repeated()
        verdict.repeated += [f"no request: {head!r}" for head in stage.unreadable]
        verdict.reused = list(stage.reused)
        stage.case = None
        return verdict

    # The case

    def _ask(self, client: Client, case: Case) -> str:
        stage = self.stage
        marker = stage.marker()
        self.methods[marker] = case.method
        stage.case, stage.case_marker, stage.case_link, stage.is_played = case, marker, None, False
        content = CONTENT if case.method in ("POST", "PUT") else b""
        path = f"/{case.way.value}/{marker}"
        if case.moment in (Moment.IDLE, Moment.BEGUN):
            self._speak_unasked(client, case, path, content)
        elif case.moment in UNASKED:
            self._speak_late(client, case, path, content)
        elif case.moment is Moment.EARLY:
            client.ask(path, case.method, content[:BEGUN], len(content))
            stage.until(lambda: stage.is_played or client.is_done())
            client.send(content[BEGUN:])
        else:
            client.ask(path, case.method, content)
        return marker

    def _speak_unasked(self, client: Client, case: Case, path: str, content: bytes) -> None:
        stage = self.stage
        if not stage.idle_links(case.way):
            other = stage.client(self.port)
            self._victim(other, case.way, "GET")
            stage.leave(other)
        if case.moment is Moment.BEGUN:
            # A gateway that asks for the content has made up its mind whom to send it to.
            client.ask(path, case.method, b"", len(content), "Expect: 100-continue")
            stage.until(lambda: bool(client.received) or client.has_ended, ASKING)
        end = End.KEEP if case.end is End.FITTING else case.end
        for link in stage.idle_links(case.way):
            if case.data:
                link.spoilt = str(case)
            link.play([case.data.replace(MARK, b"unasked!")], end)
        if case.moment is Moment.BEGUN:
            client.send(content)
        else:
            client.ask(path, case.method, content)

    def _speak_late(self, client: Client, case: Case, path: str, content: bytes) -> None:
        """Has a call answered in full; then comes more on the connection that carried it."""
        stage = self.stage
        stage.answered = None
        if problem := self._victim(client, case.way, "GET"):
            self.harmed_before.append(f"before: {problem}")
        link = stage.answered
        if not link:
            return client.ask(path, case.method, content)
        if case.data:
            link.spoilt = str(case)
        acts = [
            lambda: link.play(case.pieces(case.data.replace(MARK, b"unasked!")), case.end),
            lambda: client.ask(path, case.method, content)
        ]
        if case.moment is Moment.LATE:
            acts[0]()
            stage.until(lambda: not link.is_open)
            return acts[1]()
        with self.program.stopped():
            for act in acts if case.moment is Moment.CROSSED else acts[::-1]:
                act()

    def _follow(self, client: Client, way: Way) -> str:
        """Sends a further request at once; its marker."""
        marker = self.stage.marker()
        self.methods[marker] = "GET"
        method = client.method
        client.ask(f"/{way.value}/{marker}", "GET")
        client.method = method
        return marker

    def _look_behind(self, client: Client, verdict: Verdict, follower: str) -> None:
        """Nothing may come behind the answer but that to the next request."""
        shown = client.reading()
        if verdict.seen is Seen.BROKEN or shown.kind is not Kind.COMPLETE or follower and shown.is_persistent:
            return
        if not shown.is_persistent:
            self.stage.until(lambda: client.has_ended)
        if rest := client.received[shown.end:]:
            verdict.seen = Seen.WRONG
            verdict.why = f"the client is shown more behind the answer: {rest[:300]!r}"

    # Those who come after

    def _victims(self, client: Client, case: Case, verdict: Verdict, follower: str) -> None:
        """Two more calls: on the same connection where it stays open, and on a new one; both through the same pool."""
        shown = client.reading()
        if verdict.seen is not Seen.BROKEN and shown.kind is Kind.COMPLETE and shown.is_persistent:
            client.take()
            problem = self._followed(client, follower) if follower else self._victim(client, case.way, "GET")
            # Who sees the end instead may ask again (RFC 9112 §9.3.1).
            if problem and client.has_ended and client.reading().kind is Kind.PARTIAL:
                verdict.is_unanswered = True
            elif problem:
                verdict.harmed.append(f"on the same connection: {problem}")
        self.stage.leave(client)
        other = self.stage.client(self.port)
        if problem := self._victim(other, case.way, "POST"):
            verdict.harmed.append(f"on a new connection: {problem}")
        self.stage.leave(other)

    def _victim(self, client: Client, way: Way, method: str) -> str:
        """Makes a call; what was wrong with its answer."""
        marker = self.stage.marker()
        self.methods[marker] = method
        client.ask(f"/{way.value}/{marker}", method, CONTENT if method == "POST" else b"")
        self.stage.until(client.is_done)
        return self._own_answer(client, marker)

    def _followed(self, client: Client, marker: str) -> str:
        """What was wrong with the answer to a request that was sent before."""
        client.method = "GET"
        self.stage.until(client.is_done)
        return self._own_answer(client, marker)

    def _own_answer(self, client: Client, marker: str) -> str:
        shown = client.reading()
        is_own = shown.kind is Kind.COMPLETE and (shown.status, shown.content) == (200, b"v:" + marker.encode())
        if is_own and shown.end == len(client.received):
            client.take()
            return ""
        return f"{marker} saw {client.received[:300]!r}"

    # Those whose calls are under way

    def _company(self, way: Way) -> tuple[Client, str]:
        stage = self.stage
        client, marker = stage.client(self.port), stage.marker()
        self.methods[marker] = "GET"
        stage.held[marker] = None
        client.ask(f"/{way.value}/{marker}", "GET")
        stage.until(lambda: stage.held[marker] is not None)
        return client, marker

    def _end_company(self, client: Client, marker: str, verdict: Verdict) -> None:
        self.stage.release(marker)
        self.stage.until(client.is_done)
        if problem := self._own_answer(client, marker):
            verdict.harmed.append(f"under way meanwhile: {problem}")
        self.stage.leave(client)

    def _repeated(self) -> list[str]:
        """Requests that came more often than they may: once, or, where a repetition does no harm, a few times."""
        counts: dict[tuple[str, str], int] = {}
        for method, marker in self.stage.requests:
            counts[method, marker] = counts.get((method, marker), 0) + 1
        problems = [
            f"{method} {marker} came {count} times" for (method, marker), count in counts.items()
            if count > (3 if method in ("GET", "HEAD") else 1)
        ]
        problems += [
            f"{method} {marker} came, which nobody sent" for method, marker in counts
            if self.methods.get(marker) != method
        ]
        return problems
