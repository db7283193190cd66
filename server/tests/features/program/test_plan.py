"""The plan of the reconciler: which participants to remove, and what is observed. It is pure."""

from typing import Any

from kaibo.activity.status import Status
from kaibo.activity.table import Activity
from kaibo.cluster.observed import RoomState
from kaibo.features.program.plan import Allowed, plan
from kaibo.media.engine import Participant
from kaibo.session.role import Role
from kaibo.session.table import Session

ID = "abcd2345"
STAGE, PROGRAM = f"kaibo-{ID}-7-stage-2", f"kaibo-{ID}-7-program-2"
HOST, PUBLISHER, GUEST = "host-se_h-3", "program-se_h-3", "guest-se_g"


def show(**changes: Any) -> Activity:
    made = Activity(
        7, "a", "", "n", 0, 0, Status.LIVE, "p", "", "{}", 0, None, True, 2, 1, 1, 1, False, None, 1, True, ID
    )
    return made._replace(**changes)


def guest(**changes: Any) -> Session:
    made = Session("se_g", 7, "a", "l", Role.GUEST, "g", "", "", "", 0, 9, None, "", "", False, 1, True)
    return made._replace(**changes)


def want(**changes: Any) -> Allowed:
    return Allowed(show(), HOST, {GUEST: guest()}, PUBLISHER)._replace(**changes)


def people(*names: str, publishing: bool = True) -> list[Participant]:
    return [Participant(name, publishing) for name in names]


def test_allowed_participants_stay() -> None:
    planned = plan(want(), people(HOST, GUEST), people(PUBLISHER, "viewer-a-1", "viewer-a-2", "viewer-b-1"))
    assert planned.remove == []
    assert planned.absent == frozenset()
    assert planned.state == RoomState(frozenset({"a", "b"}), frozenset({HOST, GUEST}), True), (
        "a viewer with two tabs is one viewer"
    )


def test_all_other_participants_are_removed() -> None:
    planned = plan(
        want(),
        people(HOST, "host-se_h-2", "host-se_x-3", "guest-se_x", PUBLISHER, "viewer-a-1", "", "?"),
        people(PUBLISHER, "program-se_h-2", "program-se_x-3", HOST, GUEST, "viewer-", "recorder"),
    )
    gone_from = {room: {name for where, name in planned.remove if where == room} for room in (STAGE, PROGRAM)}
    assert gone_from[STAGE] == {"host-se_h-2", "host-se_x-3", "guest-se_x", PUBLISHER, "viewer-a-1", "", "?"}
    assert gone_from[PROGRAM] == {"program-se_h-2", "program-se_x-3", HOST, GUEST, "viewer-", "recorder"}
    assert planned.state == RoomState(frozenset(), frozenset({HOST}), True)


def test_viewers_behind_a_locked_preview_are_removed() -> None:
    planned = plan(want(show=show(lock_preview=True)), people(HOST), people(PUBLISHER, "viewer-a-1"))
    assert planned.remove == [(PROGRAM, "viewer-a-1")]
    assert planned.state == RoomState(frozenset(), frozenset({HOST}), True)


def test_publisher_of_a_show_that_is_not_requested_is_removed() -> None:
    off = want(show=show(live_requested=False), publisher="")
    planned = plan(off, people(HOST), people(PUBLISHER, "viewer-a-1"))
    assert planned.remove == [(PROGRAM, PUBLISHER)]
    assert not planned.state.publishing
    assert PUBLISHER not in planned.absent
    assert "" not in planned.absent


def test_publisher_without_a_track_is_absent() -> None:
    planned = plan(want(), people(HOST, GUEST), people(PUBLISHER, publishing=False))
    assert planned.absent == {PUBLISHER}
    assert planned.remove == []


def test_requested_show_without_a_holder_has_an_absent_publisher() -> None:
    assert plan(want(publisher=""), people(GUEST), []).absent == {""}


def test_guest_without_page_and_picture_is_absent() -> None:
    assert plan(want(), [], people(PUBLISHER)).absent == {GUEST}
    assert plan(want(guests={GUEST: guest(connected=True)}), [], people(PUBLISHER)).absent == frozenset()
