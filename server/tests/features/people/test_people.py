"""The people of all shows, by the signed door."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kaibo.session.table import session
from sqlalchemy import create_engine, update

from tests.features.audit.house import House
from tests.gateway.door import Caller, answering


@pytest.fixture
def new(store_url: str) -> Iterator[Callable[[], Caller]]:
    with answering(store_url) as made:
        yield made


def people(caller: Caller, **filters: Any) -> list[dict[str, Any]]:
    return list(caller.call("ListPeople", "2026-12-01", **filters)["People"])


def names(caller: Caller, **filters: Any) -> list[str]:
    return [each["UserName"] for each in people(caller, **filters)]


def test_people_of_all_shows_are_listed_who_came_last_first(new: Callable[[], Caller]) -> None:
    caller = new()
    first, second = House(caller), House(caller)
    host = first.enter(first.link("host", UserName="Lin Xiao"))
    first.enter(first.link(UserName="100%"))
    second.enter(second.link(UserName="王磊"))
    assert names(caller) == ["王磊", "100%", "Lin Xiao"]
    assert names(caller, ActivityId=first.activity) == ["100%", "Lin Xiao"]
    assert names(caller, Role="host") == names(caller, UserName=" lin ") == ["Lin Xiao"]
    assert names(caller, UserName="%") == ["100%"], "a percent sign is no pattern"
    assert names(caller, OnlyConnected=1) == []
    lin = people(caller, Role="host")[0]
    assert (lin["SessionId"], lin["ActivityId"], lin["ActivityName"]) == (host, first.activity, "A show")
    assert names(caller, BeginTime=lin["CreateTime"] + 3600) == names(caller, EndTime=lin["CreateTime"]) == []
    page = caller.call("ListPeople", "2026-12-01", PageSize=2)
    assert names(caller, PageToken=page["NextPageToken"]) == ["Lin Xiao"]
    assert names(new()) == [], "another account sees nobody"


def test_person_on_two_devices_is_one_and_was_seen_at_the_last(new: Callable[[], Caller], store_url: str) -> None:
    caller = new()
    house = House(caller)
    app = house.enter(house.link(), App=True)
    path = house.session(app, "ContinueInBrowser").json()["Result"]["EnterPath"]
    ticket = path.removeprefix("/enter#ticket=")
    browser = house.client("RedeemTicket", Ticket=ticket, Nonce="m" * 22).json()["Result"]["SessionId"]
    engine = create_engine(store_url)

    def change(whose: str, **values: Any) -> None:
        with engine.begin() as db:
            db.execute(update(session).where(session.c.id == whose).values(**values))

    change(app, left_at=4_000_000_000_000)
    change(browser, left_at=4_100_000_000_000)
    [person] = people(caller)
    assert (person["SessionId"], person["SeenTime"], person["Connected"]) == (app, 4_100_000_000, False)
    change(browser, connected=True)
    [person] = people(caller, OnlyConnected=1)
    assert person["Connected"]
    assert person["SeenTime"] < 4_000_000_000, "a person who is in was seen now"
    engine.dispose()


def test_removed_person_is_blocked_and_deleted_shows_are_left_out(new: Callable[[], Caller]) -> None:
    caller = new()
    house = House(caller)
    guest = house.enter(house.link())
    house.ours("EndSession", SessionId=guest)
    [person] = people(caller)
    assert (person["EndReason"], person["Blocked"]) == ("removed", True)
    caller.call("DeleteActivityAPI", ActivityId=house.activity)
    assert people(caller) == []


def test_narrow_callers_see_their_shows_alone(new: Callable[[], Caller]) -> None:
    caller = new()
    house = House(caller)
    house.enter(house.link())
    made = caller.call("CreateAccessKey", "2026-12-01", ActivityIds=[house.activity + 1])
    narrow = Caller(caller.http, made["AccessKeyId"], made["SecretAccessKey"])
    assert narrow.refused("ListPeople", "2026-12-01", ActivityId=house.activity) == (403, "AccessDenied")
    assert narrow.refused("ListPeople", "2026-12-01") == (403, "AccessDenied")
    made = caller.call("CreateAccessKey", "2026-12-01", SubAccountName="team")
    team = Caller(caller.http, made["AccessKeyId"], made["SecretAccessKey"])
    assert team.refused("ListPeople", "2026-12-01") == (400, "MissingParameter")
    assert team.refused("ListPeople", "2026-12-01", ActivityId=house.activity)[0] == 404
