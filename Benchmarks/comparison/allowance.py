"""Time for what is measured again."""

import contextlib
import time
from typing import Iterator


class Allowance:
    """So many seconds in all, whoever takes them first. What has begun is not broken off."""

    def __init__(self, seconds: float):
        self.left = seconds

    @contextlib.contextmanager
    def spent(self) -> Iterator[None]:
        began = time.monotonic()
        try:
            yield
        finally:
            self.left -= time.monotonic() - began

    def __bool__(self) -> bool:
        return self.left > 0
