"""nginx, for comparison."""

import os

from .proxy import Proxy


class Nginx(Proxy):
    """A plain proxy with connections kept to clients and services."""

    name = "nginx"
    settings = ""
    """Directives for all servers."""
    TEXT = """\
{user}worker_processes 1; daemon off; pid nginx.pid; error_log stderr crit;
events {{ worker_connections 512; }}
http {{
    access_log off; proxy_http_version 1.1; proxy_set_header Connection "";
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
    {settings}
{servers}
}}
"""

    def servers(self) -> str:
        """Its servers, and the upstreams behind them."""
        raise NotImplementedError

    def command(self) -> list[str]:
        user = "user root root;\n" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(
            self.TEXT.format(user=user, settings=self.settings, servers=self.servers())
        )
        return ["nginx", "-p", str(self.folder), "-e", "stderr", "-c", "nginx.conf"]
