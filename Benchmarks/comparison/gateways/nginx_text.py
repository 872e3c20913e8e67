"""What nginx's configuration has in common, as the backend and as a proxy."""

import os

from .. import descriptors

MOST = 20_000
"""Connections; memory for all of them is taken at the start."""

TEXT = """\
{user}worker_processes 1;
daemon off;
pid nginx.pid;
error_log error.log warn;
events {{ worker_connections {connections}; }}
http {{
    access_log off;
    keepalive_requests 1000000000;
    keepalive_timeout 3600;
    client_max_body_size 0;
    client_body_temp_path temp/body;
    proxy_temp_path temp/proxy; fastcgi_temp_path temp/fastcgi; uwsgi_temp_path temp/uwsgi; scgi_temp_path temp/scgi;
{content}}}
"""


def text(content: str) -> str:
    """A whole file with this in its `http` block: one worker, connections kept, no access log, files in the folder."""
    # Started by root, workers stay root, so that they may read and write the run's folder.
    user = "user root root;\n" if os.geteuid() == 0 else ""
    return TEXT.format(user=user, connections=min(MOST, descriptors.limit()), content=content)
