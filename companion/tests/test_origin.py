"""A server's address has one form: trust and the shows compare it as text."""

import contextlib

import pytest
from hypothesis import given, strategies as st
from kaibo_companion.origin import BadLink, host_of, origin
from PySide6.QtCore import QUrl

LABELS = st.text(st.sampled_from("abcABC019-会议例えüéñж"), min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("https://Live.Example.com:443", "https://live.example.com"),
        ("https://live.example.com:8443", "https://live.example.com:8443"),
        ("http://localhost:80", "http://localhost"),
        ("http://127.0.0.1:8780", "http://127.0.0.1:8780"),
        ("https://192.168.1.5", "https://192.168.1.5"),
        ("http://[::1]:8780", "http://[::1]:8780"),
        ("https://[0:0::1]", "https://[::1]"),
        ("https://[2001:DB8:0:0:0:0:0:1]:443", "https://[2001:db8::1]"),
        ("https://会议.example", "https://xn--6oqu09l.example"),
        ("https://XN--6OQU09L.example", "https://xn--6oqu09l.example"),
        ("https://Bücher.example:443", "https://xn--bcher-kva.example"),
        ("https://live。example。com", "https://live.example.com"),
        ("https://bu\u0308cher.example", "https://xn--bcher-kva.example"),
        ("https://直播。中国", "https://xn--z6ut02b.xn--fiqs8s"),
        ("https://ex%61mple.com", "https://example.com"),
        ("https://b%C3%BCcher.example", "https://xn--bcher-kva.example"),
        ("https://live.example.com:08443", "https://live.example.com:8443"),
        ("https://live.example.com:", "https://live.example.com"),
        ("https://live.example.com.", "https://live.example.com."),
        ("https://kaibo_web:8780", "https://kaibo_web:8780"),
        ("https://[::FFFF:127.0.0.1]", "https://[::ffff:7f00:1]"),
        ("http://127.0.0.1.:8780", "http://127.0.0.1:8780"),
        ("http://１２７.0.0.1", "http://127.0.0.1"),
    ],
)
def test_origin_has_one_form(text: str, same: str) -> None:
    assert origin(text) == same
    assert origin(same) == same


@pytest.mark.parametrize(
    "text",
    [
        "http://192.168.1.5",
        "http://会议.example",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "https://",
        "https://a..b",
        "https://a.example:x",
        "https://-a.example",
        "https://a.example:１",
        "https://live%2fexample.com",
        "https://live%ff.example.com",
        "https://*.example.com",
        "https://127.0.0.01",
        "https://" + "a." * 127 + "example",
        "https://" + "a" * 64 + ".example",
        "https://a.example:0",
        "https://a.example:65536",
        "https://0x7f.1",
        "https://127.1",
        "https://2130706433",
        "https://[::1",
        "https://[1.2.3.4]",
        "https://[::1%25eth0]",
        "https://::1",
        "https://a.example/",
        "https://a.example?x",
        "https://user@a.example",
        "https://a／b.example",
        "https://user＠a.example",
        "https://straße.example",
        "https://ä..example",
        "https://" + "ä" * 70 + ".example",
        "ftp://a.example",
        "https:a.example",
    ],
)
def test_invalid_server_is_refused(text: str) -> None:
    with pytest.raises(BadLink):
        origin(text)


@given(st.lists(LABELS, min_size=1, max_size=4).map(".".join), st.sampled_from(["", ":443", ":8780"]))
def test_international_name_leads_where_qt_goes(host: str, port: str) -> None:
    with contextlib.suppress(BadLink):
        found = origin(f"https://{host}{port}")
        assert found.isascii()
        assert origin(found) == found
        if expected := bytes(QUrl.toAce(host.lower()).data()).decode():
            assert host_of(found) == expected


@pytest.mark.parametrize(
    ("server", "host"),
    [("http://[::1]:8780", "[::1]"), ("https://[2001:db8::1]", "[2001:db8::1]"), ("https://a.example:1", "a.example")],
)
def test_host_has_no_port(server: str, host: str) -> None:
    assert host_of(server) == host
