from kaibo_maker.skew import FIRST, MOST, STEP, Skew


def looks(skew: Skew, count: int, sound: float, picture: float) -> None:
    """Look again and again at a track of sound and one of pictures, which wait so many seconds."""
    for number in range(1, count + 1):
        skew.look("picture", False, picture * 30 * number, 30 * number)
        skew.look("sound", True, sound * 48_000 * number, 48_000 * number)


def test_skew_comes_to_the_difference_in_small_steps() -> None:
    skew = Skew()
    looks(skew, 1, sound=0.12, picture=0.02)
    assert FIRST < skew.seconds <= FIRST + STEP
    looks(skew, 20, sound=0.12, picture=0.02)
    assert abs(skew.seconds - 0.1) < 0.001
    before = skew.seconds
    looks(skew, 1, sound=1e-6, picture=0.02)
    skew.look("sound", True, 1.0, 9_999_999)
    assert before - 2 * STEP <= skew.seconds < before


def test_skew_follows_the_last_second_and_not_the_mean_of_all() -> None:
    skew = Skew()
    skew.look("sound", True, 100.0, 48_000)
    for number in range(2, 30):
        skew.look("sound", True, 100.0 + number * 0.03 * 48_000, number * 48_000)
    assert abs(skew.seconds - 0.03) < 0.001


def test_skew_has_its_bounds() -> None:
    skew = Skew()
    looks(skew, 100, sound=3.0, picture=0.0)
    assert skew.seconds == MOST
    skew = Skew()
    looks(skew, 100, sound=0.0, picture=3.0)
    assert skew.seconds == 0.0


def test_track_without_samples_changes_nothing() -> None:
    skew = Skew()
    skew.look("sound", True, 0.0, 0)
    assert skew.seconds == FIRST
