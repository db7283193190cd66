"""The rows that the chat holds of people, for ExportPerson and ErasePerson."""

from sqlalchemy import delete, select

from kaibo.call import Call
from kaibo.features.chat import announcements, moderation, table
from kaibo.features.chat.announcements import announcement
from kaibo.features.chat.table import chat
from kaibo.person import Held, Mine, Person, deleted, emptied
from kaibo.talk import erasing, table as talks
from kaibo.talk.people import silence, talker


def _erase(call: Call, person: Person, mine: Mine) -> int:
    """Delete the messages as the crew deletes one. So each open page drops them."""
    changed = erasing.erase(call, chat, mine, {"external_user": ""})
    for show in changed:
        pinned = talks.of(call.db, show).pinned
        if pinned and table.find(call.db, show, pinned) is None:
            moderation.put_up(call, show, 0)
    return sum(changed.values())


def _take_down(call: Call, person: Person, mine: Mine) -> int:
    """Delete the lines above the chat. A line of the person that stands there now is taken away."""
    for show in call.db.scalars(select(announcement.c.activity).where(mine).distinct()).all():
        standing = announcements.latest(call.db, show, 1)[-1]
        if standing.author in person.sessions and standing.text:
            announcements.write(call, show, "", "")
    return call.db.execute(delete(announcement).where(mine)).rowcount


MESSAGES = Held(
    kind="message",
    table=chat,
    key=chat.c.id,
    whose=lambda person: (
        person.as_viewer(chat.c.activity, chat.c.author)
        | (chat.c.activity.in_(person.shows) & chat.c.author.in_(person.sessions))
    ),
    told={
        "ChatId": chat.c.id,
        "UserName": chat.c.name,
        "ExternalUserId": chat.c.external_user,
        "Text": chat.c.text,
        "Likes": chat.c.likes,
        "Time": chat.c.at,
    },
    erase=_erase,
    viewer=chat.c.author,
)
ANNOUNCEMENTS = Held(
    kind="announcement",
    table=announcement,
    key=announcement.c.id,
    whose=lambda person: announcement.c.activity.in_(person.shows) & announcement.c.author.in_(person.sessions),
    told={"Text": announcement.c.text, "Time": announcement.c.at},
    erase=_take_down,
)
NAMES = Held(
    kind="chat-name",
    table=talker,
    key=talker.c.id,
    whose=lambda person: person.as_viewer(talker.c.activity, talker.c.id),
    told={"UserId": talker.c.number, "UserName": talker.c.name, "Time": talker.c.named_at},
    erase=deleted(talker),
    viewer=talker.c.id,
)
SILENCES = Held(
    kind="silence",
    table=silence,
    key=silence.c.number,
    whose=lambda person: person.as_number(silence.c.activity, silence.c.number),
    told={"UserId": silence.c.number, "UserName": silence.c.name, "Time": silence.c.at},
    erase=emptied(silence, name=""),
)
"""The number stays, as that of a ban does."""
HOLDS = (NAMES, MESSAGES, SILENCES, ANNOUNCEMENTS)
