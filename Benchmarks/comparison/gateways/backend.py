"""The service behind all gateways: nginx, one worker on a core of its own, fixed answers."""

import os
import pathlib
import re
import subprocess

from .. import processes
from ..calls import call, free_port, listens
from ..waiting import wait_until

SMALL = b'{"id":"pay_001","amount":1250,"currency":"EUR","s":"ok"}'
"""The small answer: 56 bytes of JSON."""

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
    sendfile on;
    tcp_nopush on;
    open_file_cache max=100 inactive=3600;
    open_file_cache_valid 3600;
    client_max_body_size 0;
    default_type application/json;
    client_body_temp_path temp/body;
    proxy_temp_path temp/proxy; fastcgi_temp_path temp/fastcgi; uwsgi_temp_path temp/uwsgi; scgi_temp_path temp/scgi;
    server {{
        listen 127.0.0.1:{port} backlog=8192;
        location /transactions/ {{ return 200 '{small}'; }}
        location /files/ {{ root {folder}; }}
        location /documents/ {{
            # `return` would answer before the content has come; what is mirrored is read first. Static files refuse
            # POST, which is the way to the answer.
            mirror /read;
            client_body_buffer_size 1m;
            root {folder};
            try_files /files/small =500;
            error_page 405 =200 @small;
        }}
        location = /read {{ internal; return 204; }}
        location @small {{ return 200 '{small}'; }}
        location /stored/ {{ root {folder}; dav_methods PUT; create_full_put_path on; client_body_buffer_size 1m; }}
    }}
    server {{
        listen 127.0.0.1:{status_port};
        location / {{ stub_status; }}
    }}
}}
"""


def nginx_user() -> str:
    """Started by root, workers stay root, so that they may read and write the run's folder."""
    return "user root root;\n" if os.geteuid() == 0 else ""


class Backend:
    """A GET of `/transactions/…` and a POST to `/documents/…` are answered `SMALL`, the latter when all of its content has
    come; `/files/NAME` gives a file of `folder/files`; a PUT to `/stored/NAME` leaves its content in `folder/stored`."""

    def __init__(self, folder: pathlib.Path, core: int):
        self.folder = folder
        self.core = core
        self.port = 0
        self.status_port = 0
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        (self.folder / "temp").mkdir(parents=True)
        (self.folder / "files").mkdir()
        (self.folder / "files/small").write_bytes(SMALL)
        self.port, self.status_port = free_port(), free_port()
        (self.folder / "nginx.conf").write_text(CONFIGURATION.format(
            user=nginx_user(), port=self.port, status_port=self.status_port, small=SMALL.decode(), folder=self.folder))
        command = ["nginx", "-p", str(self.folder), "-e", "error.log", "-c", "nginx.conf"]
        self.process = processes.start(command, self.core, self.folder)
        wait_until(lambda: listens(self.port), "the backend listening")

    def stop(self) -> None:
        if self.process is not None:
            processes.end(self.process)
            self.process = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def served(self) -> int:
        """How many requests it has answered. (Each look at the figure is one more, and not counted here.)"""
        text = call(self.status_port, "/").body.decode()
        self._looks = getattr(self, "_looks", 0) + 1
        return int(re.search(r"^ *\d+ +\d+ +(\d+) *$", text, re.MULTILINE)[1]) - self._looks
