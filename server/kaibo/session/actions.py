"""The signed calls about who is in, and about putting somebody out (ours)."""

from typing import Annotated, Literal

from pydantic import Field

from kaibo.activity.rights import of_call
from kaibo.call import Call
from kaibo.errors import UnknownActivity, UnknownSession
from kaibo.gateway.action import Flag, Int, Wire, action
from kaibo.gateway.paging import Paged, page_token
from kaibo.session import admission, ending, seat as seats, table as sessions
from kaibo.session.admission import REMOVED, Removed
from kaibo.session.role import Role
from kaibo.session.table import Session


class ListSessions(Paged):
    """`only_living`: neither ended nor expired."""

    activity_id: Int
    link_id: Annotated[str, Field(max_length=64)] = ""
    only_living: Flag = 1


class ListedSession(Wire):
    """One person on one device. Times in unix seconds, 0 for none; `via`: app or browser; `blocked`: this person
    was put out and the link that let them in lets nobody in since."""

    session_id: str
    link_id: str
    role: Literal["host", "guest"]
    user_name: str
    external_user_id: str
    via: str
    browser: str
    system: str
    address_prefix: str
    create_time: int
    expire_time: int
    end_time: int
    end_reason: str
    connected: bool
    on_stage: bool
    on_air: bool
    holds_seat: bool
    blocked: bool


class ListedSessions(Wire):
    sessions: list[ListedSession]
    next_page_token: str


class OneSession(Wire):
    """`activity_id` need not be given, but a key that is good for some activities only has to."""

    activity_id: Int | None = None
    session_id: Annotated[str, Field(max_length=64)]


class EndSession(OneSession):
    """`block_link`: the link that let them in lets nobody in from now on; 0 lets them come back by it."""

    block_link: Flag = 1


@action("ListSessions", slow=True)
def list_sessions(call: Call, request: ListSessions) -> ListedSessions:
    """Who is in, or was: the newest first."""
    show = of_call(call, request.activity_id)
    living = call.now if request.only_living else 0
    found = sessions.listed(call.db, show.id, request.link_id, living, request.before(), request.page_size + 1)
    page = found[: request.page_size]
    last = page_token(page[-1].created_at, page[-1].id) if len(found) > len(page) else ""
    return ListedSessions(sessions=_all(call, show.id, page), next_page_token=last)


@action("EndSession", writes=True)
def end_session(call: Call, request: EndSession) -> ListedSession:
    """Put somebody out, whoever it is; they stay out unless BlockLink is 0, and so does everybody of the same link who
    has no place yet. Of who is out already nothing changes, also not their link: others may be in by it."""
    one = _one(call, request)
    if ending.of_person(call.db, one, REMOVED, call.now):
        if request.block_link:
            admission.block(call.db, Removed(one.id, one.activity, one.link, one.name, call.now))
        _note(call, "remove", one)
        call.mark_changed(one.activity)
    return _again(call, one)


@action("UnblockSession", writes=True)
def unblock_session(call: Call, request: OneSession) -> ListedSession:
    """Undo that a removal blocks a link; who was put out may come back by it."""
    one = _one(call, request)
    if admission.unblock(call.db, one.id):
        _note(call, "restore", one)
        call.mark_changed(one.activity)
    return _again(call, one)


def _one(call: Call, request: OneSession) -> Session:
    """Raises UnknownSession, the same for one that is not there and for another's; AccessDenied as of_call does."""
    one = sessions.find(call.db, request.session_id)
    if one is None or request.activity_id not in (None, one.activity):
        raise UnknownSession
    try:
        of_call(call, one.activity)
    except UnknownActivity:
        raise UnknownSession from None
    return one


def _note(call: Call, kind: str, one: Session) -> None:
    about = {"link": one.link, "session": one.id, "role": int(one.role), "name": one.name}
    call.note(kind, one.account, one.activity, **about)


def _again(call: Call, one: Session) -> ListedSession:
    now = sessions.find(call.db, one.id)
    assert now
    return _all(call, one.activity, [now])[0]


def _all(call: Call, activity_id: int, found: list[Session]) -> list[ListedSession]:
    held = seats.of(call.db, activity_id)
    blocked = {gone.session for gone in admission.listed(call.db, activity_id)}
    return [_listed(call, one, held is not None and held.session == one.id, one.id in blocked) for one in found]


def _listed(call: Call, one: Session, holds_seat: bool, blocked: bool) -> ListedSession:
    return ListedSession(
        session_id=one.id,
        link_id=one.link,
        role="host" if one.role is Role.HOST else "guest",
        user_name=one.name,
        external_user_id=one.external_user,
        via=one.via,
        browser=one.browser,
        system=one.system,
        address_prefix=one.address,
        create_time=one.created_at // 1000,
        expire_time=one.expires_at // 1000,
        end_time=(one.ended_at or 0) // 1000,
        end_reason=one.end_reason,
        connected=one.connected,
        on_stage=one.joined_at is not None and one.lives(call.now),
        on_air=one.on_air,
        holds_seat=holds_seat and one.lives(call.now),
        blocked=blocked,
    )
