"""Each test has an empty PostgreSQL store, also when it gets one that another test filled."""

import pytest
from kaibo.store import Store
from kaibo.stores.opening import open_store
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.copies import Copies
from tests.show import make_show

pytestmark = pytest.mark.parts
ROWS = "SELECT (SELECT count(*) FROM activity), (SELECT count(*) FROM installation), nextval('audit_id_seq')"


def ask(url: str, sql: str) -> tuple[object, ...]:
    with create_engine(url, poolclass=NullPool).connect() as db:
        return tuple(db.execute(text(sql)).one())


def change(url: str, sql: str) -> None:
    with create_engine(url, poolclass=NullPool).begin() as db:
        db.execute(text(sql))


@pytest.mark.anyio
async def test_filled_store_is_empty_for_the_next_test(copies: Copies) -> None:
    with copies.empty() as first:
        store: Store = open_store(first)
        store.start()
        assert await make_show(store)
        assert ask(first, ROWS) == (1, 1, 1)
        store.close()
    with copies.empty() as second:
        assert second == first
        assert ask(second, ROWS) == (0, 1, 1)


def test_store_that_is_still_in_use_is_empty_for_the_next_test(copies: Copies) -> None:
    with copies.empty() as first:
        left = create_engine(first).connect()
        left.execute(text("LOCK TABLE activity"))
    with copies.empty() as second:
        assert ask(second, ROWS) == (0, 1, 1)
    left.invalidate()
    left.close()


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE more (i int)",
        "ALTER TABLE activity ADD COLUMN more int",
        "DROP TABLE audit",
        "CREATE INDEX more ON activity (id)",
        "CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE activity DISABLE TRIGGER ALL",
        "GRANT SELECT ON activity TO PUBLIC",
    ],
)
def test_store_of_another_form_is_not_used_again(copies: Copies, sql: str) -> None:
    with copies.empty() as first:
        change(first, sql)
    with copies.empty() as second:
        assert second != first
        assert ask(second, ROWS) == (0, 1, 1)
