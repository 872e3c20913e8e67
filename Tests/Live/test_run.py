"""`scripts/run --once`: the first thing that a newcomer sees."""

import os
import subprocess

import pytest
from support.gateway import REPOSITORY


@pytest.mark.slow
def test_the_demonstration_shows_five_answers_and_leaves_nothing_running():
    done = subprocess.run(
        [REPOSITORY / "scripts/run", "--once", "--debug"], capture_output=True, text=True, timeout=900,
        stdin=subprocess.DEVNULL, start_new_session=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "All 5 answers were the expected ones." in done.stdout
    for status in (200, 401, 403):
        assert f"as expected: {status}" in done.stdout
    # What it started was in its session, and has ended with it.
    left = subprocess.run(["pgrep", "-f", "data/demo/gateway.json"], capture_output=True, text=True)
    assert left.stdout == "", left.stdout


@pytest.mark.slow
def test_the_demonstration_takes_other_ports_where_its_own_are_taken():
    """And says so: a newcomer may have something on 8080 already."""
    import socket

    taken = []
    try:
        for port in (8080, 8081, 9001):
            listener = socket.socket()
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
                listener.listen()
            except OSError:
                pass  # Somebody else has it, which is as good.
            taken.append(listener)
        done = subprocess.run(
            [REPOSITORY / "scripts/run", "--once", "--debug"], capture_output=True, text=True, timeout=900,
            stdin=subprocess.DEVNULL, env=os.environ | {"NO_COLOR": "1"},
        )
    finally:
        for listener in taken:
            listener.close()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Port 8080 is taken; the gateway gets" in done.stdout
    assert "Port 9001 is taken; the payments service gets" in done.stdout
