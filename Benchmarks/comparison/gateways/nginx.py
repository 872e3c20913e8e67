"""nginx as a plain proxy, as a good operator would set it up. It checks nothing."""

from .backend import nginx_user
from .gateway import Gateway

CONFIGURATION = """\
{user}worker_processes 1;
daemon off;
pid nginx.pid;
error_log error.log warn;
worker_rlimit_nofile 65536;
events {{ worker_connections 20000; }}
http {{
    access_log off;
    keepalive_requests 1000000000;
    keepalive_timeout 3600;
    client_max_body_size 0;
    client_body_buffer_size 128k;
    client_body_temp_path temp/body;
    proxy_temp_path temp/proxy; fastcgi_temp_path temp/fastcgi; uwsgi_temp_path temp/uwsgi; scgi_temp_path temp/scgi;
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
        }}
    }}
}}
"""


class Nginx(Gateway):
    name = "nginx"
    label = "nginx"
    template = CONFIGURATION

    def configure(self) -> list[str]:
        (self.folder / "temp").mkdir(exist_ok=True)
        (self.folder / "nginx.conf").write_text(
            self.template.format(user=nginx_user(), port=self.port, backend=self.backend.port))
        return ["nginx", "-p", str(self.folder), "-e", "error.log", "-c", "nginx.conf"]
