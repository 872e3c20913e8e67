"""nginx as a plain proxy, as a good operator would set it up. It checks nothing."""

from .gateway import Gateway
from .nginx_text import text

CONTENT = """\
    client_body_buffer_size {body};
    upstream backend {{
        server 127.0.0.1:{backend};
        keepalive 64;
        keepalive_requests 1000000000;
        keepalive_timeout 3600;
    }}
    server {{
        listen 127.0.0.1:{port} backlog=8192;
        location / {{
            proxy_pass http://backend;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_request_buffering off;
            proxy_max_temp_file_size 0;
{more}        }}
    }}
"""


class Nginx(Gateway):
    name = "nginx"
    label = "nginx"
    body = "128k"
    """The block in which it takes content from a client."""
    more = ""
    """Further lines of the only location."""

    def configure(self) -> list[str]:
        (self.folder / "temp").mkdir(exist_ok=True)
        content = CONTENT.format(port=self.port, backend=self.backend.port, body=self.body, more=self.more)
        (self.folder / "nginx.conf").write_text(text(content))
        return ["nginx", "-p", str(self.folder), "-e", "error.log", "-c", "nginx.conf"]
