"""`kill -9` of registrations and of the gateway, at random moments: what was acknowledged is there."""

import contextlib
import random
import re
import sqlite3
import subprocess
import threading
import time

import pytest
from support import standard
from support.gateway import BINARY, Application, Gateway
from support.standard import READ
from support.wire import request

WANTED = 1_000
FORM = "Content-Type: application/x-www-form-urlencoded"


class Registrations:
    """Registers at several places at once, killing every other command at a random moment."""

    def __init__(self, folder, seed):
        self.folder = folder
        self.random = random.Random(seed)
        self.lock = threading.Lock()
        self.acknowledged = []
        self.attempts = self.killed = self.failed = 0
        self.took = 0.1
        self.problems = []

    def run(self):
        try:
            while len(self.acknowledged) < WANTED and not self.problems:
                self.register()
        except Exception as problem:
            self.problems.append(repr(problem))

    def register(self):
        with self.lock:
            self.attempts += 1
            name = f"Till {self.attempts}"
            # Up to a little after the usual end, so that every step of it is met.
            after = self.random.uniform(0, 1.2 * self.took) if self.random.random() < 0.5 else None
        start = time.monotonic()
        process = subprocess.Popen(
            [BINARY, "applications", "register", "--name", name, "--owner", "Shop", "--scope", READ, "--json"],
            cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if after is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(after)
            process.kill()
        output, errors = process.communicate(timeout=60)
        with self.lock:
            self.judge(process.returncode, output, errors)
            if after is None:
                self.took = 0.9 * self.took + 0.1 * (time.monotonic() - start)

    def judge(self, status, output, errors):
        """Acknowledged is what ended well (75: the gateway was killed before it confirmed) or showed its secret."""
        id, secret = re.search(r'"clientId" : "(app_\w+)"', output), re.search(r'"text" : "([\w-]{43})"', output)
        if id and secret:
            self.acknowledged.append(Application(id[1], secret[1], ""))
        elif status in (0, 75):
            self.problems.append(f"ended with {status} and showed no secret: {output}")
        if status == -9:
            self.killed += 1
        elif status not in (0, 75):
            self.failed += 1
            self.problems.append(f"ended with {status}: {errors}")


def integrity(folder):
    """What SQLite says of the file, -wal and all."""
    path = folder / "data/tollgate.db"
    if not path.exists():
        return [("ok",)]
    with contextlib.closing(sqlite3.connect(path, timeout=30)) as database:
        database.execute("PRAGMA wal_autocheckpoint = 0")
        return database.execute("PRAGMA integrity_check").fetchall() + database.execute(
            "PRAGMA foreign_key_check").fetchall()


def kill_gateway(gateway, chance):
    """Kills the gateway at a random moment of its life, looks at the store, and starts it again."""
    if chance.random() < 0.3:
        # In the middle of its start.
        gateway.launch()
        time.sleep(chance.uniform(0, 0.15))
    else:
        gateway.start()
        time.sleep(chance.uniform(0, 1.5))
    assert gateway.process.poll() is None, f"it ended with {gateway.process.returncode}:\n{gateway.log}"
    gateway.kill()
    assert integrity(gateway.folder) == [("ok",)]


@pytest.mark.slow
def test_no_registration_that_was_acknowledged_is_lost_to_kill_9(tmp_path, upstreams):
    seed = random.randrange(1 << 32)
    gateway = Gateway(tmp_path, standard.document(*upstreams))
    registrations = Registrations(tmp_path, seed)
    chance = random.Random(seed + 1)
    begun = time.monotonic()
    workers = [threading.Thread(target=registrations.run) for _ in range(4)]
    for worker in workers:
        worker.start()
    kills = 0
    try:
        while any(worker.is_alive() for worker in workers):
            kill_gateway(gateway, chance)
            kills += 1
    except BaseException as problem:
        registrations.problems.append(repr(problem))
        raise
    finally:
        for worker in workers:
            worker.join()
        if gateway.process.poll() is None:
            gateway.kill()
    assert registrations.problems == []
    took = time.monotonic() - begun

    gateway.start()
    try:
        listed = {shown["clientId"]: shown for shown in gateway.applications("list")}
        lost = [application.id for application in registrations.acknowledged if application.id not in listed]
        with gateway.client() as client:
            refused = [application.id for application in registrations.acknowledged
                       if ask_token(client, application).status != 200]
        print(f"""
seed {seed}: {took:.0f} s
{registrations.attempts} registrations begun, {registrations.killed} of them killed, {registrations.failed} failed
{len(registrations.acknowledged)} acknowledged, {len(listed)} stored ({len(listed) - len(registrations.acknowledged)} \
of which were killed before they could say so)
{kills} kills of the gateway, {kills} integrity checks: all ok
{len(lost)} acknowledged and not listed, {len(refused)} listed whose secret fetches no token""")
        assert lost == [] and refused == []
        assert len(registrations.acknowledged) >= WANTED and registrations.killed > 50 and kills > 10
        for shown in listed.values():
            assert shown["scopes"] == [READ] and len(shown["secrets"]) == 1 and shown["enabled"]
        assert gateway.stop() == 0
        assert integrity(tmp_path) == [("ok",)]
        assert history(tmp_path) == sorted(listed)
    finally:
        if gateway.process.poll() is None:
            gateway.kill()


def ask_token(client, application):
    body = f"grant_type=client_credentials&scope={READ}".encode()
    return client.call(request("POST", "/oauth/token", application.basic, FORM, body=body))


def history(folder):
    """The client ids of the history, which has one line for each registration and no gaps."""
    with contextlib.closing(sqlite3.connect(folder / "data/tollgate.db")) as database:
        rows = database.execute("SELECT sequence, kind, application_id FROM registry_changes ORDER BY 1").fetchall()
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert {row[1] for row in rows} == {"registered"}
    return sorted(row[2] for row in rows)
