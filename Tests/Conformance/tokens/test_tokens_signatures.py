"""Wycheproof's tokens through a running gateway that trusts the very key of each group.

A token of our own under that key must pass; then each defect of theirs is applied to it, and it must be refused. Beside
that, each of their tokens is sent as it stands.
"""

import functools

import pytest
from cryptography.hazmat.primitives import serialization
from minting import rules, table
from minting.corpus import CORPORA, TAKEN, Group, Vector, signatures
from minting.der import pkcs8
from minting.remint import Minter
from minting.stage import Stage, thumbprint
from minting.trial import Case, Trial
from support.forge import Forge

GROUPS = signatures() if CORPORA.is_dir() else []
# Keys of these algorithms are refused; the defects of their tokens are tried under the same key for one that is taken.
NEAREST = {"RS384": "RS256", "RS512": "RS256", "PS384": "PS256", "PS512": "PS256"}


@pytest.fixture(scope="module")
def trials():
    """What became of the tokens made anew, and of those that were sent as they stand."""
    anew, standing, keys, without_key = Trial(), Trial(), [], [0]
    yield anew, standing, keys, without_key
    table.add("Wycheproof JWS, defects made anew", anew, without_key[0], len(keys))
    table.add("Wycheproof JWS, as they stand", standing)


def is_for_signing(group: Group) -> bool:
    return group.key.get("use") != "enc" and group.key.get("key_ops") != ["encrypt"] and group.algorithm != ""


def host(group: Group) -> tuple[str, dict]:
    """The algorithm and the key under which the group's tokens are made anew."""
    if group.algorithm in TAKEN:
        return group.algorithm, group.key
    if group.algorithm in NEAREST:
        return NEAREST[group.algorithm], group.key
    return "ES256", next(other.key for other in GROUPS if other.algorithm == "ES256")


def forge(stage: Stage, algorithm: str, jwk: dict) -> Forge:
    return Forge(algorithm, thumbprint(jwk), serialization.load_der_private_key(pkcs8(jwk), None), stage.claims)


@pytest.mark.parametrize("group", GROUPS, ids=[f"{group.vectors[0].number}-{group.name}" for group in GROUPS])
def test_every_defect_is_refused_and_every_control_allowed(stage, corpora, trials, group):
    anew, standing, keys, without_key = trials
    if group.algorithm not in TAKEN:
        said = stage.refusal((group.algorithm, group.key))
        assert f'its algorithm "{group.algorithm}" is not known here' in said
        keys.append(group.name)
    if not is_for_signing(group):
        return refuse_untrusted(stage, trials, group)
    algorithm, jwk = host(group)
    signed = forge(stage, algorithm, jwk)
    is_taken = group.algorithm in TAKEN
    cases = [Case.made(f"{group.name} control", signed, Forge.token, True)]
    for vector in group.vectors:
        # Valid under an algorithm that is not taken: the key was refused, and nothing else is in it to be tried.
        if vector.is_valid and not is_taken and rules.SIGNATURES.get(vector.number) == rules.ALGORITHM:
            without_key[0] += 1
            continue
        cases.append(Case.made(
            f"{vector.number} {vector.comment}", signed, functools.partial(mint, group, jwk, vector), vector.is_valid,
            vector.number in rules.SIGNATURES))
    texts = [Case(f"{vector.number} as it stands", vector.text, False) for vector in group.vectors]
    run(stage, [(algorithm, jwk)], (anew, cases), (standing, texts))


def mint(group: Group, jwk: dict, vector: Vector, forge: Forge) -> str:
    """A token of the forge with the vector's defect, if it has one."""
    return Minter(group, jwk, forge).mint(vector).token


def refuse_untrusted(stage: Stage, trials, group: Group) -> None:
    """A key that is not for signing is none of the gateway's: its tokens are refused, whatever name they give it."""
    anew, standing, *_ = trials
    algorithm = "ES256" if group.key["kty"] == "EC" else "RS256"
    vector, own = group.vectors[0], stage.forge()
    signed = forge(stage, algorithm, group.key)
    cases = [Case.made(f"{vector.number} control", own, Forge.token, True),
             Case(f"{vector.number} {vector.comment}", signed.token(), False),
             Case(f"{vector.number} {vector.comment}, under another's name", signed.with_header(kid=own.kid), False)]
    run(stage, [], (anew, cases), (standing, [Case(f"{vector.number} as it stands", vector.text, False)]))


def run(stage: Stage, trusted: list, *parts: tuple[Trial, list[Case]]) -> None:
    """Sends each part's cases through one gateway; nothing may be wrong with what became of them."""
    with stage.serving(*trusted) as gateway:
        for trial, cases in parts:
            before = len(trial.outcomes)
            trial.run(gateway.address, stage.upstream, cases)
            assert Trial(trial.outcomes[before:]).faults() == []


def test_the_defects_are_those_of_the_corpus(corpora):
    """A token that is made anew has the defect of the vector, and not just any: but for those that hold nothing to replace."""
    others = []
    for group in GROUPS:
        algorithm, jwk = host(group)
        if is_for_signing(group):
            key = serialization.load_der_private_key(pkcs8(jwk), None)
            minter = Minter(group, jwk, Forge(algorithm, "kid", key, {}))
            others += [vector.number for vector in group.vectors if not minter.mint(vector).is_same]
    # 31: how they made a secret of the key could not be found. The others hold no digest at all, or not enough of it, and
    # are sent as they stand.
    assert others == [31, 59, 60, 69, 73, 79, 96, 235, 243, 247, 253]


def test_no_token_takes_a_hundred_times_as_long_as_the_one_in_the_middle(corpora, trials):
    for trial in trials[:2]:
        assert trial.outcomes, "nothing was sent before"
        assert trial.slow() == []
