"""The description of the management API beside what it does: schemathesis looks for a difference."""

import os
import subprocess
import sys

import pytest
import requests
from jsonschema import Draft202012Validator
from support.gateway import Gateway
from support.management import Person, address, invited, operator
from support.standard import READ, document

# Of a bounded run, which looks at every operation; TOLLGATE_SLOW=1 looks longer.
EXAMPLES = 200 if os.environ.get("TOLLGATE_SLOW") else 5


@pytest.fixture
def managed(tmp_path, upstreams):
    gateway = Gateway(tmp_path, document(*upstreams, management={"address": "127.0.0.1:0"})).start()
    yield gateway
    assert gateway.stop() == 0, gateway.log


def test_the_description_is_openapi_and_its_schemas_are_schemas(managed):
    description = requests.get(address(managed) + "/api/v1/openapi.json", timeout=10).json()
    assert description["openapi"] == "3.1.0"
    for schema in description["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.xfail(strict=True, reason="the export's two media types stand under one key of the description, so that one of "
                   "them is lost; and 413 is not told to schemathesis as a refusal, as it seems")
def test_schemathesis_finds_no_difference(managed, tmp_path):
    ada = operator(managed)
    # Whoever makes the requests is not among those that they remove: without an account there is nothing to look at.
    permissions = ["applications:read", "applications:write", "merchants:read", "merchants:write", "accounts:read",
                   "accounts:write", "routes:read", "audit:read", "overview:read"]
    token = ada.post("/me/tokens", {"name": "schemathesis", "permissions": permissions}).json()["token"]
    assert ada.post("/applications", {"name": "One", "owner": "Bakery", "scopes": [READ]}).status_code == 201
    invited(ada, managed, "rita", role="reader")
    done = run(managed, token, tmp_path)
    assert done.returncode == 0, done.stdout[-20_000:]
    script = Person(managed, Authorization="Bearer " + token)
    assert script.get("/applications").status_code == 200, "the account is gone, and with it what was to be looked at"
    assert managed.process.poll() is None


def run(managed, token, folder):
    command = [
        os.path.join(os.path.dirname(sys.executable), "schemathesis"), "run",
        address(managed) + "/api/v1/openapi.json", "--header", f"Authorization: Bearer {token}",
        "--max-examples", str(EXAMPLES), "--seed", "1", "--checks", "all", "--no-color",
        # Not yet judged: the token goes with every request here, also where another credential is to be tried; and content
        # that keeps the schema is still refused where it names what is not there, or a version that is not.
        "--exclude-checks", "ignored_auth,positive_data_acceptance,missing_required_header",
        # Events without an end; Tests/Live/test_overview.py reads them.
        "--exclude-operation-id", "watchOverview",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=1_500)
