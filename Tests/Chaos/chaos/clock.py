"""A wall clock that a test steps, for one process alone."""

import mmap
import os
import pathlib
import shutil
import struct
import subprocess

SOURCE = pathlib.Path(__file__).with_name("clock.c")


def compiler():
    """The C compiler that there is: Swift brings one."""
    return next((path for name in ("cc", "clang", "gcc") if (path := shutil.which(name))), None)


class Clock:
    def __init__(self, folder):
        """Compiles the library into the folder; the clock goes right at first."""
        self.library = folder / "clock.so"
        subprocess.run([compiler(), "-shared", "-fPIC", "-O1", "-o", self.library, SOURCE], check=True, timeout=60)
        self.path = folder / "clock"
        self.path.write_bytes(bytes(8))
        self.path.chmod(0o644)
        with open(self.path, "r+b") as file:
            self.memory = mmap.mmap(file.fileno(), 8)

    @property
    def environment(self):
        """That of a process with this clock."""
        return os.environ | {"LD_PRELOAD": str(self.library), "CHAOS_CLOCK": str(self.path)}

    def step(self, seconds):
        """Puts the clock so far from the right time."""
        self.memory[:] = struct.pack("q", seconds)

    def close(self):
        self.memory.close()
