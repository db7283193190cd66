"""The settings of a show's conversation: the block `Chat` of GetShowSettings."""

from threading import Lock
from typing import Annotated, NamedTuple

from cachetools import LRUCache
from pydantic import Field
from sqlalchemy import Connection, bindparam, select

from kaibo.activity import show_settings
from kaibo.call import Limits
from kaibo.feature import Block, BlockSpec
from kaibo.store import Prepared
from kaibo.talk.words import Words

MOST_WORDS, LONGEST_WORD, SLOWEST = 5_000, 50, 600
MOST_KEPT = 500
"""Shows whose settings the server keeps in memory."""
Word = Annotated[str, Field(min_length=1, max_length=LONGEST_WORD)]


class ChatSettings(Block):
    """The settings of the chat, the questions and the reactions."""

    on: bool | None = None
    """Whether the chat takes messages."""
    questions: bool | None = None
    """Whether the audience may ask questions."""
    reactions: bool | None = None
    """Whether the audience may react."""
    review: bool | None = None
    """Messages and questions of viewers wait until the host or an assistant shows them."""
    slow_seconds: Annotated[int, Field(ge=0, le=SLOWEST)] | None = None
    """Seconds between two messages of one viewer; 0 for none."""
    links: bool | None = None
    """Whether messages may have links."""
    words: Annotated[list[Word], Field(max_length=MOST_WORDS)] | None = None
    """Words that others do not see. Only the author sees a message with one of them."""
    anonymous_questions: bool | None = None
    """Whether a viewer may ask without a name."""


def _defaults(limits: Limits) -> ChatSettings:
    on = {"on": True, "questions": True, "reactions": True, "anonymous_questions": True}
    return ChatSettings(**on, review=False, slow_seconds=0, links=False, words=[])


SETTINGS = BlockSpec("Chat", ChatSettings, _defaults)
VERSION = Prepared(
    select(show_settings.show_settings.c.revision, show_settings.show_settings.c.changed_at).where(
        show_settings.show_settings.c.activity == bindparam("activity")
    )
)


class Rules(NamedTuple):
    """The settings that hold in a show."""

    on: bool
    questions: bool
    reactions: bool
    review: bool
    slow_seconds: int
    links: bool
    anonymous_questions: bool
    words: Words
    """Ready to look for."""


class _Kept:
    """The rules of shows by (show, revision, moment of the change). Calls run in several threads."""

    def __init__(self) -> None:
        self._rules: LRUCache[tuple[int, int, int], Rules] = LRUCache(MOST_KEPT)
        self._lock = Lock()

    def get(self, key: tuple[int, int, int]) -> Rules | None:
        with self._lock:
            return self._rules.get(key)

    def put(self, key: tuple[int, int, int], rules: Rules) -> None:
        with self._lock:
            self._rules[key] = rules


KEPT = _Kept()


def rules(db: Connection, activity_id: int, limits: Limits) -> Rules:
    """Return the settings that hold in a show. Five thousand words are read once for each change."""
    row = VERSION.first(db, {"activity": activity_id})
    key = (activity_id, *row) if row else (0, 0, 0)
    known = KEPT.get(key)
    if known is None:
        known = _read(db, activity_id, limits)
        KEPT.put(key, known)
    return known


def _read(db: Connection, activity_id: int, limits: Limits) -> Rules:
    block = show_settings.block(db, activity_id, SETTINGS, limits)
    return Rules(
        on=bool(block.on),
        questions=bool(block.questions),
        reactions=bool(block.reactions),
        review=bool(block.review),
        slow_seconds=block.slow_seconds or 0,
        links=bool(block.links),
        anonymous_questions=bool(block.anonymous_questions),
        words=Words(block.words or []),
    )


def put_some(db: Connection, activity_id: int, fields: dict[str, object], now: int) -> bool:
    """Change some settings of a show, and leave the others. `fields` has wire names. `now` is unix ms.

    Return False when the show has all of them already.
    """
    document = show_settings.of(db, activity_id).document
    before = document.get(SETTINGS.key, {})
    block = {**before, **fields}
    if block == before:
        return False
    show_settings.put(db, activity_id, {**document, SETTINGS.key: block}, now)
    return True


def words(db: Connection, activity_id: int, limits: Limits) -> list[str]:
    """Return the refused words of a show, as they were written."""
    return show_settings.block(db, activity_id, SETTINGS, limits).words or []
