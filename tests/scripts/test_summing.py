"""The last line of `make test`: the sum of both databases, in pytest's own words."""

from collections import Counter

from scripts.test import counts_in, summed


def test_counts_are_read_from_the_last_line_of_pytest():
    assert counts_in("==== 2 failed, 649 passed, 1 skipped in 148.14s (0:02:28) ====\n") == (
        Counter({"passed": 649, "failed": 2, "skipped": 1}),
        148.14,
    )
    assert counts_in("1 passed, 3 deselected, 1 warning, 1 error in 0.10s") == (
        Counter({"passed": 1, "deselected": 3, "warnings": 1, "errors": 1}),
        0.1,
    )


def test_a_line_that_is_no_summary_counts_nothing():
    assert counts_in("tests/people/test_roles.py ....") == (Counter(), 0.0)


def test_the_sum_reads_as_pytest_says_it():
    assert "2 failed, 11 passed in 61.50s (0:01:01)" in summed(Counter({"passed": 11, "failed": 2}), 61.5)
    assert "no tests ran" in summed(Counter(), 0.0)
