"""wrk: as many calls as 64 connections can make."""

import json
import pathlib
import subprocess
from dataclasses import dataclass

from ..times import Times
from .result import Result

SCRIPT = pathlib.Path(__file__).with_name("load.lua")


@dataclass(frozen=True)
class Request:
    """What is sent again and again."""

    path: str = "/transactions/pay_001"
    method: str = "GET"
    content: pathlib.Path | None = None
    """A file."""
    tokens: pathlib.Path | None = None
    """A file of tokens, one a line, that are used in turn."""
    paths: pathlib.Path | None = None
    """A file of paths, one a line, that are used in turn instead of `path`."""
    forged: bool = False
    """Whether each call has the first token with another wrong signature."""
    timed: bool = False
    """Whether the result is to say how long each call took."""
    fields: tuple[str, ...] = ()
    """Further header fields, such as `Accept: text/html`."""

    def arguments(self, url: str) -> list[str]:
        """What stands at the end of wrk's command line; read by `load.lua`."""
        files = [str(file or "") for file in (self.content, self.tokens, self.paths)]
        headers = [word for field in self.fields for word in ("-H", field)]
        return [*headers, "-s", str(SCRIPT), url + self.path, "--", self.method, *files,
                "forged" if self.forged else "", "timed" if self.timed else ""]


def run(url: str, request: Request, seconds: float, core: int, folder: pathlib.Path, connections: int = 64) -> Result:
    """Loads a gateway for whole seconds."""
    command = ["wrk", "-t", "1", "-c", str(connections), "-d", f"{max(1, round(seconds))}s", "--timeout", "10s",
               *request.arguments(url)]
    done = subprocess.run(["setpriv", "--pdeathsig", "TERM", "taskset", "-c", str(core), *command], cwd=folder,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds + 60)
    if done.returncode != 0:
        raise RuntimeError(f"wrk ended with {done.returncode}: {done.stdout}{done.stderr}")
    return parse(done.stdout)


def parse(output: str) -> Result:
    """The line that `load.lua` wrote at the end."""
    figures = json.loads(output.rstrip().splitlines()[-1])
    return Result(**figures | {"times": Times.parse(figures["times"])})
