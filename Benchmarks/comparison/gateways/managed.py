"""Tollgate with its management address, and an operator who can sign in there."""

import subprocess

from ..calls import free_port, listens
from ..signed_in import NAME, PASSWORD, Operator
from ..programs import TOLLGATE
from ..registry import Registry
from .grown import GrownTollgate

ROUTES = 10


class ManagedTollgate(GrownTollgate):
    """It serves a registry from its folder."""

    def __init__(self, folder, core, backend, tokens: Registry):
        super().__init__(folder, core, backend, tokens, ROUTES)
        self.management_port = 0

    def document(self) -> dict:
        return super().document() | {"management": {"address": f"127.0.0.1:{self.management_port}"}}

    def launch(self) -> None:
        self.management_port = free_port()
        super().launch()

    def listening(self) -> bool:
        return super().listening() and listens(self.management_port)

    def sign_in(self) -> Operator:
        return Operator.sign_in(self.management_port)


def add_operator(registry: Registry) -> None:
    """Makes the account; to be called once for each registry."""
    subprocess.run([TOLLGATE, "operators", "add", NAME, "--password-stdin"], cwd=registry.folder, capture_output=True,
                   text=True, input=PASSWORD + "\n", check=True)
