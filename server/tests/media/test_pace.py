"""The pace at which a page may signal. The tests give the time."""

import pytest
from hypothesis import given, strategies as st
from kaibo.media.pace import BYTES, Pace, TooFast
from kaibo.media.relay import _pace


def test_burst_passes_at_once() -> None:
    pace = Pace(burst=10, rate=2, late=3)
    assert [pace.wait(8, 100.0) for _ in range(10)] == [0] * 10


def test_faster_signals_wait_for_their_turn() -> None:
    pace, now = Pace(burst=1, rate=2, late=100), 100.0
    pace.wait(8, now)
    for _ in range(20):
        assert (held := pace.wait(8, now)) == pytest.approx(0.5)
        now += held


def test_page_that_keeps_flooding_is_ended() -> None:
    pace, now = Pace(burst=1, rate=2, late=3), 100.0
    pace.wait(8, now)
    for _ in range(3):
        now += pace.wait(8, now)
    with pytest.raises(TooFast):
        pace.wait(8, now)


def test_page_that_pauses_is_not_ended() -> None:
    pace, now = Pace(burst=1, rate=2, late=1), 100.0
    for _ in range(20):
        assert pace.wait(8, now) == 0
        now += pace.wait(8, now) + 0.5


def test_large_signal_costs_more() -> None:
    pace = Pace(burst=5, rate=1, late=3)
    assert pace.wait(4 * BYTES, 0.0) == 0
    assert pace.wait(8, 0.0) == 1


@given(st.lists(st.tuples(st.integers(0, 4 * BYTES), st.floats(0, 10)), max_size=100))
def test_no_pattern_is_faster_than_the_rate(signals: list[tuple[int, float]]) -> None:
    pace, now, cost = Pace(burst=10, rate=2, late=1000), 0.0, 0
    for size, pause in signals:
        now += pace.wait(size, now)
        cost += 1 + size // BYTES
        assert cost <= 10 + now * 2 + 0.001
        now += pause


def test_host_with_24_joining_guests_is_not_held_back() -> None:
    pace = _pace(True)
    # Chromium's first offer has room for three. Each further guest adds a camera and a microphone, in two offers.
    offers = [27_000 + max(0, guest - 3) * 5_500 for guest in range(24) for _ in range(2)]
    assert [pace.wait(size, 0.0) for size in offers] == [0] * len(offers)


def test_joining_viewer_is_not_held_back() -> None:
    pace = _pace(False)
    joining = [22_000] * 4 + [61] * 20 + [190] * 20 + [7, 13, 4]
    assert [pace.wait(size, 0.0) for size in joining] == [0] * len(joining)
