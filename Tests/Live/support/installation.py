"""What scripts/install puts below a folder, as a package or a look at it would have it."""

import os
import pathlib
import stat
import subprocess

from .gateway import BINARY, REPOSITORY


def install(*options, **others):
    """Runs scripts/install."""
    return subprocess.run(
        [REPOSITORY / "scripts/install", *options], capture_output=True, text=True, timeout=120,
        stdin=subprocess.DEVNULL, **others,
    )


class Installation:
    """A tree made by `scripts/install --destdir`."""

    def __init__(self, root, *options):
        self.root = pathlib.Path(root)
        self.options = ["--destdir", str(root), *options]
        self.install()

    def install(self):
        done = install("--binary", str(BINARY), *self.options)
        assert done.returncode == 0, done.stdout + done.stderr

    def uninstall(self):
        done = install("--uninstall", *self.options)
        assert done.returncode == 0, done.stdout + done.stderr

    def path(self, name):
        return self.root / name.lstrip("/")

    def modes(self):
        """The permissions of everything in it, by path."""
        return {
            "/" + str(path.relative_to(self.root)): oct(stat.S_IMODE(path.lstat().st_mode))
            for path in self.root.rglob("*")
        }

    def run(self, *arguments):
        """Runs the installed command."""
        return subprocess.run(
            [next(self.root.glob("usr/**/bin/tollgate")), *arguments], capture_output=True, text=True, timeout=60,
            stdin=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
