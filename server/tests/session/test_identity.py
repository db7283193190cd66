import pytest
from hypothesis import given, strategies as st
from kaibo.session import identity
from kaibo.session.identity import PROGRAM, STAGE, Room

IDS = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=8, max_size=8)
NUMBERS = st.integers(0, 10**18 - 1)
ROOMS = st.builds(Room, NUMBERS, st.sampled_from([STAGE, PROGRAM]), NUMBERS, st.just("") | IDS)


@given(ROOMS)
def test_room_name_can_be_read_back(room: Room) -> None:
    assert identity.read_room(room.name) == room


@given(st.one_of(st.from_regex(identity.NAME), st.text(), ROOMS.map(lambda room: room.name + "\n")))
def test_what_is_read_is_the_whole_name(name: str) -> None:
    room = identity.read_room(name)
    assert room is None or room.name == name


@given(ROOMS, ROOMS)
def test_two_rooms_have_two_names(one: Room, other: Room) -> None:
    assert (one.name == other.name) == (one == other)


@given(ROOMS, IDS)
def test_room_of_another_installation_is_never_ours(room: Room, own: str) -> None:
    assert room.may_belong_to(own) == (room.installation in ("", own))


def test_room_of_before_has_its_old_name() -> None:
    assert Room(1795437084370993, STAGE, 3, "").name == "kaibo-1795437084370993-stage-3"
    assert Room(1795437084370993, STAGE, 3, "abcd2345").name == "kaibo-abcd2345-1795437084370993-stage-3"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "kaibo-1-stage",
        "kaibo-1-lobby-1",
        "kaibo-x-stage-1",
        "kaibo-1-stage-²",
        "kaibo-01-stage-1",
        "kaibo-a-b-1-stage-1",
        "kaibo-ABCD2345-1-stage-1",
        "kaibo--1-stage-1",
        f"kaibo-{10**18}-stage-1",
        "other-1-stage-1",
        "1-stage-1",
    ],
)
def test_other_name_is_no_room_of_ours(name: str) -> None:
    assert identity.read_room(name) is None


def test_two_connections_of_a_viewer_are_one_viewer() -> None:
    names = {identity.viewer("ab12", "1"), identity.viewer("ab12", "2")}
    assert len(names) == 2
    assert {identity.read_viewer(name) for name in names} == {"ab12"}


@pytest.mark.parametrize("name", ["", "viewer-", "viewer-a", "viewer-a-b-c", "guest-se_a-b", "program-se_a-1"])
def test_other_identity_is_no_viewer(name: str) -> None:
    assert identity.read_viewer(name) == ""
