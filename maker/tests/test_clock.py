from hypothesis import given, strategies as st
from kaibo_maker.clock import LONGEST_GAP, LONGEST_STALL, Clock, fresh


def test_each_frame_is_due_at_its_moment() -> None:
    clock = Clock(10, begun=100.0)
    assert list(clock.due(100.0)) == [0]
    assert list(clock.due(100.05)) == []
    assert clock.wait(100.05) == 0.05 + (100.1 - 100.1) or abs(clock.wait(100.05) - 0.05) < 1e-9
    assert list(clock.due(100.1)) == [1]


def test_late_clock_makes_up_for_its_frames() -> None:
    clock = Clock(10, begun=0.0)
    clock.due(0.0)
    assert list(clock.due(1.0)) == list(range(1, 11))


def test_long_stall_is_a_gap_that_takes_its_time() -> None:
    clock = Clock(10, begun=0.0)
    clock.due(0.0)
    assert list(clock.gap(LONGEST_STALL)) == []
    assert clock.gap(60.0) == range(1, 600)
    assert list(clock.due(60.0)) == [600]
    assert clock.begun == 0.0


def test_gap_that_is_too_long_is_skipped() -> None:
    clock = Clock(10, begun=0.0)
    clock.due(0.0)
    assert list(clock.gap(2 * LONGEST_GAP)) == []
    assert list(clock.due(2 * LONGEST_GAP)) == [1]
    assert clock.begun == 2 * LONGEST_GAP - 0.1


@given(st.lists(st.floats(0.0, 2 * LONGEST_STALL), max_size=50), st.sampled_from([5, 15, 30, 60]))
def test_frames_follow_each_other_and_the_clock(steps: list[float], fps: int) -> None:
    clock, now, frames = Clock(fps, begun=0.0), 0.0, 0
    for step in steps:
        now += step
        missed, due = clock.gap(now), clock.due(now)
        assert not missed or (missed.start, missed.stop) == (frames, due.start)
        assert due.start == (missed.stop if missed else frames)
        frames = due.stop
        assert len(due) <= LONGEST_STALL * fps + 1
        assert 0 <= clock.wait(now) <= 1 / fps + 1e-6


def test_frame_stands_for_the_program_for_a_moment() -> None:
    assert fresh(10.0, 11.1)
    assert not fresh(10.0, 11.3)
    assert not fresh(None, 11.3)
