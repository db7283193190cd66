"""How a person gets silenced or banned, by whichever door. Pages of viewers learn nothing of a silence."""

from kaibo.access import table as access
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.errors import TooMany
from kaibo.session.call import SessionCall
from kaibo.talk import people, table

MOST_BANNED = 10_000
"""Banned viewers of one show."""


def ban_author(call: SessionCall, number: int, banned: bool) -> None:
    """Ban the author with this number from the show of a session, or let them watch again. Raises TooMany."""
    name = people.names(call.db, call.activity.id, [number]).get(number, "")
    # ErasePerson finds the name by the number.
    ban(call, call.activity, {number: ""}, banned, name=name, detail=str(number), session=call.session.id)


def silence(call: Call, show: Activity, number: int, on: bool) -> None:
    """Silence the person with this number, or end that."""
    name = people.names(call.db, show.id, [number]).get(number, "")
    people.set_silenced(call.db, show.id, number, name, on, call.now)
    call.note("silence" if on else "unsilence", show.account, show.id, name=name, detail=str(number))
    _tell_crew(call, show)


def ban(call: Call, show: Activity, viewers: dict[int, str], banned: bool, **more: str) -> None:
    """Ban viewers, given as ExternalUserId ("" for none) by number, or let them watch again.

    `more` are further fields of the audit's entry. Raises TooMany.
    """
    if viewers and banned:
        access.ban(call.db, show.id, viewers, call.now)
    elif viewers:
        access.lift(call.db, show.id, viewers)
    if access.count_bans(call.db, show.id) > MOST_BANNED:
        raise TooMany(MOST_BANNED, "banned viewers")
    access.touch(call.db, show.id)
    about = {"detail": str(len(viewers)), **more}
    call.note("ban-viewer" if banned else "unban-viewer", show.account, show.id, **about)
    call.mark_changed(show.id)
    _tell_crew(call, show)


def note(call: Call, kind: str, show: Activity, detail: str = "") -> None:
    """Note what the crew or a signed call did to the conversation. `detail` is an id, never a text."""
    session = call.session.id if isinstance(call, SessionCall) else ""
    call.note(kind, show.account, show.id, session=session, detail=detail)


def _tell_crew(call: Call, show: Activity) -> None:
    """Let the pages of the crew read the marks of all authors again."""
    table.change(call.db, show.id, moderated=table.talk.c.seq)
    call.mark_talked(show.id)
