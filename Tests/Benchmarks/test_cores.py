"""Which cores are used, and how many descriptors there are for whom."""

import pathlib

import pytest
from comparison import cores, descriptors
from comparison.cores import Cores


def system(folder: pathlib.Path, lists: list[str]) -> pathlib.Path:
    for number, text in enumerate(lists):
        (folder / f"cpu{number}/topology").mkdir(parents=True)
        (folder / f"cpu{number}/topology/thread_siblings_list").write_text(text + "\n")
    return folder


@pytest.mark.parametrize("lists, allowed, chosen", [
    (["0", "1"], {0, 1}, Cores(0, 1, False)),
    (["0-1", "0-1", "2-3", "2-3"], {0, 1, 2, 3}, Cores(0, 2, False)),
    (["0,2", "1,3", "0,2", "1,3"], {0, 1, 2, 3}, Cores(0, 1, False)),
    (["0,2", "1,3", "0,2", "1,3"], {2, 0, 3}, Cores(0, 3, False)),
    (["0-1", "0-1"], {0, 1}, Cores(0, 1, True)),
    ([], {4, 6}, Cores(4, 6, False)),  # The kernel does not say.
])
def test_the_cores_are_no_siblings_where_there_are_others(lists, allowed, chosen, tmp_path):
    assert cores.choose(allowed, system(tmp_path, lists)) == chosen


def test_one_core_is_too_few(tmp_path):
    with pytest.raises(RuntimeError, match="two cores"):
        cores.choose({3}, tmp_path)


def test_the_report_says_which_cores_were_used():
    assert str(Cores(0, 2, False)) == "gateway on 0, backend and load on 2"
    assert str(Cores(0, 1, True)).endswith("which are threads of one core")


@pytest.mark.parametrize("text, numbers", [("0-1,8\n", {0, 1, 8}), ("3", {3}), ("0,2-3", {0, 2, 3})])
def test_a_list_of_the_kernel_has_ranges(text, numbers):
    assert cores.parse(text) == numbers


@pytest.mark.parametrize("limit, proxied, tollgate", [(1_048_576, 8000, 5000), (20_136 + 24, 8000, 5000),
                                                      (20_000, 8000, 4960), (1024, 262, 216)])
def test_connections_are_as_many_as_there_are_descriptors_for(limit, proxied, tollgate):
    assert descriptors.proxied(8000, limit) == proxied
    assert descriptors.of_tollgate(5000, limit) == tollgate
