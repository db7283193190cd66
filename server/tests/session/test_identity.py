import pytest
from kaibo.session import identity
from kaibo.session.identity import Room


@pytest.mark.parametrize("kind", [identity.STAGE, identity.PROGRAM])
def test_room_name_can_be_read_back(kind: str) -> None:
    assert identity.read_room(identity.room(1795437084370993, kind, 3)) == Room(1795437084370993, kind, 3)


@pytest.mark.parametrize(
    "name",
    ["", "kaibo-1-stage", "kaibo-1-lobby-1", "kaibo-x-stage-1", "kaibo-1-stage-²", "other-1-stage-1", "1-stage-1"],
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
