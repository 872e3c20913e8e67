"""Keys and tokens in the forms that each gateway wants."""

import base64

import pytest
from comparison import tokens
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa


def text(number: int) -> str:
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def coordinate(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=")


@pytest.mark.parametrize("size", [2048, 3072])
def test_an_rsa_key_becomes_pem(size):
    numbers = rsa.generate_private_key(65537, size).public_key().public_numbers()
    pem = tokens.public_key_pem({"kty": "RSA", "n": text(numbers.n), "e": text(numbers.e)})
    assert serialization.load_pem_public_key(pem.encode()).public_numbers() == numbers


def test_a_key_on_p256_becomes_pem():
    numbers = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
    pem = tokens.public_key_pem({"kty": "EC", "crv": "P-256", "x": coordinate(numbers.x), "y": coordinate(numbers.y)})
    assert serialization.load_pem_public_key(pem.encode()).public_numbers() == numbers


def test_a_forged_token_differs_in_its_signature_alone():
    token = "e30.eyJleHAiOjEyfQ." + base64.urlsafe_b64encode(bytes(range(64))).decode().rstrip("=")
    forged = tokens.forge(token)
    assert forged != token and len(forged) == len(token)
    assert forged.rpartition(".")[0] == token.rpartition(".")[0]
    assert tokens.claims(forged) == {"exp": 12}
    assert tokens.forge(forged) == token
