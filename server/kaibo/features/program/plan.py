"""What should be of an activity in the media engine, and what follows from what is seen there."""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from kaibo.activity import table as activities
from kaibo.activity.status import Status, is_over
from kaibo.activity.table import Activity
from kaibo.cluster.observed import RoomState
from kaibo.media.engine import Participant
from kaibo.session import allowed_rooms, identity
from kaibo.session.table import Session


class Wanted(NamedTuple):
    """Who belongs where: on the stage the host ("" nobody) and the guests by identity, in the program its
    publisher ("" nobody) and whoever watches."""

    show: Activity
    host: str
    guests: Mapping[str, Session]
    publisher: str
    over: bool = False
    """Its planned end has come."""


class Plan(NamedTuple):
    """Who must go, as (room, identity); what is seen otherwise; who should be there and is not: the publisher
    of a show that is wanted on air, guests who have a place and no page open."""

    remove: list[tuple[str, str]]
    state: RoomState
    absent: frozenset[str]


def wanted(db: Connection, activity_id: int, now: int) -> Wanted | None:
    """None for an activity that is not there or was deleted. `now` in unix ms."""
    show = activities.find(db, activity_id)
    if show is None or show.deleted_at is not None:
        return None
    host = allowed_rooms.host_on_stage(db, show, now)
    guests, publisher = allowed_rooms.guests_on_stage(db, show, now), allowed_rooms.publisher(db, show, now)
    return Wanted(show, host, guests, publisher, _over(db, show, now))


def _over(db: Connection, show: Activity, now: int) -> bool:
    if show.status != Status.LIVE or not 0 < show.end_time <= now:
        return False
    began = activities.airings(db, show.id)[-1].start_time
    return is_over(bool(json.loads(show.extra).get("IsAutoEndEnable")), show.end_time, began, now)


def rooms(show: Activity) -> tuple[str, str]:
    """The stage and the program of an activity, as the media engine calls them."""
    return (
        identity.room(show.id, identity.STAGE, show.room_epoch),
        identity.room(show.id, identity.PROGRAM, show.room_epoch),
    )


def plan(want: Wanted, stage: Iterable[Participant], program: Iterable[Participant]) -> Plan:
    """Pure: everybody who does not belong goes, every time they are seen. Viewers may stay in the program while
    its preview is not locked; nobody is a viewer on the stage."""
    stage_room, program_room = rooms(want.show)
    on_stage = {one.identity for one in stage}
    in_program = {one.identity: one for one in program}
    belong = want.guests.keys() | {want.host}
    viewers = {name: identity.read_viewer(name) for name in in_program if identity.read_viewer(name)}
    if want.show.lock_preview:
        viewers = {}
    strangers = [(stage_room, name) for name in sorted(on_stage - belong)]
    strangers += [(program_room, name) for name in sorted(in_program.keys() - viewers.keys() - {want.publisher})]
    publisher = in_program.get(want.publisher)
    publishing = publisher is not None and publisher.publishing
    absent = {name for name, guest in want.guests.items() if name not in on_stage and not guest.connected}
    if want.show.wanted and not publishing:
        absent.add(want.publisher)
    state = RoomState(frozenset(viewers.values()), frozenset(on_stage & belong), publishing)
    return Plan(strangers, state, frozenset(absent))
