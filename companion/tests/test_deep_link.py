"""Links that any web page may hand to the app: only one form passes."""

import contextlib
import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given, strategies as st
from kaibo_companion.deep_link import DeepLink, JoinCode, LaunchLink, NewerLink, parse, parse_typed, typed_origin
from kaibo_companion.origin import BadLink, PlainLink, origin

TICKET = "tk_" + "a1B2" * 5 + "-_"
GOOD = f"kaibo://open?v=1&server=https%3A%2F%2Flive.example.com&ticket={TICKET}"


def test_launch_page_link_is_parsed() -> None:
    assert parse(GOOD) == DeepLink("https://live.example.com", TICKET)


def test_link_as_browsers_write_it_is_parsed() -> None:
    assert parse(GOOD.replace("open?", "open/?")) == parse(GOOD)
    assert parse(GOOD.replace("kaibo:", "KAIBO:")) == parse(GOOD)


def test_link_keys_come_in_any_order() -> None:
    assert (
        parse(f"kaibo://open?ticket={TICKET}&server=http%3A%2F%2Flocalhost%3A8780&v=1").server
        == "http://localhost:8780"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kaibo:",
        "kaibo://open",
        "kaibo://open?",
        "kaibo:open" + GOOD.removeprefix("kaibo://open"),
        GOOD.replace("open", "close"),
        GOOD.replace("open?", "open/x?"),
        GOOD.replace("kaibo://", "kaibo://user@"),
        GOOD.replace("v=1", "v=01"),
        GOOD.replace("v=1&", ""),
        GOOD + "&v=1",
        GOOD + "&ticket=" + TICKET,
        GOOD + "&extra=1",
        GOOD + "#fragment",
        GOOD + " --remote-debugging-port=9222",
        GOOD + '" --no-sandbox "',
        GOOD + "\n",
        GOOD + "\0",
        GOOD + "é",
        GOOD.replace(TICKET, TICKET[:21]),
        GOOD.replace(TICKET, "a" * 129),
        GOOD.replace(TICKET, TICKET + "%00"),
        GOOD.replace(TICKET, TICKET + "/.."),
        GOOD.replace("%2F%2F", "%2F%2Fuser%40"),
        GOOD.replace("live.example.com", "live.example.com%2Fpath"),
        GOOD.replace("live.example.com", "live.example.com%0D%0AX"),
        GOOD.replace("live.example.com", "%FF.example"),
        GOOD.replace("live.example.com", "live%E3%80%80example.com"),
        GOOD.replace("live.example.com", "live.example%E2%80%AE.com"),
        GOOD.replace("live.example.com", "会议.example"),
        GOOD.replace("%3A", ":"),
        GOOD.replace("https", "http"),
        GOOD.replace("https", "file"),
        GOOD.replace("https", "javascript"),
        "kaibo://open?v=1&server=" + "a" * 2000,
    ],
)
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(BadLink):
        parse(text)


@pytest.mark.parametrize(
    ("written", "server"),
    [
        ("http%3A%2F%2F[%3A%3A1]%3A8780", "http://[::1]:8780"),
        ("http%3A%2F%2F%5B0%3A0%3A%3A1%5D%3A8780", "http://[::1]:8780"),
        ("https%3A%2F%2F%E4%BC%9A%E8%AE%AE.example", "https://xn--6oqu09l.example"),
        ("https%3A%2F%2Fxn--6oqu09l.example%3A443", "https://xn--6oqu09l.example"),
    ],
)
def test_link_of_any_server_spelling_is_parsed(written: str, server: str) -> None:
    assert parse(GOOD.replace("https%3A%2F%2Flive.example.com", written)) == DeepLink(server, TICKET)


def test_newer_link_is_recognised() -> None:
    with pytest.raises(NewerLink):
        parse("kaibo://open?v=2&anything=else")


def test_pasted_launch_link_is_parsed() -> None:
    assert parse_typed("  https://live.example.com/l/AbC_1-2\n") == LaunchLink("https://live.example.com", "AbC_1-2")
    assert parse_typed(GOOD) == parse(GOOD)


@pytest.mark.parametrize(
    "text",
    [
        "https://live.example.com/l/%41bC%5F1%2D2",
        "https：／／ｌｉｖｅ．ｅｘａｍｐｌｅ．ｃｏｍ／ｌ／ＡｂＣ＿１－２",
        "HTTPS://LIVE.example.com:443/l/AbC_1-2/",
        "<https://live.example.com/l/AbC_1-2>",
        "“https://live.example.com/l/AbC_1-2”",
        "直播链接：https://live.example.com/l/AbC_1-2，请大家准时",
        "\u200bhttps://live.example.com/l/AbC_1-2?from=mail#top",
    ],
)
def test_launch_link_inside_other_text_is_parsed(text: str) -> None:
    assert parse_typed(text) == LaunchLink("https://live.example.com", "AbC_1-2")


ENDS = ["。", "，请大家准时", ".", ")", ">", ",", "%20", "%E3%80%82", "\u200b", "/", '"', "'", "”", "%", "、/x", "！"]


@given(st.from_regex(r"[A-Za-z0-9_-]{1,90}", fullmatch=True), st.lists(st.sampled_from(ENDS)).map("".join))
def test_what_is_behind_a_link_is_dropped(token: str, tail: str) -> None:
    assert parse_typed(f"https://live.example.com/l/{token}{tail}") == LaunchLink("https://live.example.com", token)
    assert parse_typed(GOOD + tail) == parse(GOOD)


@pytest.mark.parametrize("encode", [lambda it: "".join(f"%{ord(letter):02X}" for letter in it), lambda it: it])
@given(token=st.from_regex(r"[A-Za-z0-9_-]{1,90}", fullmatch=True), tail=st.text(max_size=20))
def test_token_is_the_longest_run(encode: Callable[[str], str], token: str, tail: str) -> None:
    with contextlib.suppress(BadLink):
        found = parse_typed(f"https://live.example.com/l/{encode(token)}{tail}")
        assert isinstance(found, LaunchLink)
        assert found.token.startswith(token)
        assert re.fullmatch("[A-Za-z0-9_-]+", found.token)


@pytest.mark.parametrize("path", ["", "/", "/l/", "/l/。", "/l/a/b", "/l/a/../../w/b", "/w/abc", "/l/a%2Fb", "/s/se_1"])
def test_other_addresses_are_refused(path: str) -> None:
    with pytest.raises(BadLink):
        parse_typed(f"https://live.example.com{path}")


@given(st.text(max_size=300))
def test_any_text_parses_or_is_refused(text: str) -> None:
    for made in (text, GOOD + text, f"kaibo://open?v=1&server={quote(text)}&ticket={TICKET}", f"https://{text}/l/x"):
        for reads in (parse, parse_typed):
            with contextlib.suppress(BadLink):
                found = reads(made)
                if not isinstance(found, JoinCode):
                    assert origin(found.server) == found.server


@given(st.integers(0, len(GOOD) - 1), st.characters())
def test_changed_letter_parses_faithfully_or_is_refused(at: int, letter: str) -> None:
    changed = GOOD[:at] + letter + GOOD[at + 1 :]
    with contextlib.suppress(BadLink):
        found = parse(changed)
        again = f"kaibo://open?v=1&server={quote(found.server, safe='')}&ticket={found.ticket}"
        assert parse(again) == found
        assert found.ticket in changed


@pytest.mark.parametrize(
    "text",
    [
        "k7qm-2xwd-0000-1111-2222-3333",
        "K7QM2XWD0000111122223333",
        " K7QM 2XWD 0000 1111 2222 3333 ",
        "ｋ７ｑｍ－２ＸＷＤ－００００－１１１１－２２２２－３３３３",
        "K7QM–2XWD—0000——1111−2222‑3333",
        "K7QM\u30002XWD\u00a00000\u20021111\u200b2222\t3333\r\n",
        "“K7QM-2XWD-0000-1111-2222-3333”。",
    ],
)
def test_join_code_is_parsed_in_any_spelling(text: str) -> None:
    assert parse_typed(text) == JoinCode("K7QM-2XWD-0000-1111-2222-3333")
    with pytest.raises(BadLink):
        parse(text)


@pytest.mark.parametrize(
    "text", ["K7QM-2XWD-0000-1111-2222-333", "K7QM-2XWD-0000-1111-2222-33334", "K7QM.2XWD" + "0" * 16]
)
def test_almost_a_join_code_is_refused(text: str) -> None:
    with pytest.raises(BadLink):
        parse_typed(text)


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("live.example.com", "https://live.example.com"),
        (" https://live.example.com/ ", "https://live.example.com"),
        ("ｌｉｖｅ。example。com：８７８０", "https://live.example.com:8780"),
        ("https：／／live－1.example.com。", "https://live-1.example.com"),
        ("live\u2013\u200b1.example.com", "https://live-1.example.com"),
        ("会议。example", "https://xn--6oqu09l.example"),
        ("[::1]:8780", "https://[::1]:8780"),
        ("http://localhost:8780/", "http://localhost:8780"),
    ],
)
def test_typed_server_gets_its_one_form(text: str, server: str) -> None:
    assert typed_origin(text) == server


def test_typed_server_in_plain_http_is_refused() -> None:
    with pytest.raises(PlainLink):
        typed_origin("ｈｔｔｐ：／／live.example.com")
    for text in ("", "。", "https://", "live example/x", "user@live.example.com"):
        with pytest.raises(BadLink):
            typed_origin(text)
