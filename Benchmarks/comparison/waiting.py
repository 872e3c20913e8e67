"""Waiting for conditions, within a bound."""

import time
from typing import Callable, TypeVar

Value = TypeVar("Value")


def wait_until(condition: Callable[[], Value], what: str, seconds: float = 20) -> Value:
    """What `condition` returns, as soon as that is true; fails after so many seconds."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not come about within {seconds:g} s")
        time.sleep(0.005)
    return value
