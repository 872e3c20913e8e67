"""HAProxy, for comparison."""

import proxies

from ..paths import PROTECTED
from .program import Program


class HAProxy(proxies.HAProxy, Program):
    """A plain proxy that states the identity fields itself and refuses the protected paths."""

    timeouts = {"client": "3s", "http-request": "2s", "server": "3s"}
    LANE = """\
frontend f{port}
    bind 127.0.0.1:{port}
    http-request deny if {{ path {refused} }}
    http-request set-header X-Client-Id proxy
    http-request set-header X-Client-Scopes proxy
    default_backend b{port}
backend b{port}
    server one 127.0.0.1:{upstream}
"""

    def sections(self) -> str:
        refused = b" ".join(PROTECTED).decode()
        return "".join(
            self.LANE.format(port=port, upstream=upstream, refused=refused) for port, upstream in self.pairs
        )
