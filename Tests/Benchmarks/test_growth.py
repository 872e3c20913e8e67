"""Large registries and route tables, which the gateway itself must accept."""

import http.server
import json
import os
import pathlib
import sqlite3
import subprocess
import threading
import types

import pytest
from comparison import checks, registry, starting, tokens
from comparison.calls import call
from comparison.gateways import grown, tollgate
from comparison.gateways.backend import SMALL
from comparison.gateways.grown import GrownTollgate
from comparison.registry import Registry

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("TOLLGATE_BINARIES", ROOT / ".build/debug")).resolve() / "tollgate"
SIZE = 40


def run(folder: pathlib.Path, *arguments: str) -> str:
    done = subprocess.run([BINARY, *arguments], cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(params=[False, True], ids=["alike", "varied"])
def grown_registry(request, tmp_path, monkeypatch) -> Registry:
    for module in (tokens, grown):
        monkeypatch.setattr(module, "TOLLGATE", BINARY)
    made = Registry(tmp_path / "registry", SIZE, varied=request.param)
    made.issue()
    return made


def test_a_copied_application_is_like_one_that_was_registered(grown_registry):
    listed = json.loads(run(grown_registry.folder, "applications", "list", "--json"))
    assert [one["number"] for one in listed] == list(range(1, SIZE + 1))
    assert len({one["clientId"] for one in listed}) == SIZE
    assert len({one["secrets"][0]["id"] for one in listed}) == SIZE
    registered = json.loads(run(grown_registry.folder, "applications", "register", "--name", "Next", "--owner", "Me",
                                "--scope", tokens.SCOPE, "--json"))
    assert (registered["sequence"], registered["application"]["number"]) == (SIZE + 1, SIZE + 1)
    assert registered["application"].keys() == listed[-1].keys()


def test_the_history_has_what_the_tables_have(grown_registry):
    connection = sqlite3.connect(grown_registry.folder / "data/tollgate.db")
    rows = connection.execute("SELECT sequence, application_id, application FROM registry_changes ORDER BY sequence")
    for (sequence, application_id, text), number in zip(rows.fetchall(), range(1, SIZE + 1), strict=True):
        document = json.loads(text)
        current = connection.execute(
            "SELECT a.id, name, owner, enabled, a.created_at, updated_at, s.id, lower(hex(digest)) FROM applications AS a"
            " JOIN application_secrets AS s ON application = number WHERE number = ?", [number]).fetchone()
        scopes = connection.execute("SELECT scope FROM application_scopes WHERE application = ?", [number]).fetchall()
        names = ("id", "name", "owner", "enabled", "createdAt", "updatedAt")
        assert sequence == document["number"] == number and application_id == document["id"]
        secret, = document["secrets"]
        assert current == (*(document[name] for name in names), secret["id"], secret["digest"])
        assert sorted(document["scopes"]) == sorted(scope for scope, in scopes)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA journal_mode").fetchall() == [("wal",)]


class Service(http.server.BaseHTTPRequestHandler):
    """A backend for single calls."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(SMALL)))
        self.end_headers()
        self.wfile.write(SMALL)

    def log_message(self, *_):
        pass


def test_a_gateway_issues_tokens_to_all_of_them_and_takes_new_revisions(grown_registry, tmp_path):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service) as backend:
        threading.Thread(target=backend.serve_forever, daemon=True).start()
        gateway = GrownTollgate(tmp_path, 0, types.SimpleNamespace(port=backend.server_port), grown_registry, routes=10)
        try:
            assert starting.seconds(gateway, grown.PUBLIC, None) > 0
            grown_registry.take(gateway.port, SIZE)
            assert len({tokens.claims(token)["client_id"] for token in grown_registry.many}) == SIZE
            assert all(checks.answer(gateway, path).status == 200 for path in grown.paths(10))
            first = gateway.probe
            assert gateway.reload() > 0 and gateway.reload() > 0
            assert (call(gateway.port, gateway.probe).status, call(gateway.port, first).status) == (200, 401)
        finally:
            gateway.stop()
            backend.shutdown()


@pytest.mark.parametrize("count, size, numbers", [
    (10, 10, list(range(1, 11))), (3, 1_000_001, [1, 500_001, 1_000_001]), (1, 5, [1]), (5, 2, [1, 2])])
def test_applications_are_chosen_from_the_first_to_the_last(count, size, numbers):
    assert registry.evenly(count, size) == numbers


@pytest.mark.parametrize("count", [1, 2, 10, 1000])
def test_there_are_as_many_routes_as_asked_for_and_a_path_for_each(count):
    assert len(set(grown.matches(count))) == len(set(grown.paths(count))) == count


def test_the_gateway_accepts_the_routes_and_finds_each_by_its_path(tmp_path):
    routes = [{"match": match, "scope": tokens.SCOPE, "upstream": "backend"} for match in grown.matches(250)]
    document = tollgate.configuration(8080, 9, "ES256", routes=routes)
    (tmp_path / "gateway.json").write_text(json.dumps(document))
    run(tmp_path, "check")
    for index in (0, 1, 2, 249):
        explained = subprocess.run(
            [BINARY, "explain", "GET", grown.paths(250)[index], "--scope", tokens.SCOPE, "--json"], cwd=tmp_path,
            capture_output=True, text=True, stdin=subprocess.DEVNULL)
        assert grown.matches(250)[index] in explained.stdout
