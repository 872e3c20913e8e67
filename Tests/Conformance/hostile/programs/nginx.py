"""nginx, for comparison."""

import proxies

from ..forwarding import Plain, Rules
from ..paths import PROTECTED
from .program import Program


class Nginx(proxies.Nginx, Program):
    """A plain proxy that states the identity fields itself and refuses the protected paths."""

    settings = """\
large_client_header_buffers 4 32k; client_max_body_size 64m;
    client_header_timeout 2s; client_body_timeout 2s; keepalive_timeout 10s; proxy_read_timeout 3s;
    lingering_time 2s; lingering_timeout 1s;
    proxy_set_header X-Client-Id proxy; proxy_set_header X-Client-Scopes proxy;"""
    SERVER = """\
    upstream u{port} {{ server 127.0.0.1:{upstream}; keepalive 16; }}
    server {{ listen 127.0.0.1:{port}; {refused} location / {{ proxy_pass http://u{port}; }} }}
"""

    def rules(self, port: int, upstream: int) -> Rules:
        return Plain(b"u%d" % port)

    def servers(self) -> str:
        refused = " ".join(f"location = {path.decode()} {{ return 403; }}" for path in PROTECTED)
        return "".join(
            self.SERVER.format(port=port, upstream=upstream, refused=refused) for port, upstream in self.pairs
        )
