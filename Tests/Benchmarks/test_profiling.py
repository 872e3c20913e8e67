"""What perf and strace print, and the page that is made of it."""

from collections import Counter

from profiling import report, samples, syscalls
from profiling.profile import Profile

SCRIPT = """\
nginx
\tffffffff81a0c0de tcp_sendmsg+0x12 ([kernel.kallsyms])
\t          7f01 send (/usr/lib/x86_64-linux-gnu/libc.so.6)

tollgate
\t          55d0 closure #1 in LoopGateway.begin(_:)+0x3 (/srv/tollgate)
\t          55d1 [unknown] (/srv/tollgate)

tollgate
\tffffffffc0001000 nft_do_chain ([nf_tables])
"""

STRACE = """\
% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
 60.00    0.600000          10      2000           writev
 39.00    0.390000           9      2032        32 recvfrom
  1.00    0.010000          10        40           epoll_wait
------ ----------- ----------- --------- --------- ----------------
100.00    1.000000                  4072        32 total
"""


def test_a_sample_belongs_to_the_innermost_function_and_its_object():
    stacks = samples.parse(SCRIPT)
    assert [len(stack) for stack in stacks] == [2, 2, 1]
    assert samples.parts(stacks) == {"kernel": 2, "tollgate": 1}
    assert samples.symbols(stacks)["closure #1 in LoopGateway.begin(_:)", "tollgate"] == 1


def test_what_swifts_runtime_does_is_told_from_the_program():
    stacks = [[("swift_retain", "tollgate"), ("Call.pump()", "tollgate")], [("Call.pump()", "tollgate")]]
    assert samples.parts(stacks) == {"tollgate, Swift's runtime": 1, "tollgate": 1}


def test_system_calls_are_counted_by_name_and_divided_by_requests():
    counts = syscalls.parse(STRACE)
    assert counts == {"writev": 2000, "recvfrom": 2032, "epoll_wait": 40}
    assert syscalls.requests(counts) == 1000


def test_the_page_has_shares_and_system_calls_of_each():
    stacks = samples.parse(SCRIPT)
    counts = syscalls.parse(STRACE)
    profile = Profile("nginx", "nginx", "<svg/>", samples.parts(stacks), samples.symbols(stacks), counts, 1000)
    text = report.page([profile], {"kernel": "6.1"})
    assert "| kernel | 66.7 % |" in text and "| `writev` | 2,000 | 2.00 |" in text
    assert "(profile-nginx.svg)" in text and "| kernel | 6.1 |" in text


def test_pictures_stand_beside_the_page(tmp_path):
    report.write([Profile("nginx", "nginx", "<svg/>", Counter(), Counter(), Counter(), 0)], {}, tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["profile-nginx.svg", "profile.md"]
