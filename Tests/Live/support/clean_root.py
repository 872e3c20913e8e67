"""A new Debian in a folder, made by debootstrap, and commands that run inside it.

Each command has mount and process namespaces of its own: when it ends, however it ends, its mounts and what it has started
are gone with it, so that nothing can be left behind but the folder.
"""

import os
import pathlib
import shutil
import subprocess
import tempfile

# Mounts what programs expect below the root, and goes inside. $1 is the root, $2 a folder that appears there as /mnt.
ENTER = """
    mount -t proc proc "$1/proc" &&
    mount --bind /dev "$1/dev" &&
    mount --bind "$2" "$1/mnt" && mount -o remount,bind,ro "$1/mnt" &&
    root=$1 && shift 2 && exec chroot "$root" "$@"
"""
# The test's own end, however it comes, is that of the command, and with it of all that it has started.
ISOLATED = [
    "setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--propagation", "private", "--pid", "--fork",
    "--kill-child=KILL",
]
ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}


def mirror():
    """This machine's suite of Debian, and where its packages come from."""
    with open("/etc/os-release") as file:
        suite = dict(line.rstrip().split("=", 1) for line in file if "=" in line)["VERSION_CODENAME"]
    listed = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(ORIGIN) $(CODENAME) $(COMPONENT) $(REPO_URI)",
         "Created-By: Packages"], capture_output=True, text=True, check=True)
    for line in listed.stdout.splitlines():
        origin, codename, component, address = line.split(" ")
        if (origin, codename, component) == ("Debian", suite, "main"):
            return suite, address
    raise AssertionError(f"apt-get knows no Debian mirror for {suite}; run apt-get update, or see /etc/apt/sources.list*")


class CleanRoot:
    def __init__(self, shown):
        """Makes one; what is in the folder `shown` can be read inside, in /mnt."""
        assert os.geteuid() == 0, "a clean root needs root: run scripts/test --all as root"
        self.shown = str(shown)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tollgate-root-"))
        # The folder is ours alone; the root in it is everybody's, as a root is.
        self.path = self.folder / "root"
        self.path.mkdir(mode=0o755)
        try:
            self.make()
        except BaseException:
            self.remove()
            raise

    def make(self):
        suite, address = mirror()
        done = subprocess.run(
            [*ISOLATED, "debootstrap", "--variant=minbase", suite, self.path, address], capture_output=True,
            text=True, stdin=subprocess.DEVNULL, timeout=900, env=ENVIRONMENT)
        assert done.returncode == 0, f"debootstrap failed:\n{done.stdout[-3000:]}{done.stderr}"
        # How packages are fetched is this machine's matter, such as a proxy.
        settings = subprocess.run(["apt-config", "dump", "Acquire"], capture_output=True, text=True, check=True)
        (self.path / "etc/apt/apt.conf.d/99machine").write_text(settings.stdout)
        # Services of this machine are none of its business (invoke-rc.d(8)).
        policy = self.path / "usr/sbin/policy-rc.d"
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
        self.run("apt-get", "-q", "update", seconds=300)

    def command(self, *words):
        return [*ISOLATED, "bash", "-c", ENTER, "bash", str(self.path), self.shown, *map(str, words)]

    def run(self, *words, seconds=60, status=0, **environment):
        """Runs a command inside as root, which must end with a status; what it printed."""
        done = subprocess.run(
            self.command(*words), capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL,
            timeout=seconds, env=ENVIRONMENT | environment, cwd="/")
        assert done.returncode == status, f"{words} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def as_user(self, user):
        """What goes before a command so that it runs as an ordinary user, with no way back."""
        return [
            "setpriv", "--reuid", user, "--regid", user, "--init-groups", "--no-new-privs", "--inh-caps=-all",
            "--bounding-set=-all",
        ]

    def file(self, name):
        return self.path / name.lstrip("/")

    def names(self, word):
        """Every path that has a word in it, apart from the notes that the package tools keep."""
        notes = [self.file("/var/lib/dpkg"), self.file("/var/log"), self.file("/var/cache"), self.file("/var/lib/apt")]
        found = []
        for folder, folders, files in os.walk(self.path):
            if pathlib.Path(folder) in notes:
                folders.clear()
                continue
            found += [os.path.join(folder, name) for name in folders + files if word in name]
        return sorted(path.removeprefix(str(self.path)) for path in found)

    def processes(self):
        """The processes of this machine that live inside."""
        # Paths mean something else in another mount namespace; the folder itself stays the same.
        inside = os.stat(self.path)
        found = []
        for entry in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if os.path.samestat(os.stat(entry / "root"), inside):
                    found.append(int(entry.name))
            except OSError:
                continue
        return sorted(found)

    def mounts(self):
        """What is mounted inside, as this machine sees it."""
        return [line for line in pathlib.Path("/proc/mounts").read_text().splitlines() if str(self.path) in line]

    def remove(self):
        assert self.mounts() == [], "something is mounted in the clean root; it is left as it is"
        shutil.rmtree(self.folder)
