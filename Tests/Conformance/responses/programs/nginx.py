"""nginx, for comparison."""

import proxies

from ..case import Way
from .program import Program


class Nginx(proxies.Nginx, Program):
    """Unchecked, as in the comparison of figures."""

    settings = "proxy_request_buffering off;"
    UPSTREAM = "    upstream {name} {{ server {server}; keepalive 64; }}\n"
    LOCATION = "location /{name}/ {{ proxy_pass {scheme}://{name}; }}"
    SERVER = "    server {{ listen 127.0.0.1:{port}; {locations} }}"

    def servers(self) -> str:
        locations = " ".join(
            self.LOCATION.format(name=way.value, scheme="https" if way is Way.TLS else "http")
            for way in self.stage.listeners
        )
        return "".join(map(self._upstream, self.stage.listeners)) + self.SERVER.format(
            port=self.port, locations=locations
        )

    def _upstream(self, way: Way) -> str:
        server = f"unix:{self.stage.path}" if way is Way.UNIX else f"127.0.0.1:{self.stage.port(way)}"
        return self.UPSTREAM.format(name=way.value, server=server)
