"""The one normal form of a web address."""

from typing import Any

import pytest
from hypothesis import example, given, strategies as st
from kaibo.address import authority, only_origin, origin
from kaibo.features.link import client_calls
from kaibo.settings import Settings, load
from kaibo_companion import deep_link
from pydantic import ValidationError

NORMAL = [
    ("HTTPS://Live.Example.com", "https://live.example.com"),
    ("https://live.example.com/", "https://live.example.com"),
    ("https://live.example.com:443", "https://live.example.com"),
    ("http://live.example.com:80/", "http://live.example.com"),
    ("http://live.example.com:443", "http://live.example.com:443"),
    ("https://live.example.com:08443", "https://live.example.com:8443"),
    ("https://live.example.com:", "https://live.example.com"),
    ("https://bücher.example", "https://xn--bcher-kva.example"),
    ("https://BÜCHER.example:8443", "https://xn--bcher-kva.example:8443"),
    ("https://bu\u0308cher.example", "https://xn--bcher-kva.example"),
    ("https://直播。中国", "https://xn--z6ut02b.xn--fiqs8s"),
    ("https://ｌｉｖｅ．example", "https://live.example"),
    ("https://faß.example", "https://xn--fa-hia.example"),
    ("https://XN--Bcher-kva.example", "https://xn--bcher-kva.example"),
    ("https://ex%61mple.com", "https://example.com"),
    ("https://b%C3%BCcher.example", "https://xn--bcher-kva.example"),
    ("https://live.example.com.", "https://live.example.com."),
    ("http://kaibo_web:8780", "http://kaibo_web:8780"),
    ("http://[0:0:0:0:0:0:0:1]:8780", "http://[::1]:8780"),
    ("http://[2001:DB8:0:0:1:0:0:1]", "http://[2001:db8::1:0:0:1]"),
    ("http://[::FFFF:127.0.0.1]", "http://[::ffff:7f00:1]"),
    ("http://127.0.0.1.:8780", "http://127.0.0.1:8780"),
    ("http://１２７.0.0.1", "http://127.0.0.1"),
]
WRONG = [
    "",
    "live.example.com",
    "//live.example.com",
    "ftp://live.example.com",
    "https:/live.example.com",
    "https://",
    "https://:8443",
    "https://someone@live.example.com",
    "https://someone:secret@live.example.com",
    "https://live.example.com:x",
    "https://live.example.com:0",
    "https://live.example.com:65536",
    "https://live.example.com:１",
    "https://live..example.com",
    "https://.example.com",
    "https://live example.com",
    "https://live.example.com\n",
    "https://live%2fexample.com",
    "https://live%ff.example.com",
    "https://a％61.example",
    "https://*.example.com",
    "https://é-.example",
    "https://" + "a" * 64 + ".example",
    "https://" + "a." * 127 + "example",
    "https://" + "a" * 2000,
    "http://127.1",
    "http://0x7f.0.0.1",
    "http://127.0.0.01",
    "http://[::1",
    "http://[127.0.0.1]",
    "http://[fe80::1%eth0]",
    "http://2001:db8::1",
]


@pytest.mark.parametrize(("written", "normal"), NORMAL)
def test_address_has_one_normal_form(written: str, normal: str) -> None:
    assert only_origin(written) == normal
    assert origin(f"{written.rstrip('/')}/watch/1?a=b#c") == normal


@pytest.mark.parametrize("wrong", WRONG)
def test_address_that_no_browser_opens_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="^it"):
        only_origin(wrong)


@pytest.mark.parametrize("path", ["/x", "/x/", "?a", "#a", "/?a", "\\x", "//"])
def test_origin_has_nothing_after_its_host(path: str) -> None:
    with pytest.raises(ValueError, match="leave that out"):
        only_origin(f"https://live.example.com{path}")


NAMES = st.text(st.sampled_from("aA0.-_%25üÜßβ。．直ｌ\u0308\u00ad:@[]/\\ 1x") | st.characters(), max_size=20)
ADDRESSES = st.builds(
    "{}://{}{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    NAMES | st.ip_addresses(v=4).map(str) | st.ip_addresses(v=6).map("[{}]".format),
    st.integers(0, 70000).map(":{}".format) | st.sampled_from(["", ":", ":080", ":443", "/"]),
)


@given(ADDRESSES)
@example("https://a％61.example")
def test_normal_form_is_stable(written: str) -> None:
    """The normal form of a normal form is itself. Its host, as a Host header, is in its normal form too."""
    try:
        normal = only_origin(written)
    except ValueError:
        return
    assert normal.isascii()
    assert normal == normal.lower()
    assert only_origin(normal) == only_origin(normal + "/") == normal
    scheme, _, host = normal.partition("://")
    assert authority(host, scheme) == host


@pytest.mark.parametrize(("written", "normal"), NORMAL)
def test_settings_hold_the_normal_form(written: str, normal: str) -> None:
    assert load({}, public_url=written).address == normal
    assert Settings(return_origins=f"{written}, https://lms.example.com").return_origins.split(",")[0] == normal
    for path in ("", "/media"):
        assert Settings(livekit_url=f"{written.rstrip('/')}{path}/").livekit_url == f"{normal}{path}"


@pytest.mark.parametrize("wrong", WRONG[1:])
def test_setting_that_is_no_address_is_refused(wrong: str) -> None:
    for name in ("public_url", "livekit_url", "return_origins"):
        if not wrong.isspace() and (name != "return_origins" or len(wrong.split()) == 1 and wrong == wrong.strip()):
            with pytest.raises(ValidationError):
                Settings(**{name: wrong})  # type: ignore[arg-type]


def test_livekit_may_have_several_addresses() -> None:
    written = "http://ONE.example:80, https://two.example/media/,http://one.example"
    assert Settings(livekit_url=written).livekit_url == "http://one.example,https://two.example/media"
    for wrong in ("http://one.example,", "http://one.example;http://two.example", "http://a b"):
        with pytest.raises(ValidationError):
            Settings(livekit_url=wrong)


@pytest.mark.parametrize("rest", ["/?token=x", "#room", "/a b", "\\media"])
def test_address_of_livekit_has_no_query(rest: str) -> None:
    with pytest.raises(ValidationError):
        Settings(livekit_url=f"https://livekit.example{rest}")


@pytest.mark.parametrize(
    ("given_settings", "address"),
    [
        ({"port": 80}, "http://localhost"),
        ({"port": 443, "tls_cert": "live.pem"}, "https://localhost"),
        ({"port": 443}, "http://localhost:443"),
    ],
)
def test_own_address_leaves_out_the_default_port(given_settings: dict[str, Any], address: str) -> None:
    assert load({}, **given_settings).address == address


@pytest.mark.parametrize(
    "public_url", ["http://[::1]:8780", "https://[2001:db8::7]", "https://bücher.example:8443", "https://live.example"]
)
def test_app_opens_the_deep_links_of_every_address(public_url: str) -> None:
    address = load({}, public_url=public_url).address
    assert deep_link.parse(client_calls.deep_link(address, "t" * 22)).server == address
