"""The service behind all gateways: nginx, one worker on a core of its own, fixed answers."""

import pathlib
import re
import subprocess

from .. import processes
from ..calls import call, free_port, listens
from ..waiting import wait_until
from .nginx_text import text

SMALL = b'{"id":"pay_001","amount":1250,"currency":"EUR","s":"ok"}'
"""The small answer: 56 bytes of JSON."""

CONTENT = """\
    sendfile on;
    tcp_nopush on;
    open_file_cache max=100 inactive=3600;
    open_file_cache_valid 3600;
    default_type application/json;
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
"""


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
        (self.folder / "nginx.conf").write_text(text(CONTENT.format(
            port=self.port, status_port=self.status_port, small=SMALL.decode(), folder=self.folder)))
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
        said = call(self.status_port, "/").body.decode()
        self._looks = getattr(self, "_looks", 0) + 1
        return int(re.search(r"^ *\d+ +\d+ +(\d+) *$", said, re.MULTILINE)[1]) - self._looks
