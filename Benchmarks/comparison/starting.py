"""From the start of a program to the first answer that is right."""

import time

from .calls import bearer, call
from .gateways.backend import SMALL
from .gateways.gateway import Gateway

INTERVAL = 0.0005
"""Seconds between two attempts."""


def seconds(gateway: Gateway, path: str, token: str | None, limit: float = 120) -> float:
    """Starts a gateway and calls it until it answers as it must."""
    gateway.launch()
    while not _answers(gateway, path, token):
        if time.monotonic() > gateway.launched + limit:
            raise TimeoutError(f"{gateway.label} gave no right answer within {limit:g} s")
        time.sleep(INTERVAL)
    return time.monotonic() - gateway.launched


def _answers(gateway: Gateway, path: str, token: str | None) -> bool:
    if not gateway.listening():
        return False
    try:
        given = call(gateway.port, path, bearer(token))
    except ConnectionError:
        return False
    return given.status == 200 and given.body == SMALL
