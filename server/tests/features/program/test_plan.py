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


def test_guest_without_media_is_absent_with_an_open_page_too() -> None:
    assert plan(want(), [], people(PUBLISHER)).absent == {GUEST}
    assert plan(want(guests={GUEST: guest(connected=True)}), [], people(PUBLISHER)).absent == {GUEST}


def test_guest_whose_network_lets_no_media_through_is_absent_and_stays() -> None:
    planned = plan(want(), [Participant(GUEST, False, active=False)], people(PUBLISHER))
    assert planned.absent == {GUEST}
    assert planned.remove == []
    assert planned.state.stage == frozenset()


ALL = frozenset({"camera", "microphone", "screen_share", "screen_share_audio"})


def permits(permitted: frozenset[str] | None, **changes: Any) -> list[tuple[str, str, tuple[str, ...]]]:
    there = Participant(GUEST, True, permitted=permitted)
    return plan(want(guests={GUEST: guest(**changes)}), [there, *people(HOST)], people(PUBLISHER)).permit


def test_rights_in_the_engine_follow_the_store() -> None:
    assert permits(ALL) == []
    assert permits(ALL, muted=True) == [(STAGE, GUEST, ("camera", "screen_share"))]
    assert permits(frozenset({"camera", "screen_share"}), muted=True) == []
    assert permits(frozenset({"camera"}), muted=True, camera_off=True) == [(STAGE, GUEST, ("screen_share",))]
    assert permits(frozenset({"screen_share"})) == [(STAGE, GUEST, tuple(sorted(ALL)))]


def test_assistants_and_second_views_stay_and_are_no_viewers() -> None:
    helped = want(assistants=frozenset({"assistant-a"}), previews=frozenset({"preview-g"}))
    stage, program = people(HOST, "assistant-a", "assistant-b"), people(PUBLISHER, "preview-g", "preview-x")
    planned = plan(helped, stage, program)
    assert planned.remove == [(STAGE, "assistant-b"), (PROGRAM, "preview-x")]
    assert planned.state.viewers == 0


def test_guest_who_sends_a_screen_is_seen() -> None:
    sharing = Participant(GUEST, True, frozenset({"screen_share"}))
    assert plan(want(), [sharing], people(PUBLISHER)).state.sharing == {GUEST}
