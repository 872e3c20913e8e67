"""Builds the driver, and runs it under callgrind."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile

from .profile import parse

# Where callgrind counts, and where it looks away again: Benchmarks/Driver/Operation.swift and Traffic.swift.
COUNTED = "*MicroDriver10countedRun*"
UNCOUNTED = "*MicroDriver7TrafficC*uncounted*6SocketVF"


class DriverError(Exception):
    """Something that is needed could not be made or run."""


def run(arguments, **options):
    """The output of a command; DriverError with its words where it fails."""
    done = subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, text=True, **options)
    if done.returncode != 0:
        command = " ".join(str(argument) for argument in arguments)
        raise DriverError(f"{command} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def require_valgrind(root):
    """Installs valgrind where it is missing, as scripts/install-libraries does."""
    if shutil.which("valgrind") is None:
        run([root / "scripts/install-libraries", "valgrind"])


class Driver:
    """The driver of one source tree, as the gateway itself is built for others (scripts/build-release)."""

    def __init__(self, root, scratch=None):
        self.root = pathlib.Path(root)
        scratch = scratch or self.root / ".build/static"
        self.build_command = [
            "swift", "build", "-c", "release", "--static-swift-stdlib", "--disable-local-rpath",
            "--scratch-path", str(scratch), "--product", "MicroDriver",
        ]  # fmt: skip
        self.binary = None

    def build(self):
        """Builds it, or finds that it is built."""
        run(self.build_command, cwd=self.root)
        folder = run([*self.build_command, "--show-bin-path"], cwd=self.root).strip()
        self.binary = pathlib.Path(folder) / "MicroDriver"

    def operations(self):
        """The names of all operations."""
        return run([self.binary]).split()

    def profile(self, operation, count):
        """The profile of `count` times an operation.

        It is what twice as many took beyond as many, so that nothing of the preparation is in it: callgrind also counts the
        calls, though not the instructions, of where it does not collect.
        """
        return self.whole_profile(operation, 2 * count) - self.whole_profile(operation, count)

    def whole_profile(self, operation, count):
        """The profile of one run of the driver."""
        with tempfile.TemporaryDirectory(prefix="tollgate-micro-") as folder:
            output = pathlib.Path(folder) / "profile"
            run(
                ["valgrind", "--tool=callgrind", "--collect-atstart=no", f"--toggle-collect={COUNTED}",
                 f"--toggle-collect={UNCOUNTED}", f"--callgrind-out-file={output}", self.binary, operation, str(count)],
                # Hash tables lie the same way each time.
                env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"},
            )  # fmt: skip
            return parse(output.read_text())


def demangle(names):
    """Swift's names as they stand in the source."""
    names = list(names)
    text = subprocess.run(
        ["swift", "demangle", "--simplified", "--compact"], input="\n".join(names), capture_output=True, text=True
    ).stdout.splitlines()
    if len(text) != len(names):
        return names
    return [re.sub(r"\s+", " ", line) for line in text]
