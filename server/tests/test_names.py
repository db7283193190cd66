"""The rule for names that people see, at every call that takes one, over all categories of Unicode."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from kaibo.activity import table as activities
from kaibo.activity.brand import table as brands
from kaibo.call import Owner
from kaibo.names import BLANK, clean, seen
from sqlalchemy import create_engine

from tests.gateway.door import Caller, serving

MOST = 15
OWN = "2026-12-01"
NOTHING_SHOWN = ["\u200b", "\u3164", "\u2800", "\u00ad", "\u115f", "\uffa0", "\u2060\ufeff", "\ufe0f", "\u0301"]
MOVES = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
UNSEEN_INSIDE = ["\u200b", "\u3164", "\u00ad", "\ufeff", "\u2060", "\ue000", "\u0378", "\uffff", "\x1b", "\r", "\u2028"]


@pytest.fixture
def caller(sqlite_form: Path, tmp_path: Path) -> Iterator[Caller]:
    file = tmp_path / "kaibo.db"
    file.write_bytes(sqlite_form.read_bytes())
    with serving(f"sqlite:///{file}") as (made, _):
        yield made


@given(st.text(max_size=20))
def test_cleaned_name_stays_the_same(text: str) -> None:
    try:
        name = clean(text, MOST)
    except ValueError:
        return
    assert clean(name, MOST) == name
    assert 1 <= len(name) <= MOST
    assert unicodedata.is_normalized("NFC", name)


@given(st.characters(categories=["L", "N", "P", "S"], max_codepoint=0x2FFFF))
def test_letter_digit_or_symbol_is_a_name_unless_nobody_sees_it(character: str) -> None:
    shown = unicodedata.normalize("NFC", character)
    if seen(shown) and shown not in BLANK:
        assert clean(character, MOST) == shown
    else:
        with pytest.raises(ValueError, match="it holds"):
            clean(character, MOST)


@given(st.characters(categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]))
def test_character_of_no_writing_is_refused_inside_a_name(character: str) -> None:
    allowed = {"\u200c", "\u200d", "\u180e"}
    if character in allowed or unicodedata.category(character) == "Cn" or is_number_sign(character):
        return  # Python's Unicode may be older than the rule's
    with pytest.raises(ValueError, match="it holds"):
        clean(f"a{character}b", MOST)


def is_number_sign(character: str) -> bool:
    """Tell whether a format character shows something: Prepended_Concatenation_Mark in Unicode's PropList.txt."""
    return character in "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"


@given(st.text(st.characters(categories=["Zs", "Mn", "Me", "Cf", "Cc"]), max_size=MOST))
def test_name_that_shows_nothing_is_refused(text: str) -> None:
    if any(is_number_sign(each) for each in text):
        return
    with pytest.raises(ValueError, match="it h"):
        clean(text, MOST)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("  陈一鸣\t", "陈一鸣"),
        ("陈\u3000一鸣", "陈\u3000一鸣"),
        ("e\u0301", "\u00e9"),
        ("一二三四五六七八九十一二三四五", "一二三四五六七八九十一二三四五"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", None),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("ᠮᠣᠩᠭᠤᠯ\u180eᠠ", None),
        ("<b>&\"'", "<b>&\"'"),
    ],
)
def test_allowed_name_is_cleaned(given_name: str, kept: str | None) -> None:
    assert clean(given_name, MOST) == (kept or given_name)


@pytest.mark.parametrize(
    "name",
    ["", "   ", "一二三四五六七八九十一二三四五六", "a\nb", "a\x00b", "a\x7fb", "\ud800", "\u200da", "a\u200d\u200db"]
    + NOTHING_SHOWN
    + [f"a{each}b" for each in UNSEEN_INSIDE]
    + [f"a{chr(mark)}b" for mark in MOVES],
    ids=ascii,
)
def test_forbidden_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="it h"):
        clean(name, MOST)


@pytest.mark.parametrize("name", ["\u200b", "\u3164", "\u2800", "a\u202eb", "a\x1b[2Jb", "a\r\nb"], ids=ascii)
def test_every_call_refuses_a_name_that_hides_something(caller: Caller, name: str) -> None:
    show = caller.call("CreateActivityAPIV2", Name="show")["ActivityId"]
    brand = caller.call("UpdateHostAccount", "2023-08-01", HostAccount={"Name": "Studio"})["HostAccountId"]
    calls: list[tuple[str, str, dict[str, Any], str]] = [
        ("CreateActivityAPIV2", "2020-06-01", {"Name": name}, "Name"),
        ("CreateActivityAPI", "2020-06-01", {"Name": name}, "Name"),
        ("UpdateActivityBasicConfigAPI", "2020-06-01", {"ActivityId": show, "Name": name}, "Name"),
        ("UpdateHostAccount", "2023-08-01", {"HostAccount": {"Name": name}}, "HostAccount.Name"),
        ("UpdateHostAccount", "2023-08-01", {"HostAccount": {"Id": brand, "Name": name}}, "HostAccount.Name"),
        ("CreateAccessKey", OWN, {"Name": name}, "Name"),
        ("CreateAccessKey", OWN, {"SubAccountName": name}, "SubAccountName"),
        ("UpdateAccessKey", OWN, {"AccessKeyId": caller.key, "Name": name}, "Name"),
        ("CreateLaunchLink", OWN, {"ActivityId": show, "Role": "guest", "UserName": name}, "UserName"),
        ("GetDownloadLiveClient", "2023-08-01", {"ActivityId": show, "LoginType": 1, "UserName": name}, "UserName"),
    ]
    for action, version, body, parameter in calls:
        assert caller.refused(action, version, **body) == (400, f"InvalidParameter.{parameter}"), action


def test_stored_name_of_an_older_server_keeps_working(caller: Caller, tmp_path: Path) -> None:
    engine, old = create_engine(f"sqlite:///{tmp_path}/kaibo.db"), "old\u202e\u200bname"
    with engine.begin() as db:
        show = activities.create(db, Owner(caller.account), 1_790_000_000_000, name=old, live_time=1).id
        brand = brands.create(db, caller.account, 1, name=old, avatar_url="", home_url="", is_follow_enable=0)
    engine.dispose()
    assert caller.call("GetActivityAPI", ActivityId=show)["Name"] == old
    config = caller.call("GetActivityBasicConfigAPI", ActivityId=show)
    assert config["Name"] == old
    caller.call("UpdateActivityBasicConfigAPI", **{**config, "Announcement": "new", "LiveTime": 0})
    caller.call("UpdateHostAccount", "2023-08-01", HostAccount={"Id": brand, "Name": old, "HomeUrl": "//x"})
    assert caller.call("ListActivityAPI", Name="OLDN")["TotalItemCount"] == 1
