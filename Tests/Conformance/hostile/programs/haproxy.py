"""HAProxy, for comparison."""

from ..paths import PROTECTED
from .program import Program


class HAProxy(Program):
    """A plain proxy that states the identity fields itself and refuses the protected paths."""

    name = "haproxy"
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
    TEXT = """\
global
    nbthread 1
defaults
    mode http
    http-reuse always
    timeout connect 5s
    timeout client 3s
    timeout http-request 2s
    timeout server 3s
"""

    def command(self) -> list[str]:
        refused = b" ".join(PROTECTED).decode()
        lanes = [
            self.LANE.format(port=port, upstream=upstream, refused=refused)
            for port, upstream in zip(self.ports, self.upstreams, strict=True)
        ]
        (self.folder / "haproxy.cfg").write_text(self.TEXT + "".join(lanes))
        return ["haproxy", "-db", "-f", "haproxy.cfg"]
