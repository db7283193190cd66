"""Sessions' part of the snapshot that a studio or guest page shows."""

from kaibo.activity import airings
from kaibo.activity.airings import Airing
from kaibo.activity.table import Activity
from kaibo.gateway.action import Wire
from kaibo.session import (
    allowed_rooms,
    identity,
    places,
    seat as seats,
    table as sessions,
    takeover as takeovers,
)
from kaibo.session.call import SessionCall
from kaibo.session.people_view import GuestView, RemovedView, guest_views, removed_views
from kaibo.session.places import Place
from kaibo.session.role import CREW, Role
from kaibo.session.seat import Seat
from kaibo.session.table import Session

ASKED_MS = 60_000
"""How long a page shows that the crew asked its guest to unmute."""


class SessionView(Wire):
    """The session of this page."""

    session_id: str
    link_id: str
    """The link this session belongs to. It changes when links are rotated. The device uses it to find its session."""
    role: int
    user_name: str
    tab: str
    """The nonce of the page load that acts for the session."""
    end_reason: str
    """"" while the session lives."""
    on_stage: bool
    on_air: bool
    place: Place
    """The guest's own place; "" before joining, and for all other roles."""
    muted: bool
    """The crew took this guest's right to send sound."""
    camera_off: bool
    """The crew took this guest's right to send the camera."""
    hand_time: int
    """Since when this guest's hand is raised, in unix seconds; 0 for not."""
    asked_to_unmute_time: int
    """When the crew asked this guest to unmute, in unix seconds; 0 for not within a minute."""
    place_lost: bool
    """This guest's place was given up, because no media connection came."""
    return_url: str
    """The page that the person goes to at the end; "" for none."""


class ActivityView(Wire):
    """The show. Times are unix seconds."""

    activity_id: int
    name: str
    status: int
    live_time: int
    end_time: int
    cover_image: str
    view_url: str
    wanted: bool
    """Whether the host requested the live show."""
    start_time: int
    """When the present airing began; 0 while the show is not on air."""
    order_number: int


class TakeoverView(Wire):
    """A pending takeover."""

    mine: bool
    """Whether this page's own session asks."""
    browser: str
    """The browser that asks."""
    system: str
    """The system that asks."""
    told: bool
    """Whether the holder's page was told. Its ten seconds run from then on."""
    seconds_left: float
    """Until the seat may be taken, by the server's clock. It shrinks when the holder is told, or is absent."""


class SeatView(Wire):
    """The host seat and its holder."""

    epoch: int
    mine: bool
    """Whether this session holds the seat."""
    aired: bool
    """Whether the page may go live again without a click, after a reload or a crash."""
    free: bool
    """Whether this session may take the seat without a takeover."""
    free_in_seconds: float | None
    """Until the seat of an absent holder is free. None while a page of the holder is open."""
    browser: str
    """The holder's browser."""
    system: str
    """The holder's system."""
    user_name: str
    """The holder's name; "" for a host without one."""
    since: int
    """When the holder took the seat, in unix seconds."""
    connected: bool
    """Whether a page of the holder is open."""
    asked: TakeoverView | None
    """The pending takeover. Only the holder and the session that asks see it."""
    refused: bool
    """Whether the holder refused this session's last takeover within a minute."""
    wait_seconds: float
    """Until the seat may be asked for again."""
    take_back_seconds: float
    """How long this session may take the seat back without asking; 0 for not at all."""


class Identities(Wire):
    """The names of this session in the two rooms; "" where it has no place.

    The host's name in the program is known before the live show is requested. It admits nobody until then.
    """

    stage: str
    program: str


class Part(Wire):
    """Sessions' part of the snapshot."""

    session: SessionView
    activity: ActivityView
    seat: SeatView
    identities: Identities
    publisher: str
    """The identity whose picture and sound are the program now; "" while there is none."""
    guests: list[GuestView]
    removed: list[RemovedView]
    """For hosts and assistants only."""
    stage_cap: int
    grace_seconds: int


def part(call: SessionCall) -> Part:
    """Read the sessions' part of the snapshot that this session's page shows now."""
    mine, show = call.session, call.activity
    room = call.observed.of(call.db, show.id)
    return Part(
        session=_session(call),
        activity=_activity(call, show),
        seat=_seat(call, call.held, call.holder),
        identities=_identities(call, call.held),
        publisher=allowed_rooms.publisher(call.db, show, call.now),
        guests=guest_views(call, room),
        removed=removed_views(call) if mine.role in CREW else [],
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
        place="" if call.end_reason or mine.role is not Role.GUEST else places.place(mine),
        muted=mine.muted,
        camera_off=mine.camera_off,
        hand_time=mine.hand_at // 1000,
        asked_to_unmute_time=mine.asked_at // 1000 if call.now - mine.asked_at < ASKED_MS else 0,
        place_lost=mine.place_lost,
        return_url=mine.return_url,
    )


def _activity(call: SessionCall, show: Activity) -> ActivityView:
    aired = airings.of(call.db, show.id)
    last = aired[-1] if aired else Airing(0, 0, 0)
    return ActivityView(
        activity_id=show.id,
        name=show.name,
        status=show.status,
        live_time=show.live_time // 1000,
        end_time=show.end_time // 1000,
        cover_image=show.cover_image,
        view_url=call.limits.view_url(show.view_path),
        wanted=show.live_requested,
        start_time=last.start_time // 1000 if last.end_time is None else 0,
        order_number=last.order_number,
    )


def _seat(call: SessionCall, held: Seat | None, holder: Session | None) -> SeatView:
    mine = call.session
    recent = call.takeovers if mine.role is Role.HOST else []
    return SeatView(
        epoch=held.epoch if held else 0,
        mine=holder is not None and holder.id == mine.id,
        aired=bool(held and held.resumable),
        free=seats.is_free(held, holder, mine.id, call.now, call.limits),
        free_in_seconds=None if (left := seats.free_in_ms(holder, call.now, call.limits)) is None else _seconds(left),
        browser=holder.browser if holder else "",
        system=holder.system if holder else "",
        user_name=holder.name if holder else "",
        since=held.since // 1000 if held else 0,
        connected=bool(holder and holder.connected),
        asked=_pending(call, holder) if mine.role is Role.HOST else None,
        refused=takeovers.refused(recent, mine.id, call.now),
        wait_seconds=_seconds(takeovers.cool_until(recent) - call.now),
        take_back_seconds=_seconds(seats.take_back_ms(call.db, held, holder, mine, call.now)),
    )


def _pending(call: SessionCall, holder: Session | None) -> TakeoverView | None:
    mine, waiting = call.session.id, call.pending
    if holder is None or waiting is None or mine not in (holder.id, waiting.session):
        return None
    asker, gone = sessions.find(call.db, waiting.session), seats.gone_at(holder, call.limits)
    due_at = waiting.due_at(call.limits)
    if mine == holder.id and not waiting.told_at:  # this view tells the holder
        due_at = waiting._replace(told_at=call.now).due_at(call.limits)
    if gone is not None:
        due_at = min(due_at, gone)
    return TakeoverView(
        mine=waiting.session == mine,
        browser=asker.browser if asker else "",
        system=asker.system if asker else "",
        told=waiting.told_at > 0,
        seconds_left=_seconds(due_at - call.now),
    )


def _seconds(ms: int) -> float:
    return max(0, ms) / 1000


def _identities(call: SessionCall, held: Seat | None) -> Identities:
    mine = call.session
    if call.end_reason:
        return Identities(stage="", program="")
    if mine.role is Role.ASSISTANT:
        return Identities(stage=identity.assistant(mine.public), program="")
    if mine.role is Role.GUEST:
        return Identities(stage=identity.guest(mine.public) if mine.joined_at else "", program="")
    if held is None or held.session != mine.id:
        return Identities(stage="", program="")
    return Identities(stage=identity.host(mine.public, held.epoch), program=identity.publisher(mine.public, held.epoch))
