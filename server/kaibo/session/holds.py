"""The rows that sessions hold of people, for ExportPerson and ErasePerson."""

from sqlalchemy import and_, or_, select, update

from kaibo.call import Call
from kaibo.person import Held, Mine, Person, emptied
from kaibo.session.admission import REMOVED, REVOKED, removed
from kaibo.session.table import NOT_ENDED, OF_USER, session

EMPTY = {
    "name": "",
    "browser": "",
    "system": "",
    "address": "",
    "external_user": "",
    "avatar_url": "",
    "return_url": "",
}


def _mine(person: Person) -> Mine:
    named = session.c.id.in_(person.sessions)
    return or_(named, and_(OF_USER, session.c.external_user == person.user)) if person.user else named


def _erase(call: Call, person: Person, mine: Mine) -> int:
    """End the sessions for good, and empty their rows. A row stays, because it counts as one use of its link."""
    for show in call.db.scalars(select(session.c.activity).where(mine, NOT_ENDED).distinct()).all():
        call.mark_changed(show)
    ended = {"ended_at": call.now, "end_reason": REVOKED, "joined_at": None}
    call.db.execute(update(session).where(mine, NOT_ENDED).values(**ended))
    call.db.execute(update(session).where(mine, session.c.end_reason == REMOVED).values(end_reason=REVOKED))
    return call.db.execute(update(session).where(mine).values(**EMPTY)).rowcount


SESSIONS = Held(
    kind="session",
    table=session,
    key=session.c.id,
    whose=_mine,
    told={
        "SessionId": session.c.id,
        "LinkId": session.c.link,
        "Role": session.c.role,
        "UserName": session.c.name,
        "ExternalUserId": session.c.external_user,
        "AvatarUrl": session.c.avatar_url,
        "ReturnUrl": session.c.return_url,
        "Browser": session.c.browser,
        "System": session.c.system,
        "AddressPrefix": session.c.address,
        "CreateTime": session.c.created_at,
        "EndTime": session.c.ended_at,
        "EndReason": session.c.end_reason,
    },
    erase=_erase,
    names="sessions",
)
REMOVALS = Held(
    kind="removal",
    table=removed,
    key=removed.c.session,
    whose=lambda person: removed.c.session.in_(person.sessions),
    told={"SessionId": removed.c.session, "UserName": removed.c.name, "Time": removed.c.at},
    erase=emptied(removed, name=""),
)
HOLDS = (SESSIONS, REMOVALS)
