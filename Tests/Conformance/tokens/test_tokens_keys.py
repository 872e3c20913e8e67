"""Wycheproof's keys: a gateway does not start with one that is not sound, and says why; with a sound one, its tokens pass."""

import pytest
from cryptography.hazmat.primitives import serialization
from minting import rules, table
from minting.corpus import CORPORA, TAKEN, Group, keys
from minting.der import pkcs8
from minting.stage import thumbprint
from minting.trial import Case, Trial
from support.forge import Forge

GROUPS = keys() if CORPORA.is_dir() else []


@pytest.fixture(scope="module")
def trial():
    trial, refused = Trial(), []
    yield trial, refused
    listed = sum(vector.number in rules.KEYS for group in GROUPS for vector in group.vectors)
    table.add("Wycheproof JWK", trial, listed, keys_refused=len(refused))


def message(group: Group) -> str:
    """What must be said of the keys of a group; empty where they are sound."""
    unknown = [key["alg"] for key in group.keys if key["alg"] not in TAKEN]
    if unknown:
        return f'its algorithm "{unknown[0]}" is not known here'
    return rules.KEY_MESSAGES.get(group.vectors[0].number, "")


@pytest.mark.parametrize("group", GROUPS, ids=[f"{group.vectors[0].number}-{group.name}" for group in GROUPS])
def test_an_unsound_key_is_refused_at_the_start_and_a_sound_one_verifies(stage, corpora, trial, group):
    outcomes, refused = trial
    if wanted := message(group):
        keys = {thumbprint(key): (key["alg"], key) for key in group.keys}
        assert wanted in stage.refusal(*keys.values())
        refused.append(group.name)
        trusted, signed = [], None
    else:
        # One that is not for signing is never a key of the gateway's.
        trusted = [(key["alg"], key) for key in group.keys if key.get("use") == "sig"]
        signed = Forge(group.algorithm, thumbprint(group.key),
                       serialization.load_der_private_key(pkcs8(group.key), None), stage.claims)
    with stage.serving(*trusted) as gateway:
        cases = [Case.made("control", stage.forge(), Forge.token, True)]
        if signed:
            cases.append(Case.made(f"{group.name}, under the group's key", signed, Forge.token, bool(trusted)))
        cases += [Case(f"{vector.number} as it stands", vector.text, False) for vector in group.vectors]
        before = len(outcomes.outcomes)
        outcomes.run(gateway.address, stage.upstream, cases)
        assert Trial(outcomes.outcomes[before:]).faults() == []


def test_no_token_under_such_a_key_takes_a_hundred_times_as_long_as_the_one_in_the_middle(corpora, trial):
    assert trial[0].outcomes, "nothing was sent before"
    assert trial[0].slow() == []
