"""The kernel's memory for sockets, from /proc/slabinfo, which only root may read."""

import pathlib

SLABINFO = pathlib.Path("/proc/slabinfo")

OF_SOCKETS = ("TCP", "sock_inode_cache", "filp", "dentry")
"""What every socket has one of: its protocol's part, its inode, its open file, and that file's name."""


def parse(text: str) -> dict[str, int]:
    """Bytes in use of each kind of object (slabinfo(5): name, objects in use, objects, bytes of one)."""
    lines = (line.split() for line in text.splitlines()[2:])
    return {name: int(used) * int(size) for name, used, _, size, *_ in lines}


def of_sockets() -> int | None:
    """Bytes that all sockets of this machine have in the kernel, apart from what waits in them."""
    try:
        slabs = parse(SLABINFO.read_text())
    except OSError:
        return None
    return sum(slabs.get(name, 0) for name in OF_SOCKETS)
