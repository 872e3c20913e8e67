"""The signed examples of RFC 7520, RFC 7797 and RFC 8037: as they stand, and each form of them with a token of ours in it.

The compact form with its content in it is good; JSON serialisation, detached and unencoded content are not, however well they are
signed.
"""

import json

import pytest
from cryptography.hazmat.primitives import serialization
from minting import table
from minting.corpus import CORPORA, cookbook
from minting.der import pkcs8
from minting.stage import Stage, thumbprint
from minting.trial import Case, Trial
from support.forge import Forge, encode

EXAMPLES = cookbook() if CORPORA.is_dir() else []


def forms(example: dict) -> dict[str, str]:
    """Every form that an example is shown in."""
    return {name: form if isinstance(form, str) else json.dumps(form, separators=(",", ":"))
            for name, form in example["output"].items()}


def of_ours(forge: Forge, example: dict, text: str) -> str:
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


def cases(forge: Forge) -> list[Case]:
    made = []
    for name, example in EXAMPLES:
        for form, text in forms(example).items():
            ours = of_ours(forge, example, text)
            made.append(Case(f"{name}, {form}", ours, is_good(example, form, text)))
            made.append(Case(f"{name}, {form}, as it stands", text, False))
    return made


def edwards(stage: Stage) -> tuple[tuple[str, dict], Forge]:
    """The key of RFC 8037, appendix A."""
    jwk = next(example for _, example in EXAMPLES if example["input"]["alg"] == "EdDSA")["input"]["key"]
    key = serialization.load_der_private_key(pkcs8(jwk), None)
    return ("EdDSA", jwk), Forge("EdDSA", thumbprint(jwk), key, stage.claims)


@pytest.mark.parametrize("who", ["the gateway's own key", "the key of RFC 8037"])
def test_only_the_compact_form_with_its_content_passes(stage, corpora, who):
    trusted, forge = edwards(stage)
    with stage.serving(trusted) as gateway:
        trial = Trial()
        trial.run(gateway.address, stage.upstream, cases(stage.forge() if "own" in who else forge))
    table.add(f"JOSE cookbook, {who}", trial)
    assert trial.faults() == [] and trial.slow() == []
    assert trial.count(True, True) >= 5
