"""A clean root that systemd runs, as on a machine of its own: booted by systemd-nspawn, without a network but its loopback."""

import os
import pathlib
import subprocess

from .clean_root import ENVIRONMENT, ISOLATED
from .waiting import wait_until


class ControlGroups:
    """Groups of our own, below those that this process is in: nspawn makes more below them, and leaves them there."""

    def __init__(self):
        name = f"tollgate-test-{os.getpid()}"
        self.folders = [folder / name for folder in self.hierarchies()]
        for folder in self.folders:
            folder.mkdir()

    @staticmethod
    def hierarchies():
        """Those that systemd uses: version 2, and beside it version 1 where this machine has both."""
        for line in pathlib.Path("/proc/self/cgroup").read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            for mount in pathlib.Path("/proc/mounts").read_text().splitlines():
                _, place, kind, options, *_ = mount.split(" ")
                is_second = kind == "cgroup2" and controllers == ""
                is_named = kind == "cgroup" and controllers == "name=systemd" and controllers in options.split(",")
                if (is_second or is_named) and place.startswith("/sys/fs/cgroup"):
                    yield pathlib.Path(place + path)

    def enter(self):
        """Puts the calling process into them."""
        for folder in self.folders:
            (folder / "cgroup.procs").write_text(str(os.getpid()))

    def remove(self):
        for top in self.folders:
            for folder, _, _ in os.walk(top, topdown=False):
                # The kernel lets go of a process a little after its end.
                wait_until(lambda: self.is_removed(folder), 10, f"the end of {folder}")

    @staticmethod
    def is_removed(folder):
        try:
            os.rmdir(folder)
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True


class Machine:
    def __init__(self, root):
        self.root = root
        self.groups = ControlGroups()
        self.log = open(root.folder / "console", "wb+")
        self.process = None
        try:
            self.boot()
        except BaseException:
            self.stop()
            raise

    def boot(self):
        self.process = subprocess.Popen(
            [*ISOLATED, "--mount-proc", "systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--boot",
             "--console=pipe", "--private-network", f"--bind-ro={self.root.shown}:/mnt", "-D", self.root.path],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT, env=ENVIRONMENT, cwd="/",
            preexec_fn=self.groups.enter)
        wait_until(lambda: self.process.poll() is not None or self.first, 30, "the machine's first process")
        wait_until(lambda: self.process.poll() is not None or self.is_up(), 90, "the machine's start")
        assert self.process.poll() is None, self.console

    @property
    def console(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    @property
    def first(self):
        """The process that is the first one inside; numbers begin anew some day, so it need not have the lowest one."""
        for process in self.root.processes():
            try:
                text = pathlib.Path(f"/proc/{process}/status").read_text()
            except OSError:
                continue
            numbers = next(line for line in text.splitlines() if line.startswith("NSpid:")).split()
            if numbers[-1] == "1":
                return process
        return None

    def is_up(self):
        """Whether everything that starts with the machine was started, or has failed to."""
        state = self.command("systemctl", "is-system-running").stdout.strip()
        return state in ("running", "degraded")

    def command(self, *words, **environment):
        """Runs a command in the machine as root, without judging its end."""
        return subprocess.run(
            ["nsenter", "--target", str(self.first), "--all", *map(str, words)], capture_output=True, text=True,
            errors="replace", stdin=subprocess.DEVNULL, timeout=180, env=ENVIRONMENT | environment, cwd="/")

    def run(self, *words, **environment):
        """Runs a command, which must succeed; what it printed."""
        done = self.command(*words, **environment)
        assert done.returncode == 0, f"{words} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def unit(self, *properties):
        """What systemd knows about the service."""
        shown = self.run("systemctl", "show", "tollgate.service", "--property", ",".join(properties))
        pairs = dict(line.split("=", 1) for line in shown.splitlines())
        return [pairs[name] for name in properties]

    def journal(self):
        """What the service has said so far."""
        return self.run("journalctl", "--unit", "tollgate.service", "--output", "cat", "--no-pager")

    def stop(self):
        """Switches it off: with the first of its processes all others end, and its mounts."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(20)
        wait_until(lambda: not self.root.processes(), 20, "the end of the machine's processes")
        self.groups.remove()
        self.log.close()
