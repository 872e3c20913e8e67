"""What the figures were taken on, and with."""

import os
import pathlib
import platform
import re
import subprocess

from .cores import Cores
from .programs import TOLLGATE


def describe(cores: Cores, descriptors: int) -> dict[str, str]:
    """The machine, what of it is used, and the version of every program, for people to read."""
    return {"processor": _processor(), "cores": f"{os.cpu_count()}; {cores}", "memory": _memory(),
            "descriptors of a process": f"{descriptors:,}",
            "kernel": platform.release(), "system": _system()} | versions()


def versions() -> dict[str, str]:
    return {
        "Tollgate": _said([str(TOLLGATE), "--version"], r"(.+)"),
        "nginx": _said(["nginx", "-v"], r"nginx/(\S+)"),
        "HAProxy": _said(["haproxy", "-v"], r"version (\S+)"),
        "Envoy": _said(["envoy", "--version"], r"/(\d+\.\d+\.\d+)/"),
        "wrk": _said(["wrk", "-v"], r"wrk (\S+)"),
        "h2load": _said(["h2load", "--version"], r"nghttp2/(\S+)"),
        "OpenSSL": _said(["openssl", "version"], r"OpenSSL (\S+)"),
        "Python": platform.python_version(),
    }


def _said(command: list[str], pattern: str) -> str:
    """What a program says of itself; wrk does so with a failing status, nginx on standard error."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        return "not installed"
    found = re.search(pattern, done.stdout + done.stderr)
    return found[1].strip() if found else "unknown"


def _field(file: str, pattern: str) -> str:
    try:
        found = re.search(pattern, pathlib.Path(file).read_text(), re.MULTILINE)
    except OSError:
        found = None
    return found[1].strip() if found else "unknown"


def _processor() -> str:
    return _field("/proc/cpuinfo", r"^model name\s*:\s*(.+)$")


def _memory() -> str:
    kib = _field("/proc/meminfo", r"^MemTotal:\s*(\d+) kB$")
    return f"{int(kib) / 1048576:.1f} GiB" if kib.isdigit() else kib


def _system() -> str:
    return _field("/etc/os-release", r'^PRETTY_NAME="?([^"\n]+)"?$')
