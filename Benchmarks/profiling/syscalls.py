"""What strace counted."""

from collections import Counter

SENDING = ("sendto", "send", "sendmsg", "write", "writev")


def parse(text: str) -> Counter:
    """Of `strace -c`: calls by name. (% time, seconds, µs a call, calls, errors if any, name.)"""
    lines = (line.split() for line in text.splitlines())
    return Counter({line[-1]: int(line[3]) for line in lines
                    if len(line) >= 5 and line[3].isdigit() and line[-1] != "total"})


def requests(counts: Counter) -> int:
    """Half of what was sent in the way of which there is most: once to the backend, once to the client."""
    return max(counts[name] for name in SENDING) // 2
