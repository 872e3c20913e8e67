"""The signed examples and the keys of RFC 7520, RFC 7797 and RFC 8037.

Each example stands before a gateway that trusts the example's own key, where its algorithm is one that the gateway takes: as it
stands, and each form of it with a token of ours in it. The compact form with its content in it is good; JSON serialisation,
detached and unencoded content are not, however well they are signed.
"""

import functools
import json

import pytest
from cryptography.hazmat.primitives import serialization
from minting import rules, table
from minting.corpus import CORPORA, TAKEN, cookbook, cookbook_keys
from minting.der import pkcs8
from minting.stage import Stage, thumbprint
from minting.trial import Case, Trial
from support.forge import Forge, encode

EXAMPLES = cookbook() if CORPORA.is_dir() else []
KEYS = cookbook_keys() if CORPORA.is_dir() else []
# What a key of each type could be for, beside what the gateway takes.
OTHERS = {"EC": "ES512", "RSA": "PS384"}
# Keys of these are refused; the forms of their examples are tried under the same key for one that is taken.
NEAREST = {"PS384": "PS256"}


@pytest.fixture(scope="module")
def trials():
    """What became of the examples, and of the keys by themselves."""
    examples, keys, unknown, refused = Trial(), Trial(), [], []
    yield examples, keys, unknown, refused
    table.add("JOSE cookbook, examples", examples, keys_refused=len(unknown))
    table.add("JOSE cookbook, keys", keys, keys_refused=len(refused))


def forms(example: dict) -> dict[str, str]:
    """Every form that an example is shown in."""
    return {name: form if isinstance(form, str) else json.dumps(form, separators=(",", ":"))
            for name, form in example["output"].items()}


def of_ours(example: dict, text: str, forge: Forge) -> str:
    """A form with header, content and signature of our own in the places of theirs."""
    signing = example["signing"] if isinstance(example["signing"], list) else [example["signing"]]
    for part in signing:
        extra = {name: value for name, value in part.get("protected", {}).items() if name not in forge.header}
        header, claims = encode(forge.header | extra), encode(forge.claims)
        _, _, theirs = part["sig-input"].partition(".")
        is_encoded = extra.get("b64", True)
        signature = encode(forge.sign(f"{header}.{claims if is_encoded else theirs}"))
        text = text.replace(part["sig"], signature).replace(part.get("protected_b64u") or "\0", header)
        text = text.replace(theirs, claims) if is_encoded else text
    return text


def is_good(example: dict, form: str, text: str) -> bool:
    """Whether a form is compact, with its content in it and nothing that must be understood."""
    return form == "compact" and ".." not in text and "crit" not in json.dumps(example["signing"])


def listed(value) -> list:
    return value if isinstance(value, list) else [value]


def own_keys(example: dict) -> list[tuple[str, dict]]:
    """The keys of an example, each with its algorithm."""
    return list(zip(listed(example["input"]["alg"]), listed(example["input"]["key"]), strict=True))


def forge(stage: Stage, algorithm: str, jwk: dict) -> Forge:
    return Forge(algorithm, thumbprint(jwk), serialization.load_der_private_key(pkcs8(jwk), None), stage.claims)


def cases(name: str, example: dict, who: str, forge: Forge) -> list[Case]:
    """A control, and each form with a token of the forge in it."""
    made = [Case.made(f"{name}, {who}, control", forge, Forge.token, True)]
    for form, text in forms(example).items():
        ours = functools.partial(of_ours, example, text)
        made.append(Case.made(f"{name}, {who}, {form}", forge, ours, is_good(example, form, text)))
    return made


@pytest.mark.parametrize("name, example", EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_only_the_compact_form_with_its_content_passes(stage, corpora, trials, name, example):
    trial, _, unknown, _ = trials
    trusted = []
    for algorithm, jwk in own_keys(example):
        if algorithm not in TAKEN:
            assert f'its algorithm "{algorithm}" is not known here' in stage.refusal((algorithm, jwk))
            unknown.append(algorithm)
        if (taken := NEAREST.get(algorithm, algorithm)) in TAKEN:
            trusted.append((taken, jwk))
    sent = cases(name, example, "the gateway's own key", stage.forge())
    for algorithm, jwk in trusted:
        sent += cases(name, example, f"its own key for {algorithm}", forge(stage, algorithm, jwk))
    sent += [Case(f"{name}, {form}, as it stands", text, False) for form, text in forms(example).items()]
    with stage.serving(*trusted) as gateway:
        before = len(trial.outcomes)
        trial.run(gateway.address, stage.upstream, sent)
    assert Trial(trial.outcomes[before:]).faults() == []


def test_the_keys_of_the_examples_are_tried_where_the_gateway_takes_their_algorithm(corpora):
    tried = {name for name, example in EXAMPLES for algorithm, _ in own_keys(example) if NEAREST.get(algorithm, algorithm) in TAKEN}
    assert tried == {"jws", "4_1.rsa_v15_signature", "4_2.rsa-pss_signature", "4_8.multiple_signatures"}


@pytest.mark.parametrize("name, jwk", KEYS, ids=[name for name, _ in KEYS])
def test_a_key_that_is_for_another_algorithm_is_refused_at_the_start(stage, corpora, trials, name, jwk):
    own = jwk.get("alg") or OTHERS[jwk["kty"]]
    assert f'its algorithm "{own}" is not known here' in stage.refusal((own, jwk))
    trials[3].append(f"{name} for {own}")


@pytest.mark.parametrize("algorithm", TAKEN)
@pytest.mark.parametrize("name, jwk", KEYS, ids=[name for name, _ in KEYS])
def test_a_key_that_cannot_sign_is_refused_at_the_start_and_one_that_can_verifies(stage, corpora, trials, name, jwk, algorithm):
    _, trial, _, refused = trials
    if wanted := rules.cookbook_key_message(name, jwk, algorithm):
        assert wanted in stage.refusal((algorithm, jwk))
        refused.append(f"{name} for {algorithm}")
        return
    made = Case.made(f"{name} for {algorithm}", forge(stage, algorithm, jwk), Forge.token, True)
    with stage.serving((algorithm, jwk)) as gateway:
        before = len(trial.outcomes)
        trial.run(gateway.address, stage.upstream, [made])
    assert Trial(trial.outcomes[before:]).faults() == []


def test_all_six_keys_are_tried_and_the_one_of_them_that_is_sound_passes(corpora, trials):
    _, trial, _, refused = trials
    assert len(KEYS) == 6
    assert len(refused) == 34 and trial.count(True, True) == 2


def test_no_form_takes_a_hundred_times_as_long_as_the_one_in_the_middle(corpora, trials):
    assert trials[0].outcomes, "nothing was sent before"
    assert trials[0].slow() == []
