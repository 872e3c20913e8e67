"""gateway.json as editors and operators meet it: the schema, the page made from it, and `tollgate check`."""

import copy
import json
import subprocess

import jsonschema
import pytest
from support.certificates import Authority
from support.gateway import BINARY, REPOSITORY

SCHEMA = json.loads((REPOSITORY / "gateway.schema.json").read_text())
COMPLETE = json.loads((REPOSITORY / "Examples/complete/gateway.json").read_text())


def check(folder, document):
    """What `tollgate check --json` says of a document."""
    (folder / "gateway.json").write_text(json.dumps(document))
    # The files that the complete example names.
    if not (folder / "tls").exists():
        authority = Authority(folder / "tls", "ca")
        authority.issue("gateway")
    done = subprocess.run([BINARY, "check", "--json"], cwd=folder, capture_output=True, text=True, timeout=30)
    return done.returncode, json.loads(done.stdout)


def is_valid(document):
    return jsonschema.Draft202012Validator(SCHEMA).is_valid(document)


def test_the_schema_itself_is_valid():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", ["gateway.json", "Examples/complete/gateway.json"])
def test_the_examples_are_valid_for_the_schema_and_for_check(path, tmp_path):
    document = json.loads((REPOSITORY / path).read_text())
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert check(tmp_path, document)[0] == 0


def test_the_page_about_the_configuration_is_made_from_the_schema():
    done = subprocess.run(
        [REPOSITORY / "scripts/configuration-reference", "--check"], capture_output=True, text=True, timeout=30
    )
    assert done.returncode == 0, done.stderr


def removed(*steps):
    document = copy.deepcopy(COMPLETE)
    node = document
    for step in steps[:-1]:
        node = node[step]
    del node[steps[-1]]
    return document


def changed(value, *steps):
    document = copy.deepcopy(COMPLETE)
    node = document
    for step in steps[:-1]:
        node = node[step]
    node[steps[-1]] = value
    return document


@pytest.mark.parametrize(
    "document",
    [
        removed("listen"),
        removed("issuer", "url"),
        removed("upstreams", "payments", "endpoints"),
        removed("routes", 0, "scope"),
        removed("routes", 0, "match"),
        changed([], "listen"),
        changed("30", "timeouts", "head"),
        changed("1MB", "limits", "body"),
        changed(False, "routes", -1, "public"),
        changed({}, "routes", 0, "scope"),
        changed({"all": []}, "routes", 0, "scope"),
        changed("literal-secret", "masterKey"),
        changed("get /x", "routes", 0, "match"),
        changed("mysql:x", "store"),
        changed({"operations": {}}, "audiences", "transactions"),
        changed(1, "unknown"),
        changed(True, "routes", 0, "pubic"),
    ],
    ids=str,
)
def test_what_the_schema_refuses_check_refuses(document, tmp_path):
    assert not is_valid(document)
    status, said = check(tmp_path, document)
    assert status == 78
    assert said["problems"] and not said["isValid"]
