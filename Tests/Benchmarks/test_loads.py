"""What load generators print."""

import json

import pytest
from comparison.loads import h2load, wrk

WRK = """\
Running 1s test @ http://127.0.0.1:8080/
  1 threads and 64 connections
    Latency   883.00us  302.00us   5.54ms   90.12%
  66818 requests in 1.00s, 14.65MB read
Requests/sec:  66818.10

{"requests":66818,"seconds":1.001203,"bytes":15368140,"refused":2,"broken":1,"timeouts":0,\
"p50":883.0,"p99":1813.0,"p999":2100.0}
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


def test_wrk_without_a_result_is_no_result():
    with pytest.raises(json.JSONDecodeError):
        wrk.parse("unable to connect to 127.0.0.1:8080 Connection refused\n")


def test_totals_of_h2load_and_the_percentiles_of_its_log():
    result = h2load.parse(H2LOAD, LOG)
    assert (result.requests, result.bytes, result.seconds) == (3, 608000, 2)
    assert (result.refused, result.broken, result.timeouts) == (1, 1, 0)
    assert (result.p50, result.p99, result.p999) == (100, 300, 300)


@pytest.mark.parametrize("part, value", [(50, 500), (99, 990), (99.9, 999), (100, 1000)])
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(part, value):
    assert h2load.percentile(list(range(1, 1001)), part) == value


def test_one_value_is_all_its_percentiles():
    assert h2load.percentile([7], 50) == h2load.percentile([7], 99.9) == 7
