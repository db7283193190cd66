"""How a viewer gets banned, by whichever door."""

from kaibo.access import table
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.errors import TooMany

MOST = 10_000
"""Banned viewers of one show."""


def set_banned(call: Call, show: Activity, people: dict[int, str], banned: bool, **more: str) -> None:
    """Ban viewers, given as ExternalUserId ("" for none) by number, or let them watch again.

    `more` are further fields of the audit's entry. Raises TooMany.
    """
    if people and banned:
        table.ban(call.db, show.id, people, call.now)
    elif people:
        table.lift(call.db, show.id, people)
    if table.count_bans(call.db, show.id) > MOST:
        raise TooMany(MOST, "banned viewers")
    table.touch(call.db, show.id)
    about = {"detail": str(len(people)), **more}
    call.note("ban-viewer" if banned else "unban-viewer", show.account, show.id, **about)
    call.mark_changed(show.id)
