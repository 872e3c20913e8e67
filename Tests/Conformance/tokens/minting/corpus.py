"""Wycheproof's tokens and keys, read from the folder that TOLLGATE_CORPORA names, else from ../shared/corpora."""

import functools
import json
import os
import pathlib
from dataclasses import dataclass, field

REPOSITORY = pathlib.Path(__file__).resolve().parents[4]
CORPORA = pathlib.Path(os.environ.get("TOLLGATE_CORPORA", REPOSITORY / "../shared/corpora")).resolve()
TAKEN = ("ES256", "ES384", "EdDSA", "PS256", "RS256")

# Faults of the vectors themselves: the bytes of 357, which is valid, and yet called invalid.
DROPPED = {367, 370}
# Called valid, with a `?` in base64url, or signed by another algorithm than that of the key: must be refused.
NOT_VALID = {372, 373, 346, 350}


@dataclass
class Vector:
    """One token of others."""

    number: int
    comment: str
    text: str
    is_valid: bool

    @property
    def segments(self) -> list[str]:
        return self.text.split(".")


@dataclass
class Group:
    """Tokens under one key, or one set of keys."""

    name: str
    keys: list[dict]
    vectors: list[Vector] = field(default_factory=list)

    @property
    def key(self) -> dict:
        return self.keys[0]

    @property
    def algorithm(self) -> str:
        return self.key.get("alg", "")

    @property
    def good(self) -> list[Vector]:
        return [vector for vector in self.vectors if vector.is_valid]


def _vector(test: dict) -> Vector:
    text = test["jws"] if isinstance(test["jws"], str) else json.dumps(test["jws"])
    is_valid = test["result"] == "valid" and test["tcId"] not in NOT_VALID
    return Vector(test["tcId"], test["comment"], text, is_valid)


@functools.cache
def wycheproof(name: str, dropped: frozenset = frozenset()) -> list[Group]:
    """The groups of one file, without the vectors that are faulty themselves."""
    document = json.loads((CORPORA / f"wycheproof/{name}.json").read_text())
    groups = []
    for entry in document["testGroups"]:
        private = entry["private"]
        vectors = [_vector(test) for test in entry["tests"] if test["tcId"] not in dropped]
        groups.append(Group(entry["comment"], private.get("keys", [private]), vectors))
    return groups


def signatures() -> list[Group]:
    return wycheproof("json_web_signature_test", frozenset(DROPPED))


def keys() -> list[Group]:
    return wycheproof("json_web_key_test")


def cookbook() -> list[tuple[str, dict]]:
    """The signed examples of RFC 7520, RFC 7797 and RFC 8037, by the names of their files."""
    files = sorted((CORPORA / "jose-cookbook").glob("*/*.json"))
    examples = [(path.stem, json.loads(path.read_text())) for path in files if path.parent.name != "jwk"]
    return [(name, example) for name, example in examples if "signing" in example]


def cookbook_keys() -> list[tuple[str, dict]]:
    """The keys of RFC 7520 §3, by the names of their files."""
    return [(path.stem, json.loads(path.read_text())) for path in sorted((CORPORA / "jose-cookbook/jwk").glob("*.json"))]


def texts() -> list[dict]:
    """The JSONTestSuite: name, what is expected, and the bytes of each text."""
    cases = json.loads((CORPORA / "json/jsontestsuite_test_parsing.json").read_text())["cases"]
    return [{"name": case["name"].removesuffix(".json"), "kind": case["name"][0], "bytes": _bytes(case)} for case in cases]


def _bytes(case: dict) -> bytes:
    if "raw_latin1" in case:
        return case["raw_latin1"].encode("latin-1")
    pattern, size = case["raw_latin1_pattern"].encode("latin-1"), case["size"]
    period = next(n for n in range(1, len(pattern) + 1) if all(pattern[i] == pattern[i % n] for i in range(len(pattern))))
    return (pattern[:period] * (size // period + 1))[:size]
