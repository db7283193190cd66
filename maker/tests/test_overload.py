from kaibo_maker.overload import BUSY, FIRST_WAIT, FULL, LEVELS, LONGEST_WAIT, PATIENCE, TOLD, Level, Overload


def pass_time(overload: Overload, begin: float, until: float, waiting: float) -> None:
    """Let frames come with this much before them, ten a second."""
    for step in range(round((until - begin) * 10)):
        overload.takes(step, waiting, begin + step / 10)


def test_calm_maker_takes_all_with_care() -> None:
    overload = Overload(0.0)
    assert all(overload.takes(number, 0.05, number / 30) for number in range(900))
    assert (overload.level, overload.dropped) == (Level(quick=False, every=1), 0)


def test_busy_maker_gives_up_care_and_then_every_second_frame() -> None:
    overload = Overload(0.0)
    pass_time(overload, PATIENCE, 2 * PATIENCE - 0.1, BUSY)
    assert overload.level == Level(quick=True, every=1)
    pass_time(overload, 2 * PATIENCE, 3 * PATIENCE, BUSY)
    assert overload.level == LEVELS[-1]
    assert [overload.takes(number, BUSY, 9.0) for number in range(4)] == [True, False, True, False]


def test_full_queue_drops_and_counts() -> None:
    overload = Overload(0.0)
    assert not overload.takes(0, FULL, 0.1)
    assert overload.dropped == 1


def test_maker_tells_of_lost_pictures_for_a_while() -> None:
    overload = Overload(0.0)
    assert not overload.loses(0.0)
    overload.takes(0, FULL, 0.1)
    assert [overload.loses(0.1 + since) for since in (0.0, TOLD - 0.1, TOLD + 0.1)] == [True, True, False]


def test_quicker_preset_loses_no_picture_and_every_second_frame_does() -> None:
    overload = Overload(0.0)
    pass_time(overload, PATIENCE, 2 * PATIENCE - 0.1, BUSY)
    assert not overload.loses(2 * PATIENCE)
    pass_time(overload, 2 * PATIENCE, 3 * PATIENCE, BUSY)
    assert overload.loses(100.0)


def test_calm_time_brings_care_back_and_each_failure_makes_it_longer() -> None:
    overload, now, waits = Overload(0.0), PATIENCE, []
    for _ in range(8):
        pass_time(overload, now, now + 0.2, BUSY)
        assert overload.level == LEVELS[1]
        begin = now = now + PATIENCE
        while overload.level == LEVELS[1]:
            overload.takes(0, 0.0, now)
            now += 0.5
        waits.append(now - begin)
        now += PATIENCE
    assert waits[0] < 1.1 * FIRST_WAIT
    assert waits[1] > 1.8 * waits[0]
    assert LONGEST_WAIT * 0.95 < waits[-1] < LONGEST_WAIT * 1.1
