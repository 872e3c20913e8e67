"""wrk: as many calls as 64 connections can make."""

import json
import pathlib
import subprocess
from dataclasses import dataclass

from .result import Result

SCRIPT = pathlib.Path(__file__).with_name("load.lua")


@dataclass(frozen=True)
class Request:
    """What is sent again and again; `tokens` is a file of tokens that are used in turn."""

    path: str = "/transactions/pay_001"
    method: str = "GET"
    content: pathlib.Path | None = None
    tokens: pathlib.Path | None = None


def run(url: str, request: Request, seconds: float, core: int, folder: pathlib.Path, connections: int = 64) -> Result:
    """Loads a gateway for whole seconds."""
    command = ["wrk", "-t", "1", "-c", str(connections), "-d", f"{max(1, round(seconds))}s", "--timeout", "10s",
               "-s", str(SCRIPT), url + request.path, "--", request.method, str(request.content or ""),
               str(request.tokens or "")]
    done = subprocess.run(["setpriv", "--pdeathsig", "TERM", "taskset", "-c", str(core), *command], cwd=folder,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds + 60)
    if done.returncode != 0:
        raise RuntimeError(f"wrk ended with {done.returncode}: {done.stdout}{done.stderr}")
    return parse(done.stdout)


def parse(output: str) -> Result:
    """The line that `load.lua` wrote at the end."""
    return Result(**json.loads(output.rstrip().splitlines()[-1]))
