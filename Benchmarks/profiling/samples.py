"""Samples that perf took: a stack each, the innermost function first."""

import pathlib
import re
import subprocess
from collections import Counter

Frame = tuple[str, str]
"""Function and object (program, library, or `kernel`)."""

RUNTIME = ("swift_", "_swift_", "swift::", "__swift")
"""How its functions' names begin."""

FRAME = re.compile(r"^\s+[0-9a-f]+ (.+?)(?:\+0x[0-9a-f]+)? \((.*)\)$")


def read(data: pathlib.Path) -> list[list[Frame]]:
    done = subprocess.run(["perf", "script", "-i", str(data), "--no-inline", "-F", "comm,ip,sym,dso"],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True, timeout=300)
    return parse(demangled(done.stdout))


def demangled(text: str) -> str:
    """Swift's names as they are written."""
    return subprocess.run(["swift", "demangle", "--simplified"], input=text, capture_output=True, text=True,
                          check=True, timeout=300).stdout


def parse(text: str) -> list[list[Frame]]:
    """Of what `perf script` prints: a line that names the thread, then one for each frame; empty lines between samples."""
    stacks = []
    for block in text.split("\n\n"):
        frames = [(found[1], place(found[2])) for line in block.splitlines() if (found := FRAME.match(line))]
        if frames:
            stacks.append(frames)
    return stacks


def place(path: str) -> str:
    """The object without its folder; all of the kernel, its modules too, is one."""
    return "kernel" if path.startswith("[") else path.rpartition("/")[2]


def parts(stacks: list[list[Frame]]) -> Counter:
    """Samples by the object that was at work; what Swift's runtime does, which is inside the program, by itself."""
    return Counter(part(stack[0]) for stack in stacks)


def part(frame: Frame) -> str:
    function, where = frame
    return f"{where}, Swift's runtime" if function.startswith(RUNTIME) else where


def symbols(stacks: list[list[Frame]]) -> Counter:
    """Samples by the function that was at work."""
    return Counter(stack[0] for stack in stacks)
