"""The Debian package of this source."""

import functools
import pathlib
import subprocess

from .gateway import REPOSITORY


@functools.cache
def build():
    """Builds it and has lintian look at it; where it is."""
    done = subprocess.run(
        [REPOSITORY / "scripts/package", "--check"], capture_output=True, text=True, stdin=subprocess.DEVNULL,
        timeout=1_500)
    assert done.returncode == 0, done.stdout + done.stderr
    return pathlib.Path(done.stdout.splitlines()[-1])


def inside(path):
    """Where a file of the repository is inside a clean root that shows the repository in /mnt."""
    return "/mnt/" + str(path.relative_to(REPOSITORY))
