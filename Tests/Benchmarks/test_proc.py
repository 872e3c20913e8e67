"""What is read from /proc."""

import os
import pathlib
import signal
import subprocess
import sys

import pytest
from comparison import noise, processes
from comparison.noise import Sample

STAT = "4711 (a ) (b) S 1 4711 4711 0 -1 4194560 500 0 0 0 123 45 6 7 20 0 3 0 9999 1000000 250 1844"
CORES = """\
cpu  100 0 100 900 0 0 0 0 0 0
cpu0 50 3 40 400 9 1 2 5 7 0
cpu1 10 0 20 500 0 0 0 1 0 0
cpu10 999 999 999 999 999 999 999 999 0 0
intr 1 2 3
"""


def test_user_and_system_time_are_found_behind_any_name():
    assert processes.parse_stat(STAT) == (123, 45)


def test_the_figures_of_a_status_are_those_in_kib():
    text = "Name:\tnginx\nVmHWM:\t  5120 kB\nVmRSS:\t    4096 kB\nThreads:\t3\n"
    assert processes.parse_status(text) == {"VmHWM": 5120, "VmRSS": 4096}


def test_a_process_and_its_children_are_a_family():
    script = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1, flush=True); input()'])"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        parent.stdout.readline()
        family = processes.family(parent.pid)
        assert family[0] == parent.pid and len(family) == 2
        assert processes.cpu_seconds(family) >= 0
        memory = processes.memory(family)
        assert memory.peak >= memory.resident > 1024
        assert processes.descriptors(family) >= 6
        parent.stdin.close()


def test_the_time_of_threads_is_told_by_their_names():
    script = """if True:
        import ctypes, threading, time
        named = ctypes.CDLL(None).prctl
        def work(name, seconds):
            named(15, name, 0, 0, 0)
            while time.thread_time() < seconds: pass
            done.wait()
            gone.wait()
        done, gone = threading.Barrier(3), threading.Event()
        for name, seconds in ((b"loop-0", 0.2), (b"other", 0.1)):
            threading.Thread(target=work, args=[name, seconds], daemon=True).start()
        done.wait()
        print(1, flush=True)
        input()
    """
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        loop, both = processes.thread_seconds(process.pid, "loop-"), processes.thread_seconds(process.pid, "loop-", "oth")
        assert 0.2 <= loop < 0.3 and 0.3 <= both < 0.4
        assert processes.thread_seconds(process.pid, "nobody") == 0
        process.stdin.close()


def test_a_process_that_is_not_there_any_more_is_no_family():
    with subprocess.Popen(["true"]) as gone:
        pass
    assert processes.family(gone.pid) == []


def test_time_at_work_and_stolen_time_are_those_of_the_cores_asked_for():
    busy, stolen = noise.parse_cores(CORES, {0, 1})
    assert busy == pytest.approx((50 + 3 + 40 + 1 + 2 + 10 + 20) * processes.TICK)
    assert stolen == pytest.approx(6 * processes.TICK)
    assert noise.parse_cores(CORES, {1}) == (pytest.approx(30 * processes.TICK), pytest.approx(processes.TICK))


@pytest.mark.parametrize("busy, stolen, own, quiet", [
    (1.9, 0.0, 1.9, True),    # all that was done is ours
    (1.9, 0.0, 1.86, True),   # 4 % were others'
    (1.9, 0.0, 1.7, False),   # 20 % were
    (1.9, 0.2, 1.9, False),   # the machine below took them
    (1.9, 0.03, 1.87, False),  # both together
    (1.0, 0.0, 1.5, True),    # ours was done on other cores too
])
def test_a_run_is_noisy_where_others_used_the_cores(busy, stolen, own, quiet):
    verdict = noise.verdict(Sample(5, 10, 1, 10), Sample(6, 10 + busy, 1 + stolen, 10 + own))
    assert (verdict is None) is quiet


def test_the_verdict_says_who_disturbed():
    assert noise.verdict(Sample(0, 0, 0, 0), Sample(2, 2, 0.5, 1)) == "others used 50% of a core, and 25% were stolen"


def test_the_own_time_has_what_ended_children_used():
    before = noise.sample({0})
    subprocess.run([sys.executable, "-c", "sum(range(10_000_000))"], check=True)
    assert noise.sample({0}).own - before.own > 0.05
    assert os.getpid() in processes.family(os.getpid())


def test_the_kernels_work_for_packets_is_known_by_core():
    threads = noise.packet_threads(frozenset({0}))
    assert all(pathlib.Path(f"/proc/{thread}/comm").read_text() == "ksoftirqd/0\n" for thread in threads)
    assert noise.packet_threads(frozenset({100_000})) == []


def test_what_two_processes_share_is_counted_once():
    code = "import os, time; data = bytearray(os.urandom(1 << 24)); os.fork(); os.write(1, b'there\\n'); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, start_new_session=True) as parent:
        try:
            assert [parent.stdout.readline(), parent.stdout.readline()] == ["there\n", "there\n"]
            family = processes.family(parent.pid)
            assert len(family) == 2
            alone, both = processes.memory(family[:1]).resident, processes.memory(family).resident
            assert alone <= both < alone + 8 * 1024
            assert processes.memory(family).peak >= both
        finally:
            os.killpg(parent.pid, signal.SIGKILL)


def test_a_thread_that_ends_meanwhile_takes_nobody_out_of_the_family(tmp_path, monkeypatch):
    ended, living = tmp_path / "7" / "task" / "8", tmp_path / "7" / "task" / "9"
    ended.mkdir(parents=True)
    living.mkdir()
    (living / "children").write_text("12 ")
    (tmp_path / "12" / "task").mkdir(parents=True)
    monkeypatch.setattr(processes, "PROC", tmp_path)
    assert processes.family(7) == [7, 12]
    assert processes.family(13) == []
