"""Feed any text as a link of the desktop app.

An accepted link stays the same when it is written again. Qt, which opens it, reads the same server. Every other text is
a BadLink.

An input starts with its form (`p` pasted text, `o` an origin, else a `kaibo:` link). A text in UTF-8 follows."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import atheris
from PySide6.QtCore import QUrl

from tests.fuzz.targets import fuzz

with atheris.instrument_imports(include=["kaibo_companion.deep_link", "kaibo_companion.origin"]):
    from kaibo_companion import deep_link
    from kaibo_companion.deep_link import DeepLink, JoinCode, LaunchLink
    from kaibo_companion.origin import BadLink, origin

TICKET = "tk_" + "a1B2" * 5 + "-_"
LINK = f"kaibo://open?v=1&server=https%3A%2F%2Flive.example.com&ticket={TICKET}"
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,512}")
KEY = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){5}")


def written(link: DeepLink | LaunchLink | JoinCode) -> str:
    """Write the link like launch pages, and like people paste it."""
    if isinstance(link, JoinCode):
        return link.text
    if isinstance(link, LaunchLink):
        return f"{link.server}/l/{link.token}"
    return f"kaibo://open?v=1&server={quote(link.server, safe='')}&ticket={link.ticket}"


def check_server(server: str) -> None:
    assert origin(server) == server
    assert server.isascii()
    assert server.isprintable()
    url = QUrl(server + "/client/RedeemTicket", QUrl.ParsingMode.StrictMode)
    assert url.isValid(), "Qt does not open this address"
    authority = url.authority(QUrl.ComponentFormattingOption.FullyEncoded)
    assert origin(f"{url.scheme()}://{authority}") == server, f"Qt goes to {authority}"  # it writes IPv4 in IPv6 dotted
    assert url.path() == "/client/RedeemTicket"
    assert not url.userInfo()
    if url.scheme() != "https":
        assert url.scheme() == "http"
        assert url.host() in ("localhost", "::1") or url.host().startswith("127."), "not this machine"


def one(data: bytes) -> None:
    way, text = data[:1], data[1:].decode(errors="surrogateescape")
    try:
        if way == b"o":
            return check_server(origin(text))
        found = deep_link.parse_typed(text) if way == b"p" else deep_link.parse(text)
    except BadLink:
        return None
    again = written(found)
    assert deep_link.parse_typed(again) == found
    if isinstance(found, JoinCode):
        assert KEY.fullmatch(found.text), found.text
        return None
    check_server(found.server)
    if isinstance(found, LaunchLink):
        assert TOKEN.fullmatch(found.token), found.token
        return None
    assert deep_link.parse(again) == found
    assert deep_link.parse(again.replace("open?", "open/?")) == found
    return None


def seeds() -> Iterator[bytes]:
    yield b"k" + LINK.encode()
    yield b"p" + LINK.encode()
    for old, new in {
        "open?": "open/?",
        "kaibo": "KAIBO",
        "v=1": "v=2",
        "https%3A": "http%3A",
        "live.example.com": "127.0.0.1%3A8780",
        "%2F%2Flive": "%2F%2Fuser%40live",
        "ticket=": "ticket=&ticket=",
        "&": "&&",
        "%2F": "%252F",
        TICKET: "%74" * 22,
    }.items():
        yield b"k" + LINK.replace(old, new).encode()
    servers = (
        "https://live.example.com https://Live.Example.com:443 http://localhost:8780 http://127.0.0.1 http://[::1]:80"
    )
    servers += " https://192.168.1.5:65535 https://[2001:db8::1] https://xn--fiq228c.example https://a--b.example"
    servers += " https://会议.example https://münchen.de"
    servers += " https://ab--cd.example https://xn--a.example https://a.example. https://0x7f.1 http://127.1 https://[::ffff:1.2.3.4]"
    servers += " https://[::1%25eth0] https://a_b.example https://1.2.3 http://127.255.255.255 http://[::127.0.0.1]"
    for server in servers.split():
        yield b"o" + server.encode()
        yield b"p" + f" {server}/l/AbC_1-2.~\n".encode()
        yield b"k" + LINK.replace("https%3A%2F%2Flive.example.com", quote(server, safe="")).encode()
        yield b"p" + f"会议：{server}/l/%41bC＿1%2D2，请大家准时".encode()
    yield b"p" + "“Ｋ７ＱＭ－２ＸＷＤ—0000\u30001111\u00a02222–3333”。".encode()
    yield b"o" + "https://会议。example:443".encode()
    for text in (
        "",
        "kaibo:",
        "https://",
        "https://[",
        "https://[/l/x",
        "https://a]/l/x",
        "\0",
        "é",
        "\ud800",
        "//a/l/x",
    ):
        for way in b"kpo":
            yield bytes([way]) + text.encode(errors="surrogateescape" if text < "\ud800" else "surrogatepass")


if __name__ == "__main__":
    fuzz(seeds(), one)
