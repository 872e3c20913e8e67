"""The JSONTestSuite, where the gateway reads JSON: claims and headers of tokens that it has signed itself, and gateway.json.

Each text is the value of one more member, behind members that are good: so a good text must be taken, and a bad one refused
for itself. Each stands as the whole of the claims and of the header too, which no text of theirs can be: all are refused.
"""

import functools
import json
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from minting import rules, table
from minting.corpus import CORPORA, texts
from minting.trial import Case, Trial
from support.forge import Forge
from support.gateway import BINARY

TEXTS = texts() if CORPORA.is_dir() else []
VERDICTS = {"y": True, "n": False, "i": None}


def verdict(text: dict, listed: dict[str, str]) -> bool | None:
    """Whether a text must be taken, in a place where some rules hold."""
    return False if text["name"] in listed else VERDICTS[text["kind"]]


def case(text: dict, forge: Forge, make: Callable[[Forge], str], listed: dict[str, str]) -> Case:
    return Case.made(text["name"], forge, make, verdict(text, listed), text["name"] in listed)


def beside(members: dict, text: bytes) -> bytes:
    """Good members, and one with the text as its value."""
    return json.dumps(members).encode()[:-1] + b',"x":' + text + b"}"


def in_claims(text: bytes, forge: Forge) -> str:
    return forge.token(claims=beside(forge.claims, text))


def in_header(text: bytes, forge: Forge) -> str:
    return forge.token(header=beside(forge.header, text))


def tokens(forge: Forge) -> dict[str, list[Case]]:
    """The cases for each place in a token."""
    return {
        "claims": [case(text, forge, functools.partial(in_claims, text["bytes"]), rules.CLAIMS) for text in TEXTS],
        "header": [case(text, forge, functools.partial(in_header, text["bytes"]), rules.TEXTS) for text in TEXTS],
        "whole claims": [Case(text["name"], forge.token(claims=text["bytes"]), False) for text in TEXTS],
        "whole header": [Case(text["name"], forge.token(header=text["bytes"]), False) for text in TEXTS],
    }


@pytest.fixture(scope="module")
def trials(stage, corpora):
    """Everything that was sent, by its place."""
    trials = {}
    with stage.serving() as gateway:
        for place, cases in tokens(stage.forge()).items():
            trials[place] = Trial()
            trials[place].run(gateway.address, stage.upstream, cases)
    for place, trial in trials.items():
        table.add(f"JSONTestSuite, {place}", trial)
    return trials


@pytest.mark.parametrize("place", ["claims", "header", "whole claims", "whole header"])
def test_a_token_with_a_bad_text_is_refused_and_with_a_good_one_allowed(trials, place):
    assert len(trials[place].outcomes) == len(TEXTS) == 318
    assert trials[place].faults() == []
    assert trials[place].slow() == []


def test_claims_and_header_are_read_alike_but_for_control_characters(trials):
    claims, header = ({outcome.case.name: outcome.is_allowed for outcome in trials[place].outcomes}
                      for place in ("claims", "header"))
    assert {name for name in claims if claims[name] != header[name]} == set(rules.CONTROL)


def problems(folder, text: bytes) -> list[str]:
    """The places of what `tollgate check` finds wrong with a configuration."""
    folder.mkdir()
    (folder / "gateway.json").write_bytes(text)
    done = subprocess.run([BINARY, "check", "--json"], cwd=folder, capture_output=True, timeout=60)
    assert done.returncode in (0, 78), done
    document = json.loads(done.stdout)
    assert document["isValid"] is (done.returncode == 0)
    return [problem["path"] for problem in document["problems"]]


def test_a_configuration_with_a_bad_text_is_no_json_and_with_a_good_one_has_one_key_too_many(stage, corpora, tmp_path):
    good = json.loads((stage.prepared / "gateway.json").read_text())
    assert problems(tmp_path / "good", json.dumps(good).encode()) == []
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: problems(tmp_path / text["name"], beside(good, text["bytes"])), TEXTS))
    row = table.Row("JSONTestSuite, gateway.json", by_rule=len(rules.TEXTS))
    for text, places in zip(TEXTS, found, strict=True):
        is_read = places == ["x"]
        # What is no JSON is one fault, with no place in a document that is none.
        wanted = verdict(text, rules.TEXTS)
        is_right = (is_read or places == [""]) and wanted in (None, is_read)
        row.wrong += not is_right
        row.passed += is_read and wanted is True
        row.refused += not is_read and wanted is False and text["kind"] == "n"
        row.open_passed += is_read and wanted is None
        row.open_refused += not is_read and wanted is None
        assert is_right, f"{text['name']}: {places}"
    table.rows.append(row)
