"""Waiting for conditions, within a bound."""

import time


def wait_until(condition, seconds=5.0, what="the condition"):
    """Returns what `condition` returns as soon as that is true; fails after so many seconds."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not come about within {seconds} s")
        time.sleep(0.005)
