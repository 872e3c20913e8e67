"""nginx, for comparison."""

import os

from ..case import Way
from .program import Program


class Nginx(Program):
    """Unchecked, with connections kept to clients and services, as in the comparison of figures."""

    name = "nginx"
    UPSTREAM = "upstream {name} {{ server {server}; keepalive 64; }}"
    LOCATION = "location /{name}/ {{ proxy_pass {scheme}://{name}; }}"
    TEXT = """\
{user}worker_processes 1; daemon off; pid nginx.pid; error_log stderr crit;
events {{ worker_connections 512; }}
http {{
    access_log off; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_request_buffering off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
    {upstreams}
    server {{ listen 127.0.0.1:{port}; {locations} }}
}}
"""

    def command(self) -> list[str]:
        upstreams, locations = [], []
        for way in self.stage.listeners:
            server = f"unix:{self.stage.path}" if way is Way.UNIX else f"127.0.0.1:{self.stage.port(way)}"
            upstreams.append(self.UPSTREAM.format(name=way.value, server=server))
            scheme = "https" if way is Way.TLS else "http"
            locations.append(self.LOCATION.format(name=way.value, scheme=scheme))
        user = "user root root;\n" if os.geteuid() == 0 else ""
        text = self.TEXT.format(
            user=user, port=self.port, upstreams="\n    ".join(upstreams), locations=" ".join(locations)
        )
        (self.folder / "nginx.conf").write_text(text)
        return ["nginx", "-p", str(self.folder), "-e", "stderr", "-c", "nginx.conf"]
