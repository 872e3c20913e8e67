"""HAProxy, for comparison."""

from ..case import Way
from .program import Program


class HAProxy(Program):
    """Unchecked, with connections kept and shared among clients."""

    name = "haproxy"
    TEXT = """\
global
    nbthread 1
defaults
    mode http
    http-reuse always
    timeout connect 5s
    timeout client 20s
    timeout server 20s
frontend clients
    bind 127.0.0.1:{port}
    use_backend %[path,field(2,/)]
{backends}
"""

    def command(self) -> list[str]:
        backends = []
        for way in self.stage.listeners:
            server = f"unix@{self.stage.path}" if way is Way.UNIX else f"127.0.0.1:{self.stage.port(way)}"
            more = " ssl verify required ca-file service.pem" if way is Way.TLS else ""
            backends.append(f"backend {way.value}\n    server one {server}{more}")
        (self.folder / "haproxy.cfg").write_text(self.TEXT.format(port=self.port, backends="\n".join(backends)))
        return ["haproxy", "-db", "-f", "haproxy.cfg"]
