"""What a client's bytes are by the strict reading: the yardstick for what an upstream may receive of them."""

from dataclasses import dataclass

from strict.request import Fault, Incomplete, Message, read


@dataclass(frozen=True)
class Reading:
    """The requests of the attacker's part of one connection."""

    messages: list[Message]
    fault: Fault | None
    """Why the reading stopped, where the bytes are no request."""
    is_whole: bool
    """Whether the victim's request begins where the attacker's last one ends."""
    ends_connection: bool
    """Whether the attacker's last request ends the connection, so that nothing behind it is read."""
    @property
    def is_valid(self) -> bool:
        return self.is_whole and self.fault is None and bool(self.messages)


def reading(attack: bytes, victim: bytes) -> Reading:
    """Reads the attack with the victim's request behind it, as a server gets to see them."""
    data = attack + victim
    messages: list[Message] = []
    position = 2 if data.startswith(b"\r\n") else 0
    while position < len(attack):
        try:
            message = read(data, position)
        except Fault as fault:
            return Reading(messages, fault, False, False)
        except Incomplete:
            return Reading(messages, None, False, False)
        messages.append(message)
        position += len(message.raw)
        if message.ends_connection:
            return Reading(messages, None, position == len(attack), True)
    return Reading(messages, None, position == len(attack), False)
