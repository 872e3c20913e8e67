"""A gateway that an ordinary user runs, its services, and the good client at work."""

import os
import pathlib
import shutil
import tempfile

from support import standard
from support.gateway import Gateway, configuration

from .attack import Attack, holding, wait_for_return
from .good_client import GoodClient, Plan
from .service import Service

USER = 23456
"""Whom the gateway belongs to where the tests are root's: root passes checks, and has room on disks, that others do not."""

TIMEOUTS = {"head": "3s", "idle": "10s", "body": "3s", "connect": "1s", "response": "3s"}
"""Shorter than the defaults, so that what runs out does so within a test."""


def ordinary():
    """How a process is started as an ordinary user's."""
    return {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}


def routes():
    return [
        standard.route("GET /good", standard.READ, "good"),
        standard.route("POST /good", standard.READ, "good"),
        standard.route("GET /large/{size}", standard.READ, "other"),
        standard.route("POST /other", standard.READ, "other"),
        standard.route("POST /open", upstream="good"),
    ]


class OrdinaryGateway(Gateway):
    """A gateway and a command line without any right that another user has not."""

    def launch(self, *options, **more):
        super().launch(*options, **ordinary(), **more)

    def run(self, *arguments, **options):
        return super().run(*arguments, **ordinary(), **options)

    def assert_ordinary(self):
        """The serving process is nobody special."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        assert "0" not in fields["Uid"].split() and int(fields["CapEff"], 16) == 0, (fields["Uid"], fields["CapEff"])


class Field:
    """All of it, from the folder to the good client; `close` ends what it began."""

    def __init__(self, upstreams=None, more_routes=(), plan=None, prepare=None, start=None, **changes):
        """`plan` is what the good client does in another way; `prepare` is called with the folder before the start, and
        `start` is what the process is started with besides."""
        # pytest's own folders are for its own user alone.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tollgate-chaos-"))
        self.folder.chmod(0o755)
        if os.geteuid() == 0:
            os.chown(self.folder, USER, USER)
        self.good = self.last = None
        # What attackers call is a process apart: the good client shall wait for the gateway alone.
        self.service, self.other = Service(), Service()
        ours = {"good": {"endpoints": [self.service.url]}, "other": {"endpoints": [self.other.url]}}
        document = configuration(
            ours | (upstreams or {}), [*routes(), *more_routes],
            **{"timeouts": TIMEOUTS} | changes)
        self.gateway = OrdinaryGateway(self.folder, document)
        if prepare:
            prepare(self.folder)
        self.gateway.start(**(start or {}))
        if os.geteuid() == 0:
            self.gateway.assert_ordinary()
        self.application = self.gateway.register(standard.READ)
        self.token = self.gateway.token(self.application, standard.READ)
        self.good = GoodClient(Plan(self.gateway.address, self.token, self.application.basic, standard.READ, **plan or {}))
        # Whatever is made at first use is there before anything is measured.
        self.good.wait_for(300)
        self.first = holding(self.gateway)

    def attack(self, name, **bounds):
        return Attack(name, self.gateway, self.good, **bounds)

    def assert_nothing_piled_up(self, **bounds):
        """However many attacks there were, no more is held than before the first one, give or take what is allowed to one."""
        try:
            wait_for_return(self.gateway, self.first, **bounds)
        except AssertionError as error:
            raise AssertionError(f"since before the first attack: {error}") from None
        finally:
            self.last = holding(self.gateway)

    def close(self):
        try:
            if self.good:
                self.good.stop()
            assert self.gateway.stop() == 0, self.gateway.log
        finally:
            self.service.stop()
            self.other.stop()
            shutil.rmtree(self.folder, ignore_errors=True)
