"""A shell that is told one command after the other, as a reader of a guide does."""

import os
import secrets
import select
import signal
import subprocess
import time


class Shell:
    """A bash with a folder and variables of its own. What it has started ends with it."""

    def __init__(self, folder, **environment):
        self.process = subprocess.Popen(
            ["bash", "--noprofile", "--norc"], cwd=folder, env={**os.environ, **environment}, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        self.status = 0
        # Also where the tests are killed and nobody closes this: its input ends, and so does what it has started.
        self.run("trap 'kill 0' EXIT")

    def run(self, command, seconds=30):
        """Runs a command to its end; what it printed. Its status is in `status`, and in the next command's `$?`."""
        assert self.process.poll() is None, f"the shell has ended, so this is not run:\n{command}"
        mark = secrets.token_hex(16)
        quoted = "'" + command.replace("'", "'\\''") + "'"
        # The command must not read what the shell is told next.
        self.process.stdin.write(
            f"(exit {self.status}); eval {quoted} </dev/null; printf '{mark} %d\\n' $?\n".encode())
        self.process.stdin.flush()
        printed = self._read_to(f"{mark} ".encode(), command, seconds)
        text, _, status = printed.rpartition(f"{mark} ".encode())
        self.status = int(status)
        return text.decode(errors="replace")

    def _read_to(self, mark, command, seconds):
        printed, deadline = b"", time.monotonic() + seconds
        while not (mark in printed and printed.endswith(b"\n")):
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))
            if not ready:
                self.close()
                raise AssertionError(f"no end of this command within {seconds} s:\n{command}\n{printed.decode()}")
            more = os.read(self.process.stdout.fileno(), 65536)
            assert more, f"the shell ended at:\n{command}\nit printed:\n{printed.decode()}"
            printed += more
        return printed

    def close(self):
        """Ends the shell and everything that it has started, which is its process group."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                break
            deadline = time.monotonic() + 5
            while time.monotonic() < deadline and self._has_members():
                self.process.poll()
                time.sleep(0.01)
        self.process.wait(5)

    def _has_members(self):
        try:
            os.killpg(self.process.pid, 0)
            return True
        except ProcessLookupError:
            return False
