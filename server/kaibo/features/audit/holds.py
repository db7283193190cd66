"""The rows that the audit log holds of people, for ExportPerson and ErasePerson."""

from sqlalchemy import and_, or_, select, tuple_, update

from kaibo.call import Call
from kaibo.features.audit.table import audit
from kaibo.person import Held, Mine, Person

ABOUT = {"name": "", "device": "", "address": ""}
NAMING = ("rename", "issue")
"""Events whose detail may hold a name: the old one, and the note of a link."""
ABOUT_VIEWERS = ("silence", "unsilence", "ban-viewer", "unban-viewer")
"""Events whose detail is the number of a viewer."""


def _about(person: Person) -> Mine:
    """Match the events about a person, by session (also a forgotten one), link or viewer's number."""
    earlier = audit.alias()
    by_link = and_(earlier.c.activity.in_(person.shows), earlier.c.link.in_(person.links), earlier.c.session != "")
    numbers = [(show, str(number)) for show, number in person.numbered]
    return or_(
        audit.c.session.in_(person.sessions),
        audit.c.session.in_(select(earlier.c.session).where(by_link)),
        audit.c.link.in_(person.links),
        and_(audit.c.kind.in_(ABOUT_VIEWERS), tuple_(audit.c.activity, audit.c.detail).in_(numbers)),
    )


def _mine(person: Person) -> Mine:
    """Match the events about a person, and those of what the person did."""
    return and_(audit.c.activity.in_(person.shows), or_(_about(person), audit.c.actor.in_(person.sessions)))


def _erase(call: Call, person: Person, mine: Mine) -> int:
    """Keep the acts, without the person's name, device and network."""
    shows = audit.c.activity.in_(person.shows)
    acted = update(audit).where(shows, audit.c.actor.in_(person.sessions))
    call.db.execute(acted.values(actor_name=""))
    call.db.execute(update(audit).where(shows, audit.c.kind.in_(NAMING), _about(person)).values(detail=""))
    return call.db.execute(update(audit).where(shows, _about(person)).values(**ABOUT)).rowcount


HOLDS = (
    Held(
        kind="event",
        table=audit,
        key=audit.c.id,
        whose=_mine,
        told={
            "Kind": audit.c.kind,
            "LinkId": audit.c.link,
            "SessionId": audit.c.session,
            "UserName": audit.c.name,
            "Device": audit.c.device,
            "AddressPrefix": audit.c.address,
            "Detail": audit.c.detail,
            "Time": audit.c.at,
        },
        erase=_erase,
    ),
)
