"""Where the access log goes: files that are moved away, disks that are full, pipes that nobody reads."""

import fcntl
import json
import os
import resource
import signal
import stat
import subprocess
import threading

import pytest
from support import standard
from support.gateway import Gateway
from support.waiting import wait_until
from support.wire import request

NOTHING = request("GET", "/nothing")
# Some 42 KB in the log, because each quotation mark is escaped.
LONG = request("GET", "/nothing?" + "a=b", "X-Kept: 1").replace(b"/nothing", b"/" + b'"' * 7000)


@pytest.fixture
def make(tmp_path, upstreams):
    """Makes a gateway of the test's own, not started."""
    made = []

    def make(**settings):
        made.append(Gateway(tmp_path, standard.document(*upstreams, **settings)))
        return made[-1]

    yield make
    for gateway in made:
        if gateway.process and gateway.process.poll() is None:
            gateway.kill()


def lines_of(*paths):
    """The lines of these files, each of them whole."""
    lines = []
    for path in paths:
        text = path.read_bytes().decode()
        assert text == "" or text.endswith("\n"), text[-200:]
        lines += [json.loads(line) for line in text.split("\n")[:-1]]
    return lines


def call_many(gateway, count, data=NOTHING):
    with gateway.client() as client:
        for _ in range(count):
            assert client.call(data).status in (400, 404)


# Queries


def test_queries_are_logged_where_it_is_asked_for(make, upstream):
    gateway = make(accessLog={"path": "access.log", "queries": True}).start()
    answer = gateway.call(request("GET", '/health?a="b"&c'))
    assert gateway.log_line(answer.value("X-Request-Id"))["query"] == 'a="b"&c'
    assert "query" not in gateway.log_line(gateway.call(request("GET", "/health")).value("X-Request-Id"))
    assert gateway.log_line(gateway.call(request("GET", "/health?")).value("X-Request-Id"))["query"] == ""


def test_a_query_to_the_gateways_own_paths_is_never_logged(make, upstream):
    gateway = make(accessLog={"path": "access.log", "queries": True}).start()
    for path in ("/oauth/token", "/.well-known/jwks.json"):
        answer = gateway.call(request("GET", path + "?client_secret=QUERYMARK"))
        gateway.log_line(answer.value("X-Request-Id"))
    assert "QUERYMARK" not in gateway.log_text()


# Rotation


def test_a_file_moved_away_under_load_loses_no_line_and_cuts_none(make, upstream):
    gateway = make().start()
    path = gateway.folder / "access.log"
    is_over = threading.Event()
    counts = []

    def load():
        count = 0
        with gateway.client() as client:
            while not is_over.is_set():
                client.call(NOTHING)
                count += 1
        counts.append(count)

    threads = [threading.Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    moved = []
    try:
        for turn in range(20):
            wait_until(lambda: path.exists() and path.stat().st_size > 0, what="lines in the file")
            moved.append(path.rename(gateway.folder / f"access.log.{turn}"))
            gateway.process.send_signal(signal.SIGUSR1)
            wait_until(path.exists, what="the new file")
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
    assert gateway.stop() == 0
    lines = lines_of(*moved, path)
    assert len(lines) == sum(counts) and sum(counts) > 200
    assert len({line["requestId"] for line in lines}) == len(lines)
    assert gateway.log.count("opened again") == 20


def test_a_new_file_is_for_its_owner_to_write_and_for_its_group_to_read(make):
    gateway = make().start(umask=0)
    path = gateway.folder / "access.log"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.rename(gateway.folder / "old")
    gateway.process.send_signal(signal.SIGUSR1)
    wait_until(path.exists, what="the new file")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_file_that_cannot_be_opened_again_keeps_the_old_one(make):
    (folder := make().folder / "logs").mkdir()
    gateway = make(accessLog="logs/access.log").start()
    call_many(gateway, 3)
    folder.rename(moved := gateway.folder / "moved")
    gateway.process.send_signal(signal.SIGUSR1)
    wait_until(lambda: "cannot be opened again" in gateway.log, what="the word of it")
    call_many(gateway, 3)
    wait_until(lambda: len(lines_of(moved / "access.log")) == 6, what="six lines in the old file")
    folder.mkdir()
    gateway.process.send_signal(signal.SIGUSR1)
    wait_until((folder / "access.log").exists, what="the new file")
    call_many(gateway, 3)
    assert gateway.stop() == 0
    assert len(lines_of(moved / "access.log")) == 6 and len(lines_of(folder / "access.log")) == 3


def test_standard_output_has_nothing_to_open_again(make):
    gateway = make(accessLog="stdout")
    with open(gateway.folder / "out", "wb") as out:
        gateway.start(output=out)
    gateway.process.send_signal(signal.SIGUSR1)
    wait_until(lambda: "nothing is opened again" in gateway.log, what="the word of it")
    call_many(gateway, 3)
    assert gateway.stop() == 0
    assert len(lines_of(gateway.folder / "out")) == 3


def test_a_file_that_cannot_be_opened_at_the_start_says_so(make):
    gateway = make(accessLog="nowhere/access.log")
    gateway.launch()
    assert gateway.wait() == 1
    assert "nowhere/access.log cannot be opened for appending (open: No such file or directory)" in gateway.log
    gateway.configure(gateway.document | {"accessLog": "access.log"})
    assert gateway.start().stop() == 0


# Stalls


def test_a_full_disk_costs_lines_and_no_call_and_what_waited_is_written_later(make):
    gateway = make()
    path = gateway.folder / "access.log"
    path.symlink_to("/dev/full")
    gateway.start()
    call_many(gateway, 10)
    wait_until(lambda: "No space left on device" in gateway.log, what="the word of it")
    call_many(gateway, 600, LONG)
    wait_until(lambda: "lines were dropped" in gateway.log, what="the count")
    call_many(gateway, 10)
    path.unlink()
    gateway.process.send_signal(signal.SIGUSR1)
    wait_until(lambda: "written again" in gateway.log, what="the word of its end")
    call_many(gateway, 10)
    assert gateway.stop() == 0
    dropped = int(gateway.log.rsplit(" lines were dropped since the start", 1)[0].rsplit(" ", 1)[1])
    lines = lines_of(path)
    assert dropped > 0 and len(lines) + dropped == 630
    # What came first was kept, and what came after the stall.
    assert [line["path"] for line in lines[:10]] == ["/nothing"] * 10 == [line["path"] for line in lines[-10:]]


def test_a_line_that_the_disk_took_half_of_is_whole_in_the_next_file(make):
    gateway = make()
    path = gateway.folder / "access.log"

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_001, resource.RLIM_INFINITY))

    gateway.start(preexec_fn=limit, restore_signals=False)
    call_many(gateway, 60, LONG)
    wait_until(lambda: "File too large" in gateway.log, what="the word of it")
    assert path.stat().st_size == 1_000_001
    path.rename(moved := gateway.folder / "moved")
    gateway.process.send_signal(signal.SIGUSR1)
    wait_until(path.exists, what="the new file")
    resource.prlimit(gateway.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert gateway.stop() == 0
    assert 0 < len(lines_of(moved)) < 60
    assert len(lines_of(moved, path)) == 60


def test_a_pipe_that_nobody_reads_costs_lines_and_no_call(make):
    gateway = make(accessLog="stdout")
    reader, writer = os.pipe()
    fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
    try:
        gateway.start(output=writer)
        call_many(gateway, 600, LONG)
        wait_until(lambda: "lines were dropped" in gateway.log, what="the count")
        call_many(gateway, 10)
        # Nor does it keep the gateway from ending.
        assert gateway.stop() == 0
        assert "lines were dropped since the start" in gateway.log
    finally:
        os.close(reader)
        os.close(writer)


def test_a_slow_reader_of_a_small_pipe_gets_every_line(make):
    gateway = make(accessLog="stdout")
    gateway.launch(output=subprocess.PIPE)
    fcntl.fcntl(gateway.process.stdout, fcntl.F_SETPIPE_SZ, 4096)
    wait_until(lambda: gateway.address, 20, "listening")
    call_many(gateway, 50, LONG)
    gateway.terminate()
    lines = [json.loads(line) for line in gateway.process.stdout]
    assert gateway.wait() == 0
    assert len(lines) == 50


def test_a_pipe_whose_reader_has_gone_ends_neither_calls_nor_the_gateway(make):
    gateway = make(accessLog="stdout")
    reader, writer = os.pipe()
    gateway.start(output=writer)
    os.close(writer)
    os.close(reader)
    call_many(gateway, 10)
    wait_until(lambda: "Broken pipe" in gateway.log, what="the word of it")
    call_many(gateway, 10)
    assert gateway.stop() == 0
    assert "20 lines were dropped since the start" in gateway.log
