"""nginx, for comparison."""

import os

from ..paths import PROTECTED
from .program import Program


class Nginx(Program):
    """A plain proxy that states the identity fields itself and refuses the protected paths."""

    name = "nginx"
    SERVER = """\
    upstream u{port} {{ server 127.0.0.1:{upstream}; keepalive 16; }}
    server {{ listen 127.0.0.1:{port}; {refused} location / {{ proxy_pass http://u{port}; }} }}
"""
    TEXT = """\
{user}worker_processes 1; daemon off; pid nginx.pid; error_log stderr crit;
events {{ worker_connections 512; }}
http {{
    access_log off; proxy_http_version 1.1; large_client_header_buffers 4 32k; client_max_body_size 64m;
    client_header_timeout 2s; client_body_timeout 2s; keepalive_timeout 10s; proxy_read_timeout 3s;
    proxy_set_header Connection ""; proxy_set_header X-Client-Id proxy; proxy_set_header X-Client-Scopes proxy;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
{servers}}}
"""

    def command(self) -> list[str]:
        refused = " ".join(f"location = {path.decode()} {{ return 403; }}" for path in PROTECTED)
        servers = "".join(
            self.SERVER.format(port=port, upstream=upstream, refused=refused)
            for port, upstream in zip(self.ports, self.upstreams, strict=True)
        )
        user = "user root root;\n" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(self.TEXT.format(user=user, servers=servers))
        return ["nginx", "-p", str(self.folder), "-e", "stderr", "-c", "nginx.conf"]
