"""A gateway with its console, and the people who use it."""

import re
import subprocess

from support.gateway import BINARY, Gateway
from support.standard import document
from support.waiting import wait_until

from .api import API

AUDIENCES = {
    "transactions": {
        "description": "Card and wallet payments",
        "operations": {"read": "See payments", "create": "Start a payment", "refund": "Refund a payment"},
    },
    "accounts": {
        "description": "Merchants' own accounts",
        "operations": {"read": "See balances", "export": "Take statements away"},
    },
}
READ, CREATE, REFUND = "transactions:read", "transactions:create", "transactions:refund"
BALANCES = "accounts:read"

PASSWORD = "quiet harbour lantern"
OPERATOR, READER = "anna", "rita"
SHOP, BAKERY = "Example Shop", "Bakkerij Janssen"


class Place:
    """The gateway, its address for browsers, and one API client for the operator."""

    def __init__(self, folder, upstreams):
        self.gateway = Gateway(
            folder, document(*upstreams, management={"address": "127.0.0.1:0"}, audiences=AUDIENCES))

    def start(self):
        self.gateway.start()
        said = wait_until(lambda: re.search(r"management on 127\.0\.0\.1:(\d+)", self.gateway.log), 20)
        self.url = f"http://127.0.0.1:{said[1]}"
        return self

    def people(self):
        """An operator, one who only reads, and two merchants with a person each."""
        self.add_operator(OPERATOR)
        self.add_operator(READER, "--reader")
        self.operator = self.api(OPERATOR)
        self.merchants = {
            SHOP: self.operator.post("merchants", name=SHOP, allowedScopes=[READ, CREATE, REFUND]),
            BAKERY: self.operator.post("merchants", name=BAKERY, allowedScopes=[READ]),
        }
        for name, merchant in (("sam", SHOP), ("bo", BAKERY)):
            self.operator.post(
                "accounts", name=name, role="merchant", merchantId=self.merchants[merchant]["id"], password=PASSWORD)
        return self

    def add_operator(self, name, *options):
        done = subprocess.run(
            [BINARY, "operators", "add", name, "--password-stdin", *options], cwd=self.gateway.folder,
            input=PASSWORD + "\n", capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr

    def api(self, name, password=PASSWORD):
        return API(self.url).sign_in(name, password)

    def register(self, name, owner=SHOP, scopes=(READ,)):
        """An application: `{application, secretId, clientSecret}`."""
        return self.operator.post("applications", name=name, owner=owner, scopes=list(scopes))
