"""What load generators print."""

import http.server
import json
import os
import shutil
import threading

import pytest
from comparison import slabs, times
from comparison.loads import h2load, openssl, wrk
from comparison.times import Times

WRK = """\
Running 1s test @ http://127.0.0.1:8080/
  1 threads and 64 connections
    Latency   883.00us  302.00us   5.54ms   90.12%
  66818 requests in 1.00s, 14.65MB read
Requests/sec:  66818.10

{"requests":66818,"seconds":1.001203,"bytes":15368140,"refused":2,"broken":1,"timeouts":0,\
"p50":883.0,"p99":1813.0,"p999":2100.0,"times":"883:66000 1812:818"}
"""

H2LOAD = """\
starting benchmark...
Application protocol: http/1.1
progress: 100% done

finished in 2.00s, 1999.12 req/s, 298.53KB/s
requests: 4 total, 4 started, 4 done, 3 succeeded, 1 failed, 0 errored, 0 timeout
status codes: 3 2xx, 0 3xx, 1 4xx, 0 5xx
traffic: 593.75KB (608000) total, 421.88KB (432000) headers (space savings 0.00%), 19.53KB (20000) data
                     min         max         mean         sd        +/- sd
time for request:      297us      5.19ms      1.53ms      1.43ms    79.33%
"""

LOG = "1000000\t200\t300\n1000500\t200\t100\n1001000\t401\t50\n3000000\t200\t200\n"


def test_what_the_script_writes_at_the_end_is_the_result_of_wrk():
    result = wrk.parse(WRK)
    assert (result.requests, result.bytes, result.refused, result.broken, result.timeouts) == (66818, 15368140, 2, 1, 0)
    assert (result.p50, result.p99, result.p999) == (883, 1813, 2100)
    assert result.rate == pytest.approx(66737.7, abs=0.1)
    assert result.times.count == 66818


def test_wrk_without_a_result_is_no_result():
    with pytest.raises(json.JSONDecodeError):
        wrk.parse("unable to connect to 127.0.0.1:8080 Connection refused\n")


def test_totals_of_h2load_and_the_percentiles_of_its_log():
    result = h2load.parse(H2LOAD, LOG)
    assert (result.requests, result.bytes, result.seconds) == (3, 608000, 2)
    assert (result.refused, result.broken, result.timeouts) == (1, 1, 0)
    assert (result.p50, result.p99, result.p999) == (100, 300, 300)
    assert result.times == Times.of([300, 100, 50, 200])


@pytest.mark.parametrize("part, value", [(50, 500), (99, 990), (99.9, 999), (100, 1000)])
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(part, value):
    assert h2load.percentile(list(range(1, 1001)), part) == value


def test_one_value_is_all_its_percentiles():
    assert h2load.percentile([7], 50) == h2load.percentile([7], 99.9) == 7


def test_openssl_says_how_many_signatures_a_second():
    assert openssl.parse("+F4:3:256:73137.777778:25669.230769\n") == pytest.approx(73137.8, abs=0.1)
    assert openssl.parse("+DTP:2048:private:rsa:1\n+F2:2:2048:4877.011494:79009.2\n") == pytest.approx(4877, abs=0.1)


def test_the_script_of_wrk_gets_what_is_to_be_sent(tmp_path):
    request = wrk.Request("/a", "POST", content=tmp_path, forged=True, fields=("Accept: text/html",))
    assert request.arguments("http://host") == [
        "-H", "Accept: text/html", "-s", str(wrk.SCRIPT), "http://host/a", "--", "POST", str(tmp_path), "", "", "forged", ""]


def test_the_kernels_memory_is_objects_times_their_size(tmp_path, monkeypatch):
    text = ("slabinfo - version: 2.1\n# name <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab> : tunables\n"
            "TCP 10 13 2368 13 8 : tunables 0 0 0 : slabdata 1 1 0\nfilp 20 32 256 16 1 : tunables 0 0 0\n")
    assert slabs.parse(text) == {"TCP": 23680, "filp": 5120}
    monkeypatch.setattr(slabs, "SLABINFO", tmp_path / "none")
    assert slabs.of_sockets() is None
    (tmp_path / "none").write_text(text)
    assert slabs.of_sockets() == 23680 + 5120


@pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed")
def test_each_forged_token_has_another_signature_of_the_same_length(tmp_path):
    """Changed behind its middle, so that neither half of an ECDSA signature is out of range."""
    token = "head.claims." + "Zz" * 43
    (tmp_path / "token").write_text(token + "\n")
    seen = []

    class Refusing(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            seen.append(self.headers["Authorization"])
            self.send_response(401)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        request = wrk.Request("/a", tokens=tmp_path / "token", forged=True, timed=True)
        core = min(os.sched_getaffinity(0))
        result = wrk.run(f"http://127.0.0.1:{server.server_port}", request, 1, core, tmp_path, connections=1)
        server.shutdown()
    assert result.refused == result.requests > 1
    # wrk adds calls that it would have made while it waited for a slow one.
    assert result.times.count >= result.requests
    assert all(times.least(duration) == duration for duration in result.times.counts)
    assert len(set(seen)) == len(seen) >= result.requests
    for field in seen:
        assert len(field) == len("Bearer ") + len(token) and field.startswith("Bearer " + token[:-35])
        assert field.endswith(token[-23:]) and field != "Bearer " + token
