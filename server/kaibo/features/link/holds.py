"""The rows that links hold of people, for ExportPerson and ErasePerson."""

from sqlalchemy import and_, exists, func, or_, select, update

from kaibo.call import Call
from kaibo.features.link.request import link_request
from kaibo.features.link.table import CREATED, OF_USER, launch_link
from kaibo.person import Held, Mine, Person, deleted
from kaibo.session.table import session

EMPTY = {"name": "", "external_user": "", "avatar_url": "", "return_url": "", "note": "", "asked_hash": ""}


def _mine(person: Person) -> Mine:
    """Match the links with the person's id. For a person without one, those with a name that nobody else has used."""
    known = launch_link.c.id.in_(person.links)
    if person.user:
        return or_(known, and_(OF_USER, launch_link.c.external_user == person.user))
    used = session.c.link == launch_link.c.id
    by_them = exists().where(used, session.c.id.in_(person.sessions))
    by_others = exists().where(used, session.c.id.not_in(person.sessions))
    return or_(known, and_(launch_link.c.name != "", by_them, ~by_others))


def _erase(call: Call, person: Person, mine: Mine) -> int:
    """Turn the links off for good, and empty their rows.

    A link without a name is one for everybody. So each of these also expires, and RestoreLaunchLink opens none. The
    address of a permanent link follows from its name, so the row becomes one of a created link.
    """
    for show in call.db.scalars(select(launch_link.c.activity).where(mine).distinct()).all():
        call.mark_changed(show)
    off = {"revoked_at": func.coalesce(launch_link.c.revoked_at, call.now), "expires_at": call.now}
    values = EMPTY | off | {"client_token": None, "kind": CREATED}
    return call.db.execute(update(launch_link).where(mine).values(**values)).rowcount


LINKS = Held(
    kind="link",
    table=launch_link,
    key=launch_link.c.id,
    whose=_mine,
    told={
        "LinkId": launch_link.c.id,
        "Role": launch_link.c.role,
        "UserName": launch_link.c.name,
        "ExternalUserId": launch_link.c.external_user,
        "AvatarUrl": launch_link.c.avatar_url,
        "ReturnUrl": launch_link.c.return_url,
        "Note": launch_link.c.note,
        "CreateTime": launch_link.c.created_at,
        "FirstOpenTime": launch_link.c.first_opened_at,
    },
    erase=_erase,
    names="links",
)
REQUESTS = Held(
    kind="link-request",
    table=link_request,
    key=link_request.c.id,
    whose=lambda person: link_request.c.link.in_(person.links),
    told={
        "LinkId": link_request.c.link,
        "UserName": link_request.c.name,
        "Browser": link_request.c.browser,
        "System": link_request.c.system,
        "Time": link_request.c.asked_at,
    },
    erase=deleted(link_request),
)
HOLDS = (LINKS, REQUESTS)
