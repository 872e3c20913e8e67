"""What a gateway takes of the machine's memory."""

import contextlib
import pathlib
import re


def resident(gateway):
    """Resident memory in bytes."""
    status = pathlib.Path(f"/proc/{gateway.process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) << 10


@contextlib.contextmanager
def peak(gateway):
    """Hands out what tells the most memory that was resident since here, in bytes."""
    process = pathlib.Path(f"/proc/{gateway.process.pid}")
    # 5 sets the highest so far to what it is now (proc(5)).
    (process / "clear_refs").write_text("5")
    yield lambda: int(re.search(r"VmHWM:\s+(\d+) kB", (process / "status").read_text())[1]) << 10
