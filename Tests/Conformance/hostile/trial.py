"""Plays cases to a program: several at once, each on a lane of its own with its own upstream, so that every byte that
an upstream records belongs to the one case that is under way on its lane."""

import asyncio
import tempfile
from collections.abc import Iterable
from pathlib import Path

from .case import TOKEN, TOKENS_HALVES, Case
from .conversation import converse
from strict.request import Message, read
from .programs import Program
from .programs.program import Lane
from .recorder import Recorder, seen
from .reference import reading
from .verdict import Evidence, Verdict, judge

LANES = 4


def play(program: type[Program], cases: Iterable[Case]) -> list[Verdict]:
    """The verdicts, in the order of the cases."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_play(program, list(cases), Path(folder)))


async def _play(program: type[Program], cases: list[Case], folder: Path) -> list[Verdict]:
    recorders = [Recorder() for _ in range(LANES)]
    for recorder in recorders:
        await recorder.start()
    verdicts: list[Verdict | None] = [None] * len(cases)
    with program(folder, [recorder.port for recorder in recorders]) as running:
        lanes = await asyncio.to_thread(running.lanes)
        waiting = iter(enumerate(cases))

        async def serve(recorder: Recorder, lane: Lane) -> None:
            for number, case in waiting:
                verdicts[number] = await one(recorder, lane, case, number)
                assert not running.has_died(), f"{program.name} died of {case.id}: {case.data!r}"

        async with asyncio.TaskGroup() as group:
            for recorder, lane in zip(recorders, lanes, strict=True):
                group.create_task(serve(recorder, lane))
    for recorder in recorders:
        recorder.close()
    return verdicts


async def one(recorder: Recorder, lane: Lane, case: Case, number: int) -> Verdict:
    """The attack with a victim's request behind it, then a victim on a connection of its own."""
    attack = case.data.replace(TOKEN, lane.attacker.token)
    for half, part in zip(TOKENS_HALVES, (lane.attacker.token[:20], lane.attacker.token[20:]), strict=True):
        attack = attack.replace(half, part)
    victims = victim(lane, b"victim-%d-behind" % number, b""), victim(lane, b"victim-%d-fresh" % number, b"its content")
    read_as = reading(attack, victims[0].raw)
    methods = [message.method for message in read_as.messages]
    if read_as.fault or not read_as.is_whole:
        methods.append(attack.strip().split(b" ")[0])
        if lane.rules.is_lenient:
            # Who takes what is malformed may take all that comes behind it as well, and answers it.
            methods += [b"GET"] * attack.count(b" HTTP/")
    must_end = case.closes or (read_as.fault is not None and read_as.fault.is_framing)
    behind = await converse(
        lane.port, attack + victims[0].raw, methods + [b"GET"], seen(victims[0]), must_end, lane.rules.is_lenient
    )
    fresh = await converse(lane.port, victims[1].raw, [b"POST"], seen(victims[1]))
    received, faults = await recorder.take()
    identities = lane.attacker, lane.victim
    verdict = judge(Evidence(case, read_as, received, faults, behind, fresh, victims, identities, lane.rules))
    if not verdict.is_good:
        await clean(recorder, lane, number)
    return verdict


def victim(lane: Lane, marker: bytes, content: bytes) -> Message:
    lines = [
        b"%b /victim/%b HTTP/1.1" % (b"POST" if content else b"GET", marker), b"Host: gateway.test",
        b"Authorization: Bearer " + lane.victim.token, b"X-Marker: " + marker
    ]
    if content:
        lines.append(b"Content-Length: %d" % len(content))
    return read(b"\r\n".join(lines) + b"\r\n\r\n" + content)


async def clean(recorder: Recorder, lane: Lane, number: int) -> None:
    """Begins anew with fresh connections to the upstream, and waits until calls pass again."""
    recorder.forget()
    for attempt in range(50):
        probe = victim(lane, b"probe-%d-%d" % (number, attempt), b"")
        if (await converse(lane.port, probe.raw, [b"GET"], seen(probe))).answers[-1:]:
            break
        await asyncio.sleep(0.02)
    await recorder.take()
