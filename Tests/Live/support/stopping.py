"""Holding a gateway's process still, so that what happens meanwhile comes to it all at once."""

import contextlib
import os
import pathlib
import signal

from .waiting import wait_until


@contextlib.contextmanager
def stopped(gateway):
    """Nothing of the process runs in the block; what it is sent in it is found in one turn of each loop, or few."""
    os.kill(gateway.process.pid, signal.SIGSTOP)
    try:
        stat = pathlib.Path(f"/proc/{gateway.process.pid}/stat")
        wait_until(lambda: stat.read_text().rpartition(")")[2].split()[0] == "T", what="the stop")
        yield
    finally:
        os.kill(gateway.process.pid, signal.SIGCONT)
