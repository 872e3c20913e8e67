"""Plays cases to a program."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from . import certificate
from .case import Case
from .programs import Program
from .stage import Stage
from .trial import Trial
from .verdict import Verdict


@contextmanager
def trial(kind: type[Program]) -> Iterator[Trial]:
    """A running program with a stage behind it."""
    with tempfile.TemporaryDirectory(prefix="responses-") as name:
        folder = Path(name)
        stage = Stage(folder, certificate.context(folder))
        try:
            with kind(folder, stage) as program:
                yield Trial(stage, program)
                assert not program.has_died(), program.said()
        finally:
            stage.close()


def play(kind: type[Program], cases: Iterable[Case]) -> list[Verdict]:
    """Plays all that the program can be reached by."""
    with trial(kind) as running:
        return [running.run(case) for case in cases if case.way in kind.ways]
