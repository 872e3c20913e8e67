"""HAProxy, for comparison."""

import proxies

from ..case import Way
from .program import Program


class HAProxy(proxies.HAProxy, Program):
    """Unchecked."""

    timeouts = {"client": "20s", "server": "20s"}
    FRONTEND = "frontend clients\n    bind 127.0.0.1:{port}\n    use_backend %[path,field(2,/)]\n"

    def sections(self) -> str:
        return self.FRONTEND.format(port=self.port) + "".join(map(self._backend, self.stage.listeners))

    def _backend(self, way: Way) -> str:
        server = f"unix@{self.stage.path}" if way is Way.UNIX else f"127.0.0.1:{self.stage.port(way)}"
        more = " ssl verify required ca-file service.pem" if way is Way.TLS else ""
        return f"backend {way.value}\n    server one {server}{more}\n"
