"""A client that sends exactly the bytes it is given, and hears what is said until its own answer or the end."""

import asyncio
from dataclasses import dataclass

from strict.grammar import Fault

from .answer import Answer, answers

QUIET = 0.15
"""Seconds without a byte after which a client that has sent all it has ends its side, so that nobody waits for more."""
LAST = 4.0
"""Seconds after which a connection counts as left hanging; longer than any time-out of what is tried."""


@dataclass
class Conversation:
    answers: list[Answer]
    has_ended: bool
    """Whether the other side ended the connection."""
    fault: str | None = None
    """What was wrong with the answers."""


async def converse(
    port: int, data: bytes, methods: list[bytes], own: bytes, is_patient: bool = False, is_lenient: bool = False
) -> Conversation:
    """Sends all at once and reads until the answer to `own` (as the upstream tells it), or to the end.

    `is_patient`: the client never ends its side, so that the end is the other side's doing.
    """
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError as error:
        return Conversation([], True, f"no connection: {error}")
    result = Conversation([], False)
    received, seconds = b"", LAST if is_patient else QUIET
    try:
        writer.write(data)
        while not result.has_ended:
            try:
                async with asyncio.timeout(seconds):
                    more = await reader.read(65536)
            except TimeoutError:
                if seconds == LAST:
                    break
                seconds = LAST
                writer.write_eof()
                continue
            received += more
            result.has_ended = not more
            result.answers = answers(received, methods, result.has_ended, is_lenient)
            if any(answer.seen == own for answer in result.answers):
                break
    except OSError:
        result.has_ended = True
    except Fault as fault:
        result.fault = f"answer malformed: {fault}"
    finally:
        writer.close()
    return result
