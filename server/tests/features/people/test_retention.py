"""The rows about people end with the show, or after the days of the setting. On both databases."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kaibo.features.access import feature as access
from kaibo.features.chat.announcements import announcement
from kaibo.features.chat.table import chat
from kaibo.features.question.table import question, vote
from kaibo.talk import forgetting
from kaibo.talk.people import talker
from sqlalchemy import create_engine, func, select, update

from tests.features.audit.house import House
from tests.features.people.test_whole import ban, whole
from tests.features.people.whole import rows
from tests.gateway.door import Caller, answering
from tests.waiting import until

DAY_MS = 24 * 3600 * 1000
OF_SHOW = {
    *("chat", "announcement", "question", "question_vote", "talker", "silence", "talk", "reaction"),
    *("viewing_rule", "white_list", "viewer_ban", "signed_viewer"),
}


@pytest.fixture
def new(store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Caller]]:
    monkeypatch.setattr(forgetting, "FORGET_SECONDS", 0.1)
    monkeypatch.setattr(access, "FORGET_SECONDS", 0.1)
    with answering(store_url) as made:
        yield made


def held(store_url: str) -> set[str]:
    return {row.partition(" ")[0] for row in rows(store_url)} & OF_SHOW


def test_conversation_and_rules_end_with_the_show(new: Callable[[], Caller], store_url: str) -> None:
    house = House(new())
    viewer = whole(house, store_url)
    ban(house, "crm-2")
    viewer.call("React", Kind="heart")
    until(lambda: held(store_url) == OF_SHOW, "the show has something in each table")
    house.caller.call("DeleteActivityAPI", ActivityId=house.activity)
    until(lambda: held(store_url) == set(), "nothing is left")


def test_messages_and_questions_are_kept_for_180_days(new: Callable[[], Caller], store_url: str) -> None:
    times: list[Any] = [chat.c.at, announcement.c.at, question.c.at, vote.c.at, talker.c.named_at]
    shows = []
    for _ in range(2):
        house = House(new())
        whole(house, store_url)
        shows.append(house.activity)
    engine = create_engine(store_url)
    with engine.begin() as db:
        for show, days in zip(shows, (179.9, 180.1), strict=True):
            at = int(time.time() * 1000 - days * DAY_MS)
            for column in times:
                db.execute(update(column.table).where(column.table.c.activity == show).values({column: at}))

    def left(show: int) -> list[int]:
        """Count how many of each kind are left of a show."""
        with engine.begin() as db:
            return [
                db.scalar(select(func.count()).select_from(column.table).where(column.table.c.activity == show)) or 0
                for column in times
            ]

    until(lambda: left(shows[1]) == [0] * len(times), "rows of more than 180 days are deleted")
    assert left(shows[0]) == [1] * len(times)
    engine.dispose()
