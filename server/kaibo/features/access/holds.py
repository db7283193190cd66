"""The rows that the rules about viewers hold of people, for ExportPerson and ErasePerson."""

from sqlalchemy import Column, Table, select

from kaibo.access import table as access
from kaibo.access.table import MAIN, SUB, signed_viewer, viewer_ban, white_list
from kaibo.call import Call
from kaibo.person import Erase, Held, Mine, Person, deleted, emptied


def _decided_again(table: Table) -> Erase:
    """Delete the rows. Each show decides again about everybody who watches."""
    show: Column[int] = table.c.activity

    def erase(call: Call, person: Person, mine: Mine) -> int:
        for one in call.db.scalars(select(show).where(mine).distinct()).all():
            access.touch(call.db, one)
            call.mark_changed(one)
        return deleted(table)(call, person, mine)

    return erase


def _listed(person: Person) -> Mine:
    """Match the entries of a user. The primary key is used: show, place, user."""
    user = person.user.strip()
    of_shows = white_list.c.activity.in_(person.shows if user else ())
    return of_shows & white_list.c.place.in_([MAIN, SUB]) & (white_list.c.user == user)


SIGN_INS = Held(
    kind="sign-in",
    table=signed_viewer,
    key=signed_viewer.c.viewer,
    whose=lambda person: person.as_viewer(signed_viewer.c.activity, signed_viewer.c.viewer),
    told={
        "ExternalUserId": signed_viewer.c.user,
        "NickName": signed_viewer.c.name,
        "AvatarUrl": signed_viewer.c.avatar,
        "Comment": signed_viewer.c.comment,
        "Time": signed_viewer.c.signed_at,
    },
    erase=_decided_again(signed_viewer),
    viewer=signed_viewer.c.viewer,
)
LISTS = Held(
    kind="white-list",
    table=white_list,
    key=white_list.c.place,
    whose=_listed,
    told={"PermissionOrder": white_list.c.place, "ExternalUserId": white_list.c.user, "NickName": white_list.c.name},
    erase=_decided_again(white_list),
)
BANS = Held(
    kind="ban",
    table=viewer_ban,
    key=viewer_ban.c.number,
    whose=lambda person: person.as_number(viewer_ban.c.activity, viewer_ban.c.number),
    told={"UserId": viewer_ban.c.number, "ExternalUserId": viewer_ban.c.user, "Time": viewer_ban.c.banned_at},
    erase=emptied(viewer_ban, user=""),
)
"""The number stays. Else a person could end a ban by asking to be erased."""
HOLDS = (SIGN_INS, LISTS, BANS)
