"""Content in which every byte is known, so that it can be checked as fast as it comes.

It consists of blocks of 64 KiB: the number of the block, then bytes that are the same in each. A block that is missing, that
comes twice or at another place shows by its number, a changed byte by a comparison of memory. That takes a twentieth of the
transfer's time; a digest would take as long as the transfer.
"""

import os
import pathlib
import random

BLOCK = 1 << 16
GIBIBYTE = 1 << 30
_NUMBER = 8
_PATTERN = random.Random(1).randbytes(BLOCK - _NUMBER)


def block(number: int) -> bytes:
    return number.to_bytes(_NUMBER, "big") + _PATTERN


def write(path: pathlib.Path, size: int) -> None:
    """Makes a file of so many bytes, which are whole blocks; when it returns, no disk is busy with it any more."""
    if size % BLOCK:
        raise ValueError(f"{size} is not a multiple of {BLOCK}")
    with open(path, "wb") as file:
        for number in range(size // BLOCK):
            file.write(block(number))
        file.flush()
        os.fsync(file.fileno())


class Check:
    """Takes content in pieces, and compares it with what it must be.

    Receive into `room()`, then say with `took` how many bytes came.
    """

    def __init__(self, blocks: int = 16):
        self._buffer = bytearray(BLOCK * blocks)
        self._view = memoryview(self._buffer)
        self._filled = 0
        self._compared = 0
        self._blocks = 0
        self._is_right = True
        self.received = 0

    def room(self) -> memoryview:
        """Where the next bytes go; never empty."""
        return self._view[self._filled:]

    def put(self, data: bytes) -> None:
        """Takes bytes that were received elsewhere, no more than there is room for."""
        self._view[self._filled:self._filled + len(data)] = data
        self.took(len(data))

    def took(self, count: int) -> None:
        self._filled += count
        self.received += count
        while self._filled - self._compared >= BLOCK:
            self._compare()
        if self._filled == len(self._buffer):
            self._filled = self._compared = 0

    def _compare(self) -> None:
        number = self._blocks.to_bytes(_NUMBER, "big")
        self._is_right = (self._is_right and self._buffer.startswith(number, self._compared)
                          and self._buffer.startswith(_PATTERN, self._compared + _NUMBER))
        self._compared += BLOCK
        self._blocks += 1

    def is_whole(self, size: int) -> bool:
        """Whether exactly so many bytes came, all of them right."""
        return self._is_right and self.received == size and self._filled == self._compared
