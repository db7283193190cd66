"""Search by name, on both databases: whatever the case and form of the letters, and with every character as itself."""

import unicodedata
from collections.abc import Iterator
from typing import Literal, get_args

import pytest
from alembic import command
from hypothesis import HealthCheck, example, given, settings, strategies as st
from kaibo import folded, migrations
from kaibo.activity import listing, table as activities
from kaibo.activity.brand import table as brands
from kaibo.activity.listing import Filters
from kaibo.activity.refolding import refold
from kaibo.call import Owner
from kaibo.folded import fold
from kaibo.store import Store
from sqlalchemy import Connection, Engine, create_engine, text

OWNER = Owner("ac_1")
NOW = 1_790_000_000_000
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
FORMS: st.SearchStrategy[Form] = st.sampled_from(get_args(Form))
CASES = st.sampled_from([str.upper, str.lower, str.casefold, str.swapcase, str.title, str])


@pytest.fixture
def engine(store_url: str) -> Iterator[Engine]:
    made = create_engine(store_url)
    yield made
    made.dispose()


def show(db: Connection, name: str) -> int:
    return activities.create(db, OWNER, NOW, name=name, live_time=1).id


def found(db: Connection, name: str) -> list[int]:
    rows, _ = listing.page(db, OWNER, Filters(name=name), "createtime", False, 0, 10)
    return [row["id"] for row in rows]


def brands_found(db: Connection, name: str) -> int:
    return brands.page(db, OWNER.account, None, name, 0, 10)[1]


@given(TEXTS)
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(TEXTS, FORMS)
def test_every_form_folds_alike(name: str, form: Form) -> None:
    assert fold(unicodedata.normalize(form, name)) == fold(name)


def test_name_is_found_as_the_rule_says_on_both_databases(engine: Engine) -> None:
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(TEXTS, TEXTS, FORMS, CASES, st.data())
    @example("привет", "ПРИВЕТ", "NFC", str, None)
    @example("100% \\ _ '", "_", "NFC", str, None)
    def check(name: str, other: str, form: Form, case: object, data: st.DataObject | None) -> None:
        assert callable(case)
        variant = case(unicodedata.normalize(form, name))
        with engine.connect() as db:
            number = show(db, name)
            brands.create(db, OWNER.account, NOW, name=name, avatar_url="", home_url="", is_follow_enable=0)
            for wanted in (name, variant, other):
                if fold(wanted):
                    hit = fold(wanted) in fold(name)
                    assert found(db, wanted) == [number] * hit, wanted
                    assert brands_found(db, wanted) == hit, wanted
            db.rollback()

    check()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("привет", "ПРИВЕТ"),
        ("Café", "CAFE\u0301"),
        ("Cafe\u0301", "café"),
        ("Straße", "STRASSE"),
        ("ＫＡＩＢＯ\u3000開播", "kaibo 開"),
        ("می\u200cخواهم", "میخواهم"),
        ("ΟΔΥΣΣΕΎΣ", "οδυσσεύς"),
    ],
)
def test_other_case_or_form_finds_the_name(engine: Engine, name: str, wanted: str) -> None:
    with engine.begin() as db:
        number = show(db, name)
        assert found(db, wanted) == [number]
        activities.change(db, number, name="other")
        assert found(db, wanted) == []
        assert found(db, "OTHER") == [number]


@pytest.mark.parametrize("wanted", ["%", "_", "\\", "/", "a%b", "[a-z]", "*", "\ufdfa" * 2000, "😀" * 2000])
def test_wildcards_and_long_texts_are_only_text(engine: Engine, wanted: str) -> None:
    with engine.begin() as db:
        show(db, "plain")
        assert found(db, wanted) == []
        number = show(db, f"a {wanted[:100]} b")
        assert found(db, wanted[:100]) == [number]


def test_names_are_listed_by_their_code_points_on_both_databases(engine: Engine) -> None:
    """The collation of a language sorts é before z, and jumps over the hyphen."""
    with engine.begin() as db:
        if engine.dialect.name == "postgresql":
            db.execute(text('ALTER TABLE activity ALTER COLUMN folded TYPE text COLLATE "und-x-icu"'))
        names = ["co-op", "Coat", "Zoo", "Éclair", "京都", "𝒵oo 2"]
        made = {name: show(db, name) for name in reversed(names)}
        for descending in (False, True):
            rows, _ = listing.page(db, OWNER, Filters(), "name", descending, 0, 10)
            order = sorted(names, key=fold, reverse=descending)
            assert [row["id"] for row in rows] == [made[name] for name in order]


@pytest.mark.anyio
async def test_name_that_an_older_server_wrote_is_found_and_folded(store: Store, engine: Engine) -> None:
    def renamed(db: Connection) -> list[int]:
        made = [show(db, "ПЕРВЫЙ first"), show(db, "other")]
        db.execute(text("UPDATE activity SET folded = '', folded_of = '' WHERE id = :id"), {"id": made[0]})
        db.execute(text("UPDATE activity SET name = 'ВТОРОЙ second' WHERE id = :id"), {"id": made[1]})
        return made

    new, changed = await store.write(renamed)
    with engine.connect() as db:
        assert (found(db, "First"), found(db, "Second"), found(db, "other")) == ([new], [changed], [])
    await refold(store)
    with engine.connect() as db:
        assert (found(db, "первый"), found(db, "второй"), found(db, "other")) == ([new], [changed], [])
        assert db.execute(text("SELECT count(*) FROM activity WHERE folded_of <> name")).scalar_one() == 0


def test_migration_folds_the_names_of_a_store_of_today(engine: Engine, store_url: str) -> None:
    command.downgrade(migrations.config(store_url), "0015")
    fields = "account, name, live_time, end_time, status, view_path, cover_image, extra, created_at, wanted, "
    values = "'ac_1', :name, 1, 0, 2, :path, '', '{}', 1, :no, 1, 1"
    rows = [{"id": n, "name": f"ПРИВЕТ {n}", "path": f"p{n}", "no": False} for n in range(1, 1203)]
    with engine.begin() as db:
        query = f"INSERT INTO activity (id, {fields} room_epoch, link_epoch) VALUES (:id, {values})"
        db.execute(text(query), rows)
    migrations.upgrade(store_url)
    with engine.begin() as db:
        assert found(db, "привет 1202") == [1202]
        stale = text("SELECT count(*) FROM activity WHERE folded_of <> name OR folded <> lower(folded)")
        assert db.execute(stale).scalar_one() == 0
        assert folded.columns("X") == {"name": "X", "folded": "x", "folded_of": "X"}
