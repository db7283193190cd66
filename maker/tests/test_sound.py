"""Sound keeps its place. The pieces are of 20 ms, as LiveKit hands them on."""

from random import Random

from hypothesis import given, strategies as st
from kaibo_maker.sound import FAR, PIECES, QUIET, RATE, SPARE, STRETCH, Placed, Sound

PIECE = RATE // 50


def seconds(samples: int) -> float:
    return samples / RATE


def steady(sound: Sound, first: int, count: int, late: float = 0.0) -> list[Placed]:
    """Let pieces come at the right moments, or all of them late."""
    return [sound.arrive((first + number + 1) / 50 + late, PIECE) for number in range(count)]


def test_steady_sound_stays_as_it_is() -> None:
    sound = Sound()
    assert set(steady(sound, 0, 500)) == {Placed(0, PIECE)}
    assert sound.placed == 500 * PIECE


def test_first_sound_has_silence_before_it() -> None:
    sound = Sound()
    assert sound.arrive(3.0, PIECE) == Placed(3 * RATE - PIECE, PIECE)


def test_silence_takes_the_place_of_sound_that_does_not_come() -> None:
    sound = Sound()
    assert sound.fill(seconds(QUIET)) == 0
    assert sound.fill(1.0) == RATE - SPARE
    assert sound.fill(1.0) == 0
    assert sound.arrive(1.5, PIECE) == Placed(RATE // 2 + SPARE - PIECE, PIECE)
    assert sound.placed == 1.5 * RATE


def test_sound_ends_with_the_last_picture() -> None:
    sound = Sound()
    steady(sound, 0, 50)
    assert (sound.rest(1.25), sound.rest(1.25), sound.rest(1.0)) == (RATE // 4, 0, 0)
    assert sound.placed == 1.25 * RATE


def test_pieces_that_come_late_and_at_once_lose_nothing() -> None:
    sound = Sound()
    steady(sound, 0, 100)
    at = 2.0 + 8 / 50  # the process stood still for eight pieces
    assert [sound.arrive(at, PIECE) for _ in range(8)] == [Placed(0, PIECE)] * 8
    assert set(steady(sound, 108, 200)) == {Placed(0, PIECE)}


def test_sound_that_stays_late_jumps_once() -> None:
    sound = Sound()
    steady(sound, 0, 100)
    placed = steady(sound, 100, 100, late=0.1)
    assert [each.silence for each in placed if each.silence] == [RATE // 10]


def test_sound_before_its_place_is_dropped() -> None:
    sound = Sound()
    steady(sound, 0, 100)
    assert sound.fill(2.5) > 0
    assert sound.arrive(2.3, PIECE).length == 0


def test_small_fault_goes_away_by_stretching() -> None:
    sound = Sound()
    steady(sound, 0, 100)
    placed = steady(sound, 100, 1000, late=0.03)
    assert {each.silence for each in placed} == {0}
    assert {each.length for each in placed} == {PIECE, PIECE + STRETCH}
    assert abs(sound.placed - (1100 * PIECE + 0.03 * RATE)) < 0.01 * RATE


@given(st.randoms(use_true_random=False), st.integers(4 * PIECES, 6 * PIECES), st.floats(0.0, 0.2))
def test_sound_comes_to_its_place_however_unsteady_it_is(chance: Random, count: int, begun: float) -> None:
    sound, now = Sound(), 0.0
    for number in range(count):
        now = max(now, begun + (number + 1) / 50 + chance.random() * 0.04)
        sound.arrive(now, PIECE)
    right = begun + count / 50
    assert abs(seconds(sound.placed) - right) <= seconds(FAR) + 0.04
