"""The signed calls that list and end sessions. They are Kaibo's own; the vendor has none."""

from typing import Annotated

from pydantic import Field

from kaibo.activity.errors import UnknownActivity
from kaibo.activity.rights import of_call
from kaibo.call import Call
from kaibo.gateway.action import Flag, Int, Wire, action
from kaibo.gateway.paging import Paged
from kaibo.session import admission, ending, places, seat as seats, table as sessions
from kaibo.session.admission import REMOVED, Removed
from kaibo.session.errors import UnknownSession
from kaibo.session.places import Place
from kaibo.session.role import NAMES, Role, RoleName
from kaibo.session.table import Session


class ListSessions(Paged):
    """Which sessions to list."""

    activity_id: Int
    link_id: Annotated[str, Field(max_length=64)] = ""
    """Only sessions of this link; "" for all."""
    only_living: Flag = 1
    """1: only sessions that have neither ended nor expired."""


class ListedSession(Wire):
    """One person on one device. Times are unix seconds; 0 means none."""

    session_id: str
    link_id: str
    role: RoleName
    user_name: str
    external_user_id: str
    via: str
    """`app` or `browser`."""
    browser: str
    system: str
    address_prefix: str
    create_time: int
    expire_time: int
    end_time: int
    end_reason: str
    connected: bool
    join_time: int
    """Since when the person has a place on the stage."""
    on_stage: bool
    on_air: bool
    place: Place
    """Where a guest is: waiting, backstage or air. "" for everybody else."""
    holds_seat: bool
    blocked: bool
    """A call removed this person, and since then their link admits nobody."""


class ListedSessions(Wire):
    sessions: list[ListedSession]
    next_page_token: str


class OneSession(Wire):
    """Names one session."""

    activity_id: Int | None = None
    """Optional, except for an access key that may use only some activities."""
    session_id: Annotated[str, Field(max_length=64)]


class EndSession(OneSession):
    """Which session to end."""

    block_link: Flag = 1
    """1: the session's link admits nobody from now on. 0: the person may use the link again."""


@action("ListSessions", slow=True)
def list_sessions(call: Call, request: ListSessions) -> ListedSessions:
    """List the sessions of an activity, the newest first. They include ended ones when OnlyLiving is 0."""
    show = of_call(call, request.activity_id)
    living = call.now if request.only_living else 0
    rows = sessions.listed(call.db, show.id, request.link_id, living, request.before(), request.limit)
    page, next_token = request.cut(rows, lambda row: (row.created_at, row.id))
    return ListedSessions(sessions=_listed_all(call, show.id, page), next_page_token=next_token)


@action("EndSession", writes=True)
def end_session(call: Call, request: EndSession) -> ListedSession:
    """Remove a person: end all their sessions.

    Unless BlockLink is 0, their link admits nobody from now on. Sessions of the same link without a place end too.
    If the person's sessions have ended already, nothing changes, because other people may use the link.
    """
    session = session_of(call, request)
    if ending.of_person(call.db, session, REMOVED, call.now):
        if request.block_link:
            gone = Removed(session.id, session.activity, session.link, session.name, call.now)
            admission.block(call.db, gone)
        _note(call, "remove", session)
        call.mark_changed(session.activity)
    return _relisted(call, session)


@action("UnblockSession", writes=True)
def unblock_session(call: Call, request: OneSession) -> ListedSession:
    """Undo the block that a removal put on a link. The removed person may use the link again."""
    session = session_of(call, request)
    if admission.unblock(call.db, session.id):
        _note(call, "restore", session)
        call.mark_changed(session.activity)
    return _relisted(call, session)


def session_of(call: Call, request: OneSession) -> Session:
    """Return the session that a request names.

    Raises UnknownSession, also for a session of another account, and AccessDenied as `of_call` does.
    """
    session = sessions.find(call.db, request.session_id)
    if session is None or request.activity_id not in (None, session.activity):
        raise UnknownSession
    try:
        of_call(call, session.activity)
    except UnknownActivity:
        raise UnknownSession from None
    return session


def _note(call: Call, kind: str, session: Session) -> None:
    call.note(kind, session.account, session.activity, **session.about)


def _relisted(call: Call, session: Session) -> ListedSession:
    now = sessions.find(call.db, session.id)
    assert now
    return _listed_all(call, session.activity, [now])[0]


def _listed_all(call: Call, activity_id: int, rows: list[Session]) -> list[ListedSession]:
    seat = seats.of(call.db, activity_id)
    holder_id = seat.session if seat else None
    blocked = {gone.session for gone in admission.listed(call.db, activity_id)}
    return [_listed(call, row, row.id == holder_id, row.id in blocked) for row in rows]


def _listed(call: Call, session: Session, holds_seat: bool, blocked: bool) -> ListedSession:
    return ListedSession(
        session_id=session.id,
        link_id=session.link,
        role=NAMES[session.role],
        user_name=session.name,
        external_user_id=session.external_user,
        via=session.via,
        browser=session.browser,
        system=session.system,
        address_prefix=session.address,
        create_time=session.created_at // 1000,
        expire_time=session.expires_at // 1000,
        end_time=(session.ended_at or 0) // 1000,
        end_reason=session.end_reason,
        connected=session.connected,
        join_time=(session.joined_at or 0) // 1000,
        on_stage=session.joined_at is not None and session.lives(call.now),
        on_air=session.on_air,
        place=places.place(session) if session.role is Role.GUEST and session.lives(call.now) else "",
        holds_seat=holds_seat and session.lives(call.now),
        blocked=blocked,
    )
