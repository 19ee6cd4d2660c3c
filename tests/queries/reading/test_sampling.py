"""What is drawn is always the same, and estimates are about as far off as their margins say."""

from collections import Counter
from random import Random

import numpy as np
import pytest

from queries.reading.sampling import drawn_order, drawn_pairs, margin_of_ratio, margin_of_shares

IDS = [f"cluster-{at:03}" for at in range(200)]


def test_an_order_that_has_nothing_to_do_with_the_ids() -> None:
    drawn = drawn_order(IDS)
    assert sorted(drawn) == IDS
    assert drawn == drawn_order(reversed(IDS))
    assert [one for one in drawn_order(IDS[:100]) if one in drawn] == [one for one in drawn if one in IDS[:100]]
    assert 35 < sum(one in IDS[:100] for one in drawn[:100]) < 65, "neither the first by id nor the last"


def test_pairs_are_of_two_each_as_often_as_any_other() -> None:
    pairs = drawn_pairs([5, 7, 9], 6000, 1)
    assert pairs == drawn_pairs([5, 7, 9], 6000, 1)
    assert pairs != drawn_pairs([5, 7, 9], 6000, 2)
    often = Counter(pairs)
    assert set(often) == {(one, other) for one in (5, 7, 9) for other in (5, 7, 9) if one != other}
    assert min(often.values()) > 850


def test_the_margin_of_a_share_is_half_of_wilsons_interval() -> None:
    """By hand, for 10 of 100: the interval is 5.52 % to 17.44 %."""
    margin = margin_of_shares(np.array([0.1, 0.0]), 100)
    assert margin[0] == pytest.approx((0.1744 - 0.0552) / 2, abs=1e-4)
    assert margin[1] > 0.01, "that none was seen of 100 does not mean that there is none"
    assert margin_of_shares(np.array([0.0]), 0).tolist() == [1.0]


def test_the_margin_of_a_ratio_holds_the_truth_95_times_of_100() -> None:
    draw = Random(3)
    wholes = [draw.uniform(1, 5) for _ in range(300)]
    parts = [whole * draw.uniform(0, 0.6) for whole in wholes]
    truth, held = sum(parts) / sum(wholes), 0
    for _ in range(400):
        some = draw.sample(range(300), 60)
        one, other = [parts[at] for at in some], [wholes[at] for at in some]
        margin = margin_of_ratio(one, other, 300)
        assert margin is not None
        held += abs(sum(one) / sum(other) - truth) <= margin
    assert 0.91 < held / 400 < 0.98


def test_the_margin_of_a_ratio_by_hand() -> None:
    """Parts 1 and 3 of wholes 4 and 4: ratio .5, squares off 1 and 1; (1 − 2/10) × 2 / 2 = .8, so √.8 × 1.96 / 4."""
    assert margin_of_ratio([1, 3], [4, 4], 10) == pytest.approx(0.8**0.5 * 1.959964 / 4)
    assert margin_of_ratio([1, 3], [4, 4], 2) == 0.0, "all were drawn"
    assert margin_of_ratio([1], [4], 10) is None
    assert margin_of_ratio([0, 0], [0, 0], 10) is None
