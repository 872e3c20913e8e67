"""A file system of its own that is small enough to be filled."""

import contextlib
import os
import subprocess


class SmallDisk:
    """Some MiB of memory, mounted at a folder: only root can."""

    def __init__(self, folder, owner, mebibytes=4):
        self.folder = folder
        self.filler = folder / "filler"
        folder.mkdir(exist_ok=True)
        options = f"size={mebibytes}m,uid={owner},gid={owner},mode=700"
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True, timeout=20)

    def fill(self):
        """Leaves no byte free."""
        with open(self.filler, "ab", buffering=0) as file:
            for size in (65536, 1):
                with contextlib.suppress(OSError):
                    while True:
                        file.write(bytes(size))
        status = os.statvfs(self.folder)
        assert status.f_bavail == 0, status

    def empty(self):
        self.filler.unlink(missing_ok=True)

    def close(self):
        subprocess.run(["umount", "--lazy", self.folder], check=True, timeout=20)
