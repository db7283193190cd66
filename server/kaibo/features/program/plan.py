"""The people who may be in the rooms of an activity, compared with the people who are there."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from kaibo.access import decision
from kaibo.access.decision import Door, Verdict
from kaibo.activity import airings, table as activities
from kaibo.activity.status import Status, is_over
from kaibo.activity.table import Activity
from kaibo.cluster.observed import RoomState
from kaibo.media.engine import Participant
from kaibo.session import allowed_rooms, identity
from kaibo.session.identity import Room
from kaibo.session.table import Session


class Allowed(NamedTuple):
    """The people who may be in the rooms of an activity. Viewers may also be in the program."""

    show: Activity
    host: str
    """The host's identity on the stage; "" for none."""
    guests: Mapping[str, Session]
    """The guests on the stage, by identity."""
    publisher: str
    """The publisher's identity in the program; "" for none."""
    over: bool = False
    """Whether the show's planned end has come."""
    assistants: frozenset[str] = frozenset()
    """The assistants' identities on the stage."""
    previews: frozenset[str] = frozenset()
    """The second views of guests and assistants in the program. They count as no viewers."""
    door: Door = Door()
    """Decides which viewers may be in the program."""


class Plan(NamedTuple):
    """The result of comparing the observed people with the allowed ones."""

    remove: list[tuple[str, str]]
    """Participants to remove, as (room, identity)."""
    state: RoomState
    """The observed state without them."""
    absent: frozenset[str]
    """Identities that are expected but missing.

    The publisher is expected when the live show is requested. Each guest with a place is expected, so a guest whose
    network lets no media through is missing.
    """
    permit: list[tuple[str, str, tuple[str, ...]]]
    """Participants whose rights to publish are to be changed, as (room, identity, sources)."""


def allowed(db: Connection, activity_id: int, now: int) -> Allowed | None:
    """Read the people who may be in the rooms; None for an unknown or deleted activity. `now` is unix ms."""
    show = activities.find(db, activity_id)
    if show is None or show.deleted_at is not None:
        return None
    host = allowed_rooms.host_on_stage(db, show, now)
    guests, publisher = allowed_rooms.guests_on_stage(db, show, now), allowed_rooms.publisher(db, show, now)
    helpers = allowed_rooms.assistants(db, show, now)
    assistants = {allowed_rooms.of_assistant(show, each).identity for each in helpers}
    views = (allowed_rooms.of_preview(show, each, now) for each in (*guests.values(), *helpers))
    previews = frozenset(view.identity for view in views if view)
    return Allowed(
        show, host, guests, publisher, _over(db, show, now), frozenset(assistants), previews, decision.door(db, show.id)
    )


def _over(db: Connection, show: Activity, now: int) -> bool:
    if show.status != Status.LIVE or not 0 < show.end_time <= now:
        return False
    began = airings.of(db, show.id)[-1].start_time
    return is_over(bool(json.loads(show.extra).get("IsAutoEndEnable")), show.end_time, began, now)


def rooms(show: Activity) -> tuple[str, str]:
    """Name the stage and the program of an activity, as the media engine knows them."""
    return identity.room(show, identity.STAGE), identity.room(show, identity.PROGRAM)


def is_left_over(room: Room, show: Activity | None) -> bool:
    """Tell whether a room is to be deleted. It has this installation's id, or a name of the old form. Pure.

    A name of the old form does not tell whose the room is. It is ours only if the store had such a room.
    """
    if room.installation:
        return show is None or show.deleted_at is not None or room.name not in rooms(show)
    if show is None or show.room_names:
        return False
    return show.deleted_at is not None or room.epoch < show.room_epoch


def plan(may: Allowed, stage: Iterable[Participant], program: Iterable[Participant]) -> Plan:
    """Compare the participants of both rooms with the allowed people. Pure.

    Everyone else must go each time they are seen. Viewers who may watch may stay in the program unless its preview is
    locked. Viewers may never be on the stage. The makers of a show on air may be in the program, and count as nobody.
    """
    stage_room, program_room = rooms(may.show)
    on_stage = {participant.identity: participant for participant in stage}
    active = {name for name, participant in on_stage.items() if participant.active}
    in_program = {participant.identity: participant for participant in program}
    members = may.guests.keys() | may.assistants | {may.host}
    passes = {name: identity.read_pass(name) for name in in_program}
    viewers = {name: who.viewer for name, who in passes.items() if who.viewer and may.door.verdict(who) is Verdict.YES}
    if may.show.lock_preview:
        viewers = {}
    makers = {name for name in in_program if identity.is_maker(name) and may.show.status == Status.LIVE}
    strangers = [(stage_room, name) for name in sorted(on_stage.keys() - members)]
    others = in_program.keys() - viewers.keys() - may.previews - makers - {may.publisher}
    strangers += [(program_room, name) for name in sorted(others)]
    publisher = in_program.get(may.publisher)
    publishing = publisher is not None and publisher.publishing
    absent = may.guests.keys() - active
    if may.show.live_requested and not publishing:
        absent.add(may.publisher)
    sharing = {name for name in active & members if "screen_share" in on_stage[name].sources}
    state = RoomState(frozenset(viewers.values()), frozenset(active & members), publishing, sharing=frozenset(sharing))
    return Plan(strangers, state, frozenset(absent), list(_permits(may, stage_room, on_stage)))


def _permits(may: Allowed, room: str, there: Mapping[str, Participant]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the guests whom the engine lets publish more, or less, than the store says."""
    for name, guest in may.guests.items():
        sources = allowed_rooms.stage_sources(guest) or ()
        if name in there and there[name].permitted != frozenset(sources):
            yield room, name, sources
