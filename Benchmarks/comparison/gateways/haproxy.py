"""HAProxy as a plain proxy: one thread, connections to the backend shared. It checks nothing."""

from .. import descriptors
from .gateway import Gateway

MOST = 8000
"""Connections of clients, where there are descriptors for them."""

CONFIGURATION = """\
global
    nbthread 1
    maxconn {most}
defaults
    mode http
    timeout connect 5s
    timeout client 1h
    timeout server 1h
    timeout http-keep-alive 1h
    http-reuse always
frontend clients
    bind 127.0.0.1:{port} backlog 8192
{checks}    default_backend backend
backend backend
    server backend 127.0.0.1:{backend}
"""


class HAProxy(Gateway):
    name = "haproxy"
    label = "HAProxy"
    template = CONFIGURATION

    def checks(self) -> str:
        """The rules that a call must pass."""
        return ""

    def configure(self) -> list[str]:
        text = self.template.format(port=self.port, checks=self.checks(), backend=self.backend.port,
                                    most=descriptors.proxied(MOST, descriptors.limit()))
        (self.folder / "haproxy.cfg").write_text(text)
        return ["haproxy", "-db", "-f", "haproxy.cfg"]
