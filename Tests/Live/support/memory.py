"""What a gateway takes of the machine's memory."""

import pathlib
import re


def resident(gateway):
    """Resident memory in bytes."""
    status = pathlib.Path(f"/proc/{gateway.process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) << 10
