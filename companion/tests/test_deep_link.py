"""Links that any web page may hand to the app: only one form passes."""

import contextlib
from urllib.parse import quote

import pytest
from hypothesis import given, strategies as st
from kaibo_companion.deep_link import BadLink, DeepLink, JoinCode, LaunchLink, NewerLink, origin, parse, parse_typed

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
        GOOD.replace("live.example.com", "%E4%BC%9A.example"),
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


def test_newer_link_is_recognised() -> None:
    with pytest.raises(NewerLink):
        parse("kaibo://open?v=2&anything=else")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("https://Live.Example.com:443", "https://live.example.com"),
        ("https://live.example.com:8443", "https://live.example.com:8443"),
        ("http://localhost:80", "http://localhost"),
        ("http://127.0.0.1:8780", "http://127.0.0.1:8780"),
        ("http://[::1]:8780", "http://[::1]:8780"),
        ("https://192.168.1.5", "https://192.168.1.5"),
    ],
)
def test_origin_has_one_form(text: str, same: str) -> None:
    assert origin(text) == same


@pytest.mark.parametrize(
    "text",
    [
        "http://192.168.1.5",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "https://",
        "https://a..b",
        "https://-a.example",
        "https://a.example:0",
        "https://a.example:65536",
        "https://0x7f.1",
        "https://127.1",
        "https://2130706433",
        "https://[::1",
        "https://[0:0::1]",
        "https://a.example/",
        "https://a.example?x",
        "ftp://a.example",
        "https:a.example",
    ],
)
def test_invalid_server_is_refused(text: str) -> None:
    with pytest.raises(BadLink):
        origin(text)


def test_pasted_launch_link_is_parsed() -> None:
    assert parse_typed("  https://live.example.com/l/AbC_1-2\n") == LaunchLink("https://live.example.com", "AbC_1-2")
    assert parse_typed(GOOD) == parse(GOOD)


@pytest.mark.parametrize("path", ["", "/", "/l/", "/l/a/b", "/w/abc", "/l/a%2Fb", "/s/se_1"])
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
    "text", ["k7qm-2xwd-0000-1111-2222-3333", "K7QM2XWD0000111122223333", " K7QM 2XWD 0000 1111 2222 3333 "]
)
def test_join_code_is_parsed_in_any_spelling(text: str) -> None:
    assert parse_typed(text) == JoinCode("K7QM-2XWD-0000-1111-2222-3333")
    with pytest.raises(BadLink):
        parse(text)


@pytest.mark.parametrize(
    "text", ["K7QM-2XWD-0000-1111-2222-333", "K7QM-2XWD-0000-1111-2222-33334", "K7QM--2XWD" + "0" * 16]
)
def test_almost_a_join_code_is_refused(text: str) -> None:
    with pytest.raises(BadLink):
        parse_typed(text)
