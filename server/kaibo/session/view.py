"""Sessions' part of the snapshot that a studio or guest page shows."""

from kaibo.activity import table as activities
from kaibo.activity.table import Activity, Airing
from kaibo.cluster.observed import RoomState
from kaibo.gateway.action import Wire
from kaibo.session import (
    admission,
    allowed_rooms,
    ending,
    identity,
    seat as seats,
    table as sessions,
    takeover as takeovers,
)
from kaibo.session.call import SessionCall
from kaibo.session.role import Role
from kaibo.session.seat import Seat
from kaibo.session.table import Session
from kaibo.session.takeover import Takeover


class SessionView(Wire):
    """Who this page is. `link_id` is the link that it is in by: another one after the links were made anew; by it this
    device finds its session again. `tab` is the page load that acts; `end_reason` is "" while the session lives;
    `return_url` is where the person goes when they are done, "" for nowhere."""

    session_id: str
    link_id: str
    role: int
    user_name: str
    tab: str
    end_reason: str
    on_stage: bool
    on_air: bool
    return_url: str


class ActivityView(Wire):
    """The show. Times in unix seconds; `start_time` 0 while it is not on air."""

    activity_id: int
    name: str
    status: int
    live_time: int
    end_time: int
    cover_image: str
    view_url: str
    wanted: bool
    start_time: int
    order_number: int


class TakeoverView(Wire):
    """Somebody asks for the seat: this page's own session (`mine`) or another's device. `seconds_left` until it may be
    taken, by the server's clock: sooner when the holder is gone."""

    mine: bool
    browser: str
    system: str
    seconds_left: float


class SeatView(Wire):
    """Who holds the host seat, as a person can tell: browser, system, since when (unix seconds). `asked`: what waits
    for the holder's answer, for the two whom it concerns; `refused`: this session's wish was, lately;
    `wait_seconds` until the seat may be asked for again. `aired`: in this epoch a click put the show on air.
    `take_back_seconds`: for how long this session may take the seat back without asking, 0 for not at all."""

    epoch: int
    mine: bool
    aired: bool
    free: bool
    browser: str
    system: str
    since: int
    connected: bool
    asked: TakeoverView | None
    refused: bool
    wait_seconds: float
    take_back_seconds: float


class Identities(Wire):
    """How this session is called in the two rooms; "" where it has no place. The host's is named before the
    show is wanted on air; nobody is let in with it until then."""

    stage: str
    program: str


class GuestView(Wire):
    """A guest on the stage. `session_id` is for hosts, who act by it, and for the guest's own page; else ""."""

    session_id: str
    user_name: str
    on_air: bool
    connected: bool
    identity: str
    avatar_url: str


class RemovedView(Wire):
    """A person who was put out. `others`: how many guests are in by the same link."""

    session_id: str
    user_name: str
    others: int


class Part(Wire):
    """Sessions' part of the snapshot. `publisher` is the identity that is the program now, "" while there is none.
    `removed` is for hosts alone."""

    session: SessionView
    activity: ActivityView
    seat: SeatView
    identities: Identities
    publisher: str
    guests: list[GuestView]
    removed: list[RemovedView]
    stage_cap: int
    grace_seconds: int


def part(call: SessionCall) -> Part:
    """Read what this session's page shows now."""
    mine, show = call.session, call.activity
    room = call.observed.of(show.id)
    return Part(
        session=_session(call),
        activity=_activity(call, show),
        seat=_seat(call, call.held, call.holder),
        identities=_identities(call, call.held),
        publisher=allowed_rooms.publisher(call.db, show, call.now),
        guests=[_guest(mine, one, room) for one in sessions.guests(call.db, show.id, call.now)],
        removed=_removed(call) if mine.role is Role.HOST else [],
        stage_cap=call.limits.stage_cap,
        grace_seconds=call.limits.grace_seconds,
    )


def _session(call: SessionCall) -> SessionView:
    mine = call.session
    return SessionView(
        session_id=mine.id,
        link_id=mine.link,
        role=mine.role,
        user_name=mine.name,
        tab=mine.tab,
        end_reason=call.end_reason,
        on_stage=mine.joined_at is not None,
        on_air=mine.on_air,
        return_url=mine.return_url,
    )


def _activity(call: SessionCall, show: Activity) -> ActivityView:
    airings = activities.airings(call.db, show.id)
    last = airings[-1] if airings else Airing(0, 0, 0)
    return ActivityView(
        activity_id=show.id,
        name=show.name,
        status=show.status,
        live_time=show.live_time // 1000,
        end_time=show.end_time // 1000,
        cover_image=show.cover_image,
        view_url=call.limits.view_url(show.view_path),
        wanted=show.wanted,
        start_time=last.start_time // 1000 if last.end_time is None else 0,
        order_number=last.order_number,
    )


def _seat(call: SessionCall, held: Seat | None, holder: Session | None) -> SeatView:
    mine = call.session
    asked = takeovers.recent(call.db, call.activity.id, call.now) if mine.role is Role.HOST else []
    return SeatView(
        epoch=held.epoch if held else 0,
        mine=holder is not None and holder.id == mine.id,
        aired=bool(held and held.aired),
        free=seats.is_free(held, holder, mine.id, call.now),
        browser=holder.browser if holder else "",
        system=holder.system if holder else "",
        since=held.since // 1000 if held else 0,
        connected=bool(holder and holder.connected),
        asked=_asked(call, asked, holder),
        refused=takeovers.refused(asked, mine.id, call.now),
        wait_seconds=_seconds(takeovers.cool_until(asked) - call.now),
        take_back_seconds=_seconds(seats.take_back_ms(call.db, held, holder, mine, call.now)),
    )


def _asked(call: SessionCall, asked: list[Takeover], holder: Session | None) -> TakeoverView | None:
    mine = call.session.id
    waiting = takeovers.waiting(call.db, asked, holder.id, call.now) if holder else None
    if holder is None or waiting is None or mine not in (holder.id, waiting.session):
        return None
    asker, gone = sessions.find(call.db, waiting.session), seats.gone_at(holder)
    due_at = waiting.due_at if gone is None else min(waiting.due_at, gone)
    return TakeoverView(
        mine=waiting.session == mine,
        browser=asker.browser if asker else "",
        system=asker.system if asker else "",
        seconds_left=_seconds(due_at - call.now),
    )


def _seconds(ms: int) -> float:
    return max(0, ms) / 1000


def _identities(call: SessionCall, held: Seat | None) -> Identities:
    mine = call.session
    if call.end_reason:
        return Identities(stage="", program="")
    if mine.role is Role.GUEST:
        return Identities(stage=identity.guest(mine.public) if mine.joined_at else "", program="")
    if held is None or held.session != mine.id:
        return Identities(stage="", program="")
    return Identities(stage=identity.host(mine.public, held.epoch), program=identity.publisher(mine.public, held.epoch))


def _guest(mine: Session, one: Session, room: RoomState) -> GuestView:
    name = identity.guest(one.public)
    return GuestView(
        session_id=one.id if mine.role is Role.HOST or mine.id == one.id else "",
        user_name=one.name,
        on_air=one.on_air,
        connected=name in room.stage,
        identity=name,
        avatar_url=one.avatar_url,
    )


def _removed(call: SessionCall) -> list[RemovedView]:
    found = admission.listed(call.db, call.activity.id)
    others = ending.guests_in(call.db, {gone.link for gone in found}, call.now)
    return [
        RemovedView(session_id=gone.session, user_name=gone.name, others=others.get(gone.link, 0)) for gone in found
    ]
