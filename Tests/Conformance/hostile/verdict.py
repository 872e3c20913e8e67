"""What is said of one case, from the bytes that the upstream recorded and from all answers."""

import re
from dataclasses import dataclass

from .answer import Answer
from .case import Case
from .conversation import Conversation
from .forwarding import KEPT, Rules
from .identity import Identity, faults, stated
from strict.request import Message
from .paths import SCOPED, reaches
from .recorder import seen
from .reference import Reading

CONNECTION_ONLY = {b"keep-alive", b"proxy-connection", b"te", b"trailer", b"upgrade", b"http2-settings"}
"""Fields that concern one connection (RFC 9110 §7.6.1)."""
STATED = re.compile(rb"x-client-.*|x-forwarded-.*|forwarded|x-request-id")
OWN = re.compile(STATED.pattern + rb"|host|authorization|x-marker|content-length|via|connection")
"""Fields of a victim's request, as it was sent and with what is stated of it."""


@dataclass(frozen=True)
class Evidence:
    """All that was recorded while one case was played."""

    case: Case
    reading: Reading
    received: list[Message]
    """The whole requests at the upstream, in the order in which they came."""
    faults: list[str]
    """What else came, and is no request."""
    behind: Conversation
    """The attacker's connection, with the victim's request behind the attack."""
    fresh: Conversation
    """The other victim's, on a connection of its own."""
    victims: tuple[Message, Message]
    identities: tuple[Identity, Identity]
    """The attacker's and the victims'."""
    rules: Rules
    """What may stand in the heads that the upstream gets."""


@dataclass(frozen=True)
class Verdict:
    case: Case
    is_valid: bool | None
    """Whether it had to pass; `None` where both is right."""
    passed: bool
    dangers: list[str]
    harmed: list[str]
    refusal: Answer | None = None
    """The first answer that is not the upstream's."""
    is_open_still: bool = False
    """Whether the connection went on where it had to end."""

    @property
    def is_good(self) -> bool:
        return not self.dangers and not self.harmed

    @property
    def is_refused_though_valid(self) -> bool:
        return self.is_valid is True and not self.passed

    @property
    def has_passed_though_malformed(self) -> bool:
        return self.is_valid is False and self.passed

    @property
    def is_answered_wrongly(self) -> bool:
        """Whether the case asks for another status, or for the end of the connection."""
        status = self.refusal.status if self.refusal else None
        return self.case.status not in (None, status) or self.is_open_still

    def __str__(self) -> str:
        return f"{self.case.id}: {'; '.join(self.dangers + self.harmed)}\n    {self.case.data[:300]!r}"


def judge(evidence: Evidence) -> Verdict:
    attacks = [message for message in evidence.received if not is_victims(message, evidence)]
    dangers = list(evidence.faults)
    for message in evidence.received:
        dangers += of_request(message, evidence)
    if any(sum(alike(message, victim) for message in evidence.received) > 1 for victim in evidence.victims):
        dangers.append("a victim's request was sent twice")
    sent, order = of_order(attacks, evidence)
    dangers += order + of_heads(attacks, sent, evidence)
    known = sum(message is not None for message in sent)
    harmed = of_connection(evidence) + of_fresh(evidence)
    reading = evidence.reading
    is_valid = reading.is_valid if evidence.case.is_valid is None else evidence.case.is_valid
    if reading.is_valid:
        passed = len(attacks) >= len(reading.messages)
    else:
        # Whole requests in front of the malformed one may pass; where others call it all valid, one is asked for.
        passed = len(attacks) > (0 if is_valid else known)
    refusal = next((answer for answer in evidence.behind.answers if answer.seen is None), None)
    went_on = evidence.case.closes and not evidence.behind.has_ended
    return Verdict(
        evidence.case, None if evidence.case.is_open else is_valid, passed, dangers, harmed, refusal, went_on
    )


def is_victims(message: Message, evidence: Evidence) -> bool:
    """Whether it is a victim's request with nothing of anybody else's."""
    return any(
        (message.method, message.origin, message.content) == (victim.method, victim.origin, victim.content)
        and message.values(b"x-marker") == victim.values(b"x-marker") and not message.trailers
        for victim in evidence.victims
    )


def of_request(message: Message, evidence: Evidence) -> list[str]:
    """Dangers of one request at the upstream."""
    own = is_victims(message, evidence)
    found = faults(message, evidence.identities[own], not SCOPED.fullmatch(message.origin))
    if not message.target.startswith(b"/") and message.target != b"*":
        found.append(f"target {message.target[:60]!r} is not in origin form")
    if own:
        strange = [name for name, _ in message.fields if not OWN.fullmatch(name.lower())]
        if strange or b"attack" in message.raw or evidence.identities[0].token in message.raw:
            found.append(f"the attacker's bytes in the victim's request: {strange!r}")
        return found
    # What comes behind an unfinished message on the same connection is its content; nothing of anybody else's is.
    spans = not evidence.reading.is_whole and evidence.reading.fault is None
    strangers = evidence.victims[1].values(b"x-marker")
    if not spans:
        strangers += [b"victim-", evidence.identities[1].token]
    if any(mark in message.raw for mark in strangers):
        found.append("the victim's bytes in the attacker's request")
    if (path := reaches(message.target)) is not None:
        found.append(f"{message.target[:80]!r} can be read as {path.decode()}")
    return found + of_hop_by_hop(message, evidence)


def of_hop_by_hop(message: Message, evidence: Evidence) -> list[str]:
    """Fields that had to stay on the client's connection."""
    listed = set().union(*[sent.options for sent in evidence.reading.messages]) - KEPT
    found = []
    for name, value in message.fields:
        if name.lower() in CONNECTION_ONLY or (name.lower() in listed and not STATED.fullmatch(name.lower())):
            found.append(f"hop by hop: {name!r}: {value[:40]!r} passed on")
    return found


def of_heads(attacks: list[Message], sent: list[Message | None], evidence: Evidence) -> list[str]:
    """Where a head differs from what it has to be by what was sent."""
    pairs = [(message, original) for message, original in zip(attacks, sent, strict=True) if original]
    pairs += [
        (message, victim) for message in evidence.received for victim in evidence.victims if alike(message, victim)
    ]
    found = []
    for message, original in pairs:
        is_public = not SCOPED.fullmatch(message.origin)
        said = stated(evidence.identities[is_victims(message, evidence)], is_public)
        found += evidence.rules.faults(message, original, said, is_public)
    return found


def of_order(attacks: list[Message], evidence: Evidence) -> tuple[list[Message | None], list[str]]:
    """The upstream's requests must be those of the strict reading, in order; one that it does not take may have been
    understood and written anew, but nothing may come behind it. Also, what each was by the strict reading."""
    position, reading, found, unknown = 0, evidence.reading, [], 0
    sent: list[Message | None] = []
    for message in attacks:
        place = next(
            (index for index in range(position, len(reading.messages)) if alike(message, reading.messages[index])), None
        )
        if place is not None and not unknown:
            position = place + 1
            sent.append(reading.messages[place])
            continue
        sent.append(None)
        unknown += 1
        if reading.is_valid or unknown > 1 or b"smuggled" in message.target:
            found.append(f"a request that nobody sent: {message.raw[:120]!r}")
    if reading.fault and reading.fault.is_framing and any(alike(one, evidence.victims[0]) for one in evidence.received):
        found.append("the connection went on behind a framing that can be read in two ways")
    return sent, found


def alike(received: Message, sent: Message) -> bool:
    return (received.method, received.origin, received.content) == (sent.method, sent.origin, sent.content)


def of_connection(evidence: Evidence) -> list[str]:
    """Whether the victim behind the attack is answered rightly, or sees the end."""
    reading, behind = evidence.reading, evidence.behind
    victim = seen(evidence.victims[0])
    expected = [seen(message) for message in reading.messages] + [victim]
    position = 0
    for answer in behind.answers:
        if answer.seen is None:
            continue
        if answer.seen in expected[position:]:
            position = expected.index(answer.seen, position) + 1
        elif reading.is_valid or answer.seen == victim or b"victim" in answer.seen or b"smuggled" in answer.seen:
            return [f"behind the attack: answer {answer.seen[:80]!r} out of order"]
    if behind.fault:
        return [behind.fault]
    answered = any(answer.seen == victim for answer in behind.answers)
    return [] if answered or behind.has_ended else ["behind the attack: neither answered nor ended"]


def of_fresh(evidence: Evidence) -> list[str]:
    """Whether the victim on a connection of its own has its answer, and only that."""
    victim = seen(evidence.victims[1])
    if [answer.seen for answer in evidence.fresh.answers] == [victim] and not evidence.fresh.fault:
        return []
    said = [(answer.status, answer.seen) for answer in evidence.fresh.answers]
    return [f"fresh connection: {said or evidence.fresh.fault or 'ended'}"]
