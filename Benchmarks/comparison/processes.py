"""Processes: started on a core, watched through /proc, ended by their ids."""

import contextlib
import os
import pathlib
import signal
import subprocess
from dataclasses import dataclass

TICK = 1 / os.sysconf("SC_CLK_TCK")
PROC = pathlib.Path("/proc")


def start(command: list[str], core: int, folder: pathlib.Path, **options) -> subprocess.Popen:
    """Starts a program on one core; what it says goes to `<its name>.out` in the folder.

    It is in a session of its own, so that Ctrl-C reaches this program alone, which then ends it in order; should this
    program be killed, the kernel ends it.
    """
    pinned = ["setpriv", "--pdeathsig", "TERM", "taskset", "-c", str(core), *map(str, command)]
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / (pathlib.Path(command[0]).name + ".out"), "ab") as output:
        return subprocess.Popen(pinned, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                start_new_session=True, **options)


def end(process: subprocess.Popen, seconds: float = 5) -> None:
    """Ends a process in order, and in disorder where that takes too long."""
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def family(pid: int) -> list[int]:
    """A process and all that descend from it; nothing where it has ended.

    The kernel lists children by the thread that started them.
    """
    try:
        tasks = list((PROC / str(pid) / "task").iterdir())
    except (FileNotFoundError, ProcessLookupError):
        return []
    children = [int(child) for task in tasks for child in _children(task).split()]
    return [pid, *(descendant for child in children for descendant in family(child))]


def _children(task: pathlib.Path) -> str:
    """The children that a thread started; none where it has ended since, as a thread may and its process does not."""
    try:
        return (task / "children").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def parse_stat(text: str) -> tuple[int, int]:
    """User and system ticks of all threads, from the text of /proc/PID/stat (proc(5)).

    The program's name is in parentheses and may contain any character; fields are counted after the last of them.
    """
    fields = text[text.rindex(")") + 2:].split()
    return int(fields[11]), int(fields[12])


def parse_status(text: str) -> dict[str, int]:
    """The figures in KiB of /proc/PID/status, or of /proc/PID/smaps_rollup."""
    pairs = (line.split() for line in text.splitlines() if line.endswith(" kB"))
    return {name.rstrip(":"): int(value) for name, value, _ in pairs}


@dataclass(frozen=True)
class Memory:
    """Resident memory in KiB, now and at most since the last `reset_peak`."""

    resident: int
    peak: int


def cpu_seconds(pids: list[int]) -> float:
    """User and system time of all threads of these processes, in steps of a tick (10 ms)."""
    return sum(sum(parse_stat((PROC / str(pid) / "stat").read_text())) for pid in pids) * TICK


def thread_seconds(pid: int, *beginnings: str) -> float:
    """How long the threads of a process whose names begin so were on a core, to the nanosecond; others do not count.

    The first figure of /proc/PID/task/TID/schedstat (the kernel's Documentation/scheduler/sched-stats.rst): user and system
    time, switches between threads included.
    """
    total = 0
    for task in (PROC / str(pid) / "task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if (task / "comm").read_text().startswith(beginnings):
                total += int((task / "schedstat").read_text().split()[0])
    return total / 1e9


def memory(pids: list[int]) -> Memory:
    """Of several processes, such as nginx's master and worker, most pages are the same: the largest process counts whole,
    of the others what is theirs alone."""
    each = [parse_status((PROC / str(pid) / "status").read_text()) for pid in pids]
    largest = max(range(len(pids)), key=lambda index: each[index]["VmRSS"])
    others = sum(_private(pid) for index, pid in enumerate(pids) if index != largest)
    return Memory(each[largest]["VmRSS"] + others, each[largest]["VmHWM"] + others)


def _private(pid: int) -> int:
    """Pages that no other process has, in KiB."""
    figures = parse_status((PROC / str(pid) / "smaps_rollup").read_text())
    return figures["Private_Clean"] + figures["Private_Dirty"]


def reset_peak(pids: list[int]) -> None:
    """Makes the peak of each process what it has now (proc(5), clear_refs)."""
    for pid in pids:
        (PROC / str(pid) / "clear_refs").write_text("5")


def descriptors(pids: list[int]) -> int:
    """How many files and sockets these processes have open."""
    return sum(len(os.listdir(PROC / str(pid) / "fd")) for pid in pids)
