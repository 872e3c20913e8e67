"""The description of the management API beside what it does: schemathesis looks for a difference.

It looks twice, as a program with an API token and as a page with a session, because some operations are for the one only.
What an answer may be is said in support/schemathesis.toml.
"""

import json
import os
import pathlib
import subprocess
import sys

import pytest
import requests
from jsonschema import Draft202012Validator
from support import standard
from support.gateway import Gateway
from support.management import PASSWORD, Person, address, invited, operator
from support.standard import READ

# Of each operation, besides those that are made one by one for each keyword of the description. TOLLGATE_SLOW=1 looks longer,
# for some minutes.
EXAMPLES = 60 if os.environ.get("TOLLGATE_SLOW") else 5
# Another one has other examples made.
SEED = os.environ.get("TOLLGATE_SEED", "1")

HERE = pathlib.Path(__file__).resolve().parent
CONFIGURATION = HERE / "support/schemathesis.toml"

PERMISSIONS = ["applications:read", "applications:write", "merchants:read", "merchants:write", "accounts:read",
               "accounts:write", "routes:read", "audit:read", "overview:read"]

# Events without an end; test_overview.py reads them.
NOT_ASKED = {"watchOverview"}
# Done once only by whoever has what was sent elsewhere: a link, or the code of an authenticator. test_management_people.py
# does them; here it is seen how they refuse.
NOT_DONE = {"acceptInvitation", "confirmTOTP", "removeTOTP"}


@pytest.fixture
def managed(tmp_path, upstreams):
    document = standard.document(*upstreams, management={"address": "127.0.0.1:0"})
    gateway = Gateway(tmp_path, document).start()
    yield gateway
    assert gateway.stop() == 0, gateway.log


@pytest.fixture
def ada(managed):
    """The first operator, signed in; something to look at, and accounts that may go."""
    ada = operator(managed)
    ada.others = [ada.post("/accounts", {"name": f"other{n}", "role": "reader"}).json()["account"]["id"] for n in range(5)]
    assert ada.post("/applications", {"name": "One", "owner": "Bakery", "scopes": [READ]}).status_code == 201
    rita = invited(ada, managed, "rita", role="reader")
    made = [rita.post("/me/tokens", {"name": f"script{n}", "permissions": ["routes:read"]}).json() for n in range(3)]
    ada.revocable = rita.account["id"], [each["id"] for each in made]
    return ada


class Run:
    """Runs of schemathesis with the same credentials, and what they were answered."""

    def __init__(self, gateway, folder, spared, revocable, **credentials):
        self.gateway = gateway
        self.folder = folder
        self.answered = folder / "answered"
        self.configuration = folder / "schemathesis.toml"
        schemes = "".join(f"\n[auth.openapi.{scheme}]\n{line}\n" for scheme, line in credentials.items())
        self.configuration.write_text(CONFIGURATION.read_text() + schemes)
        self.environment = os.environ | {
            "PYTHONPATH": str(HERE), "TOLLGATE_SPARED": json.dumps(spared), "TOLLGATE_NAME": "ada",
            "TOLLGATE_PASSWORD": PASSWORD, "TOLLGATE_ANSWERED": str(self.answered), "TOLLGATE_REVOCABLE": json.dumps(revocable),
        }

    def looks_at(self, operations):
        """Finds no difference in these operations, and has seen each of them done, as far as that can be."""
        chosen = [option for operation in sorted(operations) for option in ("--include-operation-id", operation)]
        command = [
            pathlib.Path(sys.executable).with_name("schemathesis"), "--config-file", self.configuration, "run",
            address(self.gateway) + "/api/v1/openapi.json", "--max-examples", str(EXAMPLES), "--seed", SEED,
            "--checks", "all", "--no-color", "--continue-on-failure", *chosen,
        ]
        self.answered.write_text("")
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=900)
        assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
        assert self.gateway.process.poll() is None
        answers = [line.split() for line in self.answered.read_text().splitlines()]
        assert {operation for operation, _ in answers} == operations
        assert operations - {operation for operation, status in answers if status[0] == "2"} == operations & NOT_DONE


def operations(gateway):
    """What requests may present, by the operation: sets of schemes, one of which it takes."""
    description = requests.get(address(gateway) + "/api/v1/openapi.json", timeout=10).json()
    described = [operation for path in description["paths"].values() for operation in path.values()]
    return {
        operation["operationId"]: [set(needed) for needed in operation["security"]] for operation in described
        if operation["operationId"] not in NOT_ASKED
    }


def test_the_description_is_openapi_and_its_schemas_are_schemas(managed):
    description = requests.get(address(managed) + "/api/v1/openapi.json", timeout=10).json()
    assert description["openapi"] == "3.1.0"
    for schema in description["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_schemathesis_finds_no_difference_as_a_program(managed, ada, tmp_path):
    made = ada.post("/me/tokens", {"name": "schemathesis", "permissions": PERMISSIONS}).json()
    # What needs a session is looked at below.
    looked_at = {name for name, needed in operations(managed).items() if not needed or {"token"} in needed}
    spared = {ada.account["id"]: ada.others}
    Run(managed, tmp_path, spared, ada.revocable, token=f'bearer = "{made["token"]}"').looks_at(looked_at)
    script = Person(managed, Authorization="Bearer " + made["token"])
    assert script.get("/applications").status_code == 200, "the token is gone, and with it what was to be looked at"


def test_schemathesis_finds_no_difference_as_a_page(managed, ada, tmp_path):
    ada.post("/me/tokens", {"name": "another", "permissions": PERMISSIONS})
    for _ in range(3):
        Person(managed).sign_in("ada")
    sessions = {current: [each["id"] for each in ada.get("/me/sessions").json()["items"] if each["current"] is current]
                for current in (True, False)}
    spared = {ada.account["id"]: ada.others, sessions[True][0]: sessions[False]}
    run = Run(managed, tmp_path, spared, ada.revocable, session=f'api_key = "{ada.cookie}"',
              csrf=f'api_key = "{ada.session.headers["X-CSRF-Token"]}"')
    all_of_them = operations(managed)
    only = {name for name, needed in all_of_them.items() if needed and {"token"} not in needed}
    # A page may do everything; that it does is looked at where there is time.
    looked_at = set(all_of_them) if os.environ.get("TOLLGATE_SLOW") else only
    # These end sessions, the one the others and the other this one: for the same reason as above they come last.
    last = ["changePassword", "signOut"]
    run.looks_at(looked_at.difference(last))
    for operation in last:
        assert ada.get("/session").status_code == 200, "the session is gone, and with it what was to be looked at"
        run.looks_at({operation})
    assert ada.get("/session").status_code == 401
