"""Results that are taken in several sittings."""

import pytest
from samples import outcome, results, runs

EARLIER = outcome(runs("nginx", [10]) + runs("tollgate", [12]))
LATER = outcome(runs("nginx", [10]) + runs("tollgate", [9]))
OTHER = outcome(runs("nginx", [20]))
OTHER.name = "other"


def test_what_is_measured_again_takes_the_place_of_what_was():
    together = results(LATER).added_to(results(EARLIER, OTHER))
    assert together.outcomes == [LATER, OTHER]


def test_what_was_not_measured_before_comes_behind():
    assert results(OTHER).added_to(results(EARLIER)).outcomes == [EARLIER, OTHER]


def test_results_of_another_build_are_not_mixed_with_these():
    earlier = results(EARLIER)
    earlier.machine |= {"kernel": "6.2"}
    with pytest.raises(ValueError, match="taken with another kernel"):
        results(LATER).added_to(earlier)
