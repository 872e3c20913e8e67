"""Somebody who uses the management API of a gateway: a browser that is signed in, or a program with an API token."""

import re

import requests

from .waiting import wait_until

PASSWORD = "correct horse battery"


def address(gateway):
    """`http://127.0.0.1:PORT` of the management address."""
    # It is told after the listeners' addresses, for which whoever starts a gateway waits.
    found = wait_until(lambda: re.search(r"management on (127\.0\.0\.1:\d+)", gateway.log), what="the address")
    return "http://" + found[1]


def first_link(gateway):
    """The token of the link by which the first operator is made."""
    found = wait_until(lambda: re.search(r"/#/welcome/([\w-]+)", gateway.log), what="the first operator's link")
    return found[1]


class Person:
    """A browser, or a program: `fields` go with every request."""

    def __init__(self, gateway, **fields):
        self.base = address(gateway) + "/api/v1"
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers.update(fields)

    def ask(self, method, path, body=None, **fields):
        """One request; underscores in the names of fields stand for hyphens."""
        headers = {name.replace("_", "-"): value for name, value in fields.items()}
        return self.session.request(method, self.base + path, json=body, headers=headers, timeout=30)

    def get(self, path, **fields):
        return self.ask("GET", path, **fields)

    def post(self, path, body=None, **fields):
        return self.ask("POST", path, body, **fields)

    def patch(self, path, body, **fields):
        return self.ask("PATCH", path, body, **({"If_Match": "*"} | fields))

    def delete(self, path, **fields):
        return self.ask("DELETE", path, **({"If_Match": "*"} | fields))

    def sign_in(self, name, password=PASSWORD):
        return self._signed_in(self.post("/session", {"name": name, "password": password}))

    def accept(self, token, **more):
        """Chooses a password by a link."""
        return self._signed_in(self.post("/invitations/accept", {"token": token, "password": PASSWORD} | more))

    def _signed_in(self, answer):
        assert answer.status_code == 201, answer.text
        self.session.headers["X-CSRF-Token"] = answer.json()["csrfToken"]
        self.account = answer.json()["account"]
        return self

    @property
    def cookie(self):
        return self.session.cookies["tollgate_session"]


def operator(gateway, name="ada"):
    """The first operator, signed in."""
    return Person(gateway).accept(first_link(gateway), name=name)


def merchant(by, gateway, name, *allowed):
    """A merchant that may grant some scopes, and a person of it, signed in."""
    made = by.post("/merchants", {"name": name, "allowedScopes": list(allowed)})
    assert made.status_code == 201, made.text
    return invited(by, gateway, name + "-person", role="merchant", merchantId=made.json()["id"])


def invited(by, gateway, name, **more):
    """An account that has accepted its invitation."""
    made = by.post("/accounts", {"name": name} | more)
    assert made.status_code == 201, made.text
    return Person(gateway).accept(made.json()["invitation"]["url"].rsplit("/", 1)[1])
