"""Each call of a session's page by each kind of person: with the right, and without it.

The expected answers come from the table of rights (`may.py`). A call without a line there fails.
"""

import shutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from kaibo.app import SESSION
from kaibo.errors import AccessDenied, ApiError
from kaibo.session import table as sessions
from kaibo.session.errors import MovedToAnotherTab, SeatTaken, SessionEnded
from kaibo.session.role import Role
from kaibo.store import Store
from kaibo.stores.opening import open_store

from tests.session.may import MAY, WITHOUT_SEAT, fields
from tests.show import TAB, Show, make_show

pytestmark = pytest.mark.anyio
TAKES_TAB = {"EnterSession", "TakeOver"}
CALLS = sorted((one.name for one in SESSION), key=lambda name: (name in TAKES_TAB, name))
"""Those that make a tab the acting one come last."""
RIGHTS = (AccessDenied, SessionEnded, SeatTaken, MovedToAnotherTab)
ENDED = {"EnterSession", "GetSession"}
"""An ended session may read that it is over."""
Person = Callable[[Show], Awaitable[str]]


@pytest.fixture
def store(sqlite_form: Path, tmp_path: Path) -> Iterator[Store]:
    """Open a SQLite store. Rights ask no database for more than rows."""
    opened = open_store(f"sqlite:///{shutil.copy(sqlite_form, tmp_path / 'kaibo.db')}")
    opened.start()
    yield opened
    opened.close()


async def holder(show: Show) -> str:
    return await show.host()


async def host_without_seat(show: Show) -> str:
    await show.host()
    return await show.host()


async def guest(show: Show) -> str:
    mine = await show.guest()
    await show.call(mine, "JoinStage", tab=TAB)
    return mine


async def assistant(show: Show) -> str:
    return await show.assistant()


async def earlier_tab(show: Show) -> str:
    """Return an assistant who opened a newer tab: this one's calls carry the earlier nonce."""
    mine = await show.assistant()
    await show.store.write(lambda db: sessions.change(db, mine, tab="newer"))
    return mine


async def removed_assistant(show: Show) -> str:
    mine = await show.assistant()
    await show.call(await show.host(), "RemoveAssistant", tab=TAB, session_id=mine)
    return mine


async def removed_guest(show: Show) -> str:
    mine = await guest(show)
    await show.call(await show.host(), "RemoveGuest", tab=TAB, session_id=mine)
    return mine


async def turned_away_guest(show: Show) -> str:
    mine = await guest(show)
    host = await show.host()
    await show.call(host, "SendGuestToWaiting", tab=TAB, session_id=mine)
    await show.call(host, "TurnAwayGuest", tab=TAB, session_id=mine)
    return mine


async def host_after_the_end(show: Show) -> str:
    """Return a host of a show that was deleted."""
    mine = await show.host()
    await show.delete()
    return mine


def of_role(role: Role) -> dict[str, str]:
    """Return the refusals of each call for this role, by the table: "" for a call that it may make."""
    may = set[str]().union(*(names for roles, names in MAY.items() if role in roles))
    return {name: "" if name in may else "AccessDenied" for name in CALLS}


def without_seat() -> dict[str, str]:
    return {name: was or ("" if name in WITHOUT_SEAT else "SeatTaken") for name, was in of_role(Role.HOST).items()}


def of_earlier_tab() -> dict[str, str]:
    named = {one.name for one in SESSION if "tab" in one.request.model_fields} - TAKES_TAB
    return {
        name: was or ("MovedToAnotherTab" if name in named else "") for name, was in of_role(Role.ASSISTANT).items()
    }


GONE = {name: "" if name in ENDED else "SessionEnded" for name in CALLS}


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (holder, of_role(Role.HOST)),
        (host_without_seat, without_seat()),
        (guest, of_role(Role.GUEST)),
        (assistant, of_role(Role.ASSISTANT)),
        (earlier_tab, of_earlier_tab()),
        *((person, GONE) for person in (removed_assistant, removed_guest, turned_away_guest, host_after_the_end)),
    ],
)
async def test_each_person_makes_the_calls_that_the_table_says(
    store: Store, person: Person, expected: dict[str, str]
) -> None:
    show = await make_show(store)
    mine, other = await person(show), await show.guest("小红", "ln_other")
    assert {name: await _refusal(show, mine, name, other) for name in CALLS} == expected


async def _refusal(show: Show, mine: str, name: str, other: str) -> str:
    """Make a call. Return the error that refuses the right to it; "" for any other outcome."""
    try:
        await show.call(mine, name, **fields(name, other))
    except RIGHTS as refused:
        return type(refused).__name__
    except ApiError:
        return ""
    return ""
