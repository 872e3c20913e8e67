"""One defect of others, applied to a token of our own that is good: so nothing else is wrong with it."""

import hashlib
import hmac
import json
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from support.forge import Forge, decode, encode, new_key
from support.forge import pss as scheme

from .corpus import Group, Vector
from .ecdsa import es256
from .pss import over_changed_digest, pss
from .rsa import RSA, numeric, pkcs1


@dataclass
class Minted:
    """A token to be sent, and how it was made."""

    vector: Vector
    token: str
    # The defect is theirs, applied to ours; else it is one of the same kind.
    is_same: bool = True


def edit(before: str, after: str, own: str) -> str:
    """Our text, changed as `before` was to become `after`: the same characters in the same place from the nearer end."""
    start = next((i for i, (a, b) in enumerate(zip(before, after)) if a != b), min(len(before), len(after)))
    rest = min(len(before), len(after)) - start
    end = next((i for i in range(rest) if before[-1 - i] != after[-1 - i]), rest)
    removed, inserted = len(before) - start - end, after[start:len(after) - end]
    if removed == len(before):
        return inserted
    position = start if start <= end else max(0, len(own) - end - removed)
    edited = own[:position] + inserted + own[position + removed:]
    if edited != own:
        return edited
    # Ours has by chance what they put there.
    return own[:position] + ("B" if inserted[:1] == "A" else "A") + own[position + 1:]


def distance(one: str, other: str) -> int:
    """How many characters lie between what two texts have in common at their beginnings and at their ends."""
    start = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    rest = min(len(one), len(other)) - start
    end = next((i for i in range(rest) if one[-1 - i] != other[-1 - i]), rest)
    return max(len(one), len(other)) - start - end


class Minter:
    """Makes the tokens of one group anew, under its own key, or under another where its algorithm is not taken."""

    def __init__(self, group: Group, jwk: dict, forge: Forge):
        self.group, self.jwk, self.forge = group, jwk, forge
        self.control = forge.token()

    def mint(self, vector: Vector) -> Minted:
        if vector.text.startswith("{"):
            return Minted(vector, self._serialised(vector))
        if vector.is_valid:
            return self._valid(vector)
        if len(vector.segments) != 3:
            return Minted(vector, self._other_count(vector))
        return self._three(vector)

    def _nearest(self, vector: Vector) -> Vector | None:
        """The valid token that the vector was made of."""
        return min(self.group.good, key=lambda good: distance(good.text, vector.text), default=None)

    def _serialised(self, vector: Vector) -> str:
        nearest, text = self.group.good[0], vector.text
        for theirs, own in zip(nearest.segments, self.control.split("."), strict=True):
            text = text.replace(theirs, own)
        return text

    def _other_count(self, vector: Vector) -> str:
        """Segments that are missing or too many: those that they kept are ours."""
        nearest = self._nearest(vector)
        assert nearest
        own = dict(zip(nearest.segments, self.control.split(".")))
        return ".".join(own.get(segment, segment) for segment in vector.segments)

    def _valid(self, vector: Vector) -> Minted:
        """Another form of a good header, or a salt of their choice: it must pass."""
        header = decode(vector.segments[0]).decode()
        members = list(json.loads(header))
        if header != json.dumps(json.loads(header), separators=(",", ":")):
            # White space: ours with the same between its members.
            comma, colon = (", ", " : ") if " :" in header else (",\n\t", ":")
            text = "{ " * (" :" in header) or "{"
            text += comma.join(f"{json.dumps(name)}{colon}{json.dumps(self.forge.header[name])}" for name in members)
            text += f'{comma}"typ"{colon}"at+jwt"' + (" }" if " :" in header else "}")
            return Minted(vector, self.forge.token(header=text.encode()))
        if self.forge.algorithm == "PS256" and vector.comment.startswith("saltIs"):
            signature, is_same = self._signature(vector, self.control)
            return Minted(vector, self.control.rpartition(".")[0] + "." + signature, is_same)
        return Minted(vector, self.forge.token())

    def _three(self, vector: Vector) -> Minted:
        header, payload, signature = vector.segments
        nearest = self._nearest(vector)
        if "none" in (algorithm := str(self._members(header).get("alg", ""))).lower():
            return Minted(vector, f"{encode(self.forge.header | {'alg': algorithm})}.{self.control.split('.')[1]}.{signature}")
        if "jwk" in self._members(header):
            return Minted(vector, self._embedded(self._members(header)))
        if nearest is None:
            # Nothing is wrong but that the key is for another algorithm.
            return Minted(vector, self._primitive(algorithm, True))
        if algorithm.startswith("HS") and not self.group.algorithm.startswith("HS"):
            return Minted(vector, *self._confused(vector, algorithm))
        if vector.comment.startswith("Using"):
            return Minted(vector, self._primitive(vector.comment.removeprefix("Using"), algorithm != self.group.algorithm))
        if payload.isalnum() and encode(decode(payload)) != payload:
            return self._unused_bits(vector)
        own = self.control.split(".")
        text = [edit(before, after, mine) if before != after else mine
                for before, after, mine in zip(nearest.segments[:2], (header, payload), own)]
        if text != own[:2]:
            return self._changed_text(vector, nearest, text)
        made, is_same = self._signature(vector, self.control)
        return Minted(vector, ".".join([*own[:2], made]), is_same)

    @staticmethod
    def _members(segment: str) -> dict:
        try:
            members = json.loads(decode(segment))
        except ValueError:
            return {}
        return members if isinstance(members, dict) else {}

    def _embedded(self, header: dict) -> str:
        """Signed by a key that the token brings."""
        key = new_key("ES256")
        numbers = key.public_key().public_numbers()
        brought = header["jwk"] | {"kid": self.forge.kid} | {
            name: encode(getattr(numbers, name).to_bytes(32, "big")) for name in ("x", "y")}
        return Forge("ES256", self.forge.kid, key, self.forge.claims).token(header=self.forge.header | {"jwk": brought})

    def _confused(self, vector: Vector, algorithm: str) -> tuple[str, bool]:
        """A MAC with what is public of the key as its secret, found by what they took."""
        text, _, signature = vector.text.rpartition(".")
        x, y = decode(self.jwk.get("x", "")), decode(self.jwk.get("y", ""))
        secrets = [x, y, x + y, b"\4" + x + y, b"\2" + x, b"\3" + x, x[:16], x[:24], json.dumps(self.jwk).encode()]
        found = [secret for secret in secrets if hmac.digest(secret, text.encode(), hashlib.sha256) == decode(signature)]
        own = f"{encode(self.forge.header | {'alg': algorithm})}.{self.control.split('.')[1]}"
        mac = hmac.digest(found[0] if found else x, own.encode(), hashlib.sha256)
        return f"{own}.{encode(mac)}", bool(found)

    def _unused_bits(self, vector: Vector) -> Minted:
        """The last character of the claims has bits that no byte has; what was signed has them too, or has not."""
        plain = json.dumps(self.forge.claims).encode()
        claims = encode(plain + b" " * ((1 - len(plain)) % 3))
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        changed = claims[:-1] + alphabet[alphabet.index(claims[-1]) + 1]
        header, theirs = encode(self.forge.header), vector.text.rpartition(".")
        secret = decode(self.group.key["k"])
        is_signed = hmac.digest(secret, theirs[0].encode(), hashlib.sha256) == decode(theirs[2])
        signature = encode(self.forge.sign(f"{header}.{changed if is_signed else claims}"))
        return Minted(vector, f"{header}.{changed}.{signature}")

    def _primitive(self, name: str, is_told: bool) -> str:
        """Signed in another way with the right key, which the header tells or not.

        Where theirs was PS256 under a key for PS512, ours is PS512 under one for PS256.
        """
        name = "PS512" if name == "PS256" else name
        digest = {"256": hashes.SHA256, "384": hashes.SHA384, "512": hashes.SHA512}[name[2:]]()
        pad = padding.PKCS1v15() if name.startswith("RS") else scheme(digest.digest_size, digest)
        header = self.forge.header | ({"alg": name} if is_told else {})
        text = f"{encode(header)}.{encode(self.forge.claims)}"
        return f"{text}.{encode(self.forge.key.sign(text.encode(), pad, digest))}"

    def _changed_text(self, vector: Vector, nearest: Vector, text: list[str]) -> Minted:
        """Header or claims changed: signed anew where theirs were signed after the change, else with the good signature."""
        unsigned = ".".join(text)
        if vector.segments[2] == nearest.segments[2]:
            return Minted(vector, f"{unsigned}.{self.control.split('.')[2]}")
        return Minted(vector, f"{unsigned}.{encode(self.forge.sign(unsigned))}")

    def _signature(self, vector: Vector, control: str) -> tuple[str, bool]:
        """The signature segment with their defect."""
        text, _, own = control.rpartition(".")
        theirs, _, segment = vector.text.rpartition(".")
        nearest = self._nearest(vector)
        try:
            signature = decode(segment) if segment else None
        except ValueError:
            signature = None
        if signature is None or encode(signature) != segment or self.group.algorithm.startswith("HS"):
            assert nearest
            return edit(nearest.segments[2], segment, own), True
        good = decode(own)
        if self.jwk.get("kty") == "EC":
            return encode(es256(signature, decode(nearest.segments[2]), good)), True
        key = RSA(self.jwk)
        if vector.comment.endswith("ByteOfMhashModified") and self.group.algorithm != "PS256":
            index = 0 if vector.comment.startswith("First") else -1
            return encode(over_changed_digest(key, text.encode(), index)), True
        if vector.comment in ("modifiedSignature", "rejectsModifiedSignature"):
            return encode(bytes([good[0] ^ 1]) + good[1:]), True
        if (made := numeric(key, signature, good)) is not None:
            return encode(made), True
        mint = pss if self.forge.algorithm == "PS256" else pkcs1
        made, is_same = mint(key, signature, theirs.encode(), text.encode())
        return encode(made), is_same

