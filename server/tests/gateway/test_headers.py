"""The headers of every answer, the one origin of the pages, and what the access log holds."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from kaibo.gateway.headers import AccessLog, SafeHeaders
from kaibo.gateway.one_address import OneAddress
from kaibo.settings import Settings
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

PUBLIC = "https://kaibo.example.com"
TOKEN = "AQEAAAAGYPEFVcbQAAAAAQAAAAAAAAAAVSopfhSJ4bKJW9eTO9Mnjg"


async def fine(request: Request) -> Response:
    return PlainTextResponse("fine")


@pytest.fixture
def visit() -> Callable[..., Any]:
    """Ask for an address of a server with that public address."""

    def ask(
        path: str, host: str = "kaibo.example.com", public: str = PUBLIC, method: str = "GET", language: str = "en"
    ) -> Any:
        paths = ("/", "/go", "/l/{token}", "/enter", "/s/{id}", "/s/{id}/events", "/w/{path}", "/launch/{rest:path}")
        app = Starlette(
            routes=[Route(path, fine, methods=["GET", "POST"]) for path in paths],
            middleware=[
                Middleware(AccessLog),
                Middleware(SafeHeaders, public_url=public),
                Middleware(OneAddress, public_url=public),
            ],
        )
        client = TestClient(app, base_url=public, follow_redirects=False)
        return client.request(method, path, headers={"Host": host, "Accept-Language": language})

    return ask


@pytest.mark.parametrize("path", ["/", "/l/x", "/enter", "/s/x", "/nothing", "/launch/x/events"])
def test_every_answer_is_safe(visit: Callable[..., Any], path: str) -> None:
    for host in ("kaibo.example.com", "other.example.com"):
        headers = visit(path, host).headers
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["worker-src"] == "'self'"
        assert policy["connect-src"] == "'self' wss://kaibo.example.com"
        assert policy["frame-src"] == "kaibo:"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        for device in ("camera", "microphone", "display-capture"):
            assert f"{device}=(self)" in headers["permissions-policy"]


@pytest.mark.parametrize("path", ["/go", f"/l/{TOKEN}", "/enter", "/s/se_1", "/w/show"])
def test_page_under_another_host_redirects_to_the_public_address(visit: Callable[..., Any], path: str) -> None:
    for method in ("GET", "HEAD"):
        answer = visit(path, "127.0.0.1:8780", method=method)
        assert (answer.status_code, answer.headers["location"]) == (307, f"{PUBLIC}/moved{path}")
    assert visit(path).status_code == 200


@pytest.mark.parametrize("path", ["/", "/s/se_1/events", "/launch/lk_1/events"])
def test_calls_are_answered_under_any_host(visit: Callable[..., Any], path: str) -> None:
    assert visit(path, "10.0.0.1").status_code == 200


@pytest.mark.parametrize(
    ("public", "host"),
    [
        (PUBLIC, "KAIBO.example.com"),
        (PUBLIC, "kaibo.example.com:443"),
        (PUBLIC + ":443", "kaibo.example.com"),
        (PUBLIC + "/", "kaibo.example.com"),
        ("http://kaibo.example.com:80", "kaibo.example.com"),
        ("http://[::1]:8780", "[::1]:8780"),
        ("http://[0:0::1]:8780", "[::1]:8780"),
        ("http://[::1]", "[0:0::1]:80"),
        ("https://bücher.example", "xn--bcher-kva.example"),
        ("https://直播.中国:8443", "XN--Z6UT02B.xn--fiqs8s:08443"),
    ],
)
def test_equivalent_host_causes_no_redirect_loop(visit: Callable[..., Any], public: str, host: str) -> None:
    assert visit("/enter", host, Settings(public_url=public).address).status_code == 200


@pytest.mark.parametrize("path", ["/go", f"/l/{TOKEN}", "/enter", "/s/se_1", "/w/show"])
def test_redirected_page_ends_at_its_own_path(visit: Callable[..., Any], path: str) -> None:
    """The first redirect leads to a path that a proxy with the wrong Host would show. It does not stay."""
    moved = visit(path, "127.0.0.1:8780").headers["location"].removeprefix(PUBLIC)
    answer = visit(moved)
    assert (answer.status_code, answer.headers["location"]) == (307, PUBLIC + path)
    assert visit(path, method="POST").status_code == 200


def test_page_redirected_twice_says_that_the_proxy_changes_host(visit: Callable[..., Any]) -> None:
    public = "https://kaibo.example.com:8443"
    moved = visit("/enter", "kaibo.example.com", public).headers["location"].removeprefix(public)
    for method in ("GET", "HEAD"):
        assert visit(moved, "kaibo.example.com", public, method).status_code == 421
    page = visit(moved, "kaibo.example.com", public)
    assert "location" not in page.headers
    assert page.headers["cache-control"] == "no-store"
    came, wanted = "<code>kaibo.example.com</code>", f"<code>{public}</code>"
    assert f"You came by {came}, public_url is {wanted}, so your proxy must pass Host unchanged." in page.text
    assert f"你访问的地址是 {came}，而 public_url 是 {wanted}，所以代理必须原样传递 Host。" in page.text
    for code in ("zh-CN", "en"):
        chosen = visit(moved, "kaibo.example.com", public, language=code).text
        assert f'<html lang="{code}"' in chosen


def test_host_is_text_in_the_page_of_a_wrong_proxy(visit: Callable[..., Any]) -> None:
    page = visit("/moved/enter", "<b>{public}</b>\"'&" + "x" * 1000).text
    assert "&lt;b&gt;{public}&lt;/b&gt;&quot;&#x27;&amp;x" in page
    assert "<b>" not in page
    assert "x" * 255 not in page


@pytest.mark.parametrize("path", ["/moved", "/moved/", "/moved/x", "/moved//evil.example", "/moved/moved/enter"])
def test_only_pages_are_redirected(visit: Callable[..., Any], path: str) -> None:
    for host in ("kaibo.example.com", "other.example.com"):
        assert visit(path, host).status_code == 404


def test_redirect_leads_only_to_the_public_address(visit: Callable[..., Any]) -> None:
    for path in ("/l/..%2f..%2fevil.example.com", "/w/%0d%0aLocation:%20https:%2f%2fevil.example.com"):
        answer = visit(path, "evil.example.com")
        if answer.status_code == 307:
            assert answer.headers["location"].startswith(PUBLIC + "/")
            assert "\n" not in answer.headers["location"]


@pytest.mark.parametrize(
    ("asked", "logged"),
    [
        (f"/l/{TOKEN}", "GET /l/AQEAAA… 200"),
        (f"//l//{TOKEN}", "GET //l//AQEAAA… 404"),
        (f"/L/{TOKEN}/x", "GET /L/AQEAAA…/x 404"),
        (f"/w/show/hls/{32 * 'a'}/1/000000.0.m4s", "GET /w/show/hls/aaaaaa…/1/000000.0.m4s 404"),
        (f"/w/show/replay/{32 * '1'}/1/000000.m4s", "GET /w/show/replay/111111…/1/000000.m4s 404"),
        ("/launch/lk_abcdefghijklmnop/events", "GET /launch/lk_abc…/events 200"),
        (f"/moved/l/{TOKEN}", "GET /moved/l/AQEAAA… 307"),
        ("/launch/page.css", "GET /launch/page.css 200"),
        (
            "/?Action=GetActivityAPI&Version=2020-06-01&X-Signature=secret",
            "GET /?Action=GetActivityAPI&Version=2020-06-01 200",
        ),
        ("/s/se_1?access_token=secret", "GET /s/se_1 200"),
        ("/w/a%0aINFO%20forged", "GET /w/a%0AINFO%20forged 200"),
        ("/?Action=a%0aforged", "GET /?Action=a%0Aforged 200"),
    ],
)
def test_access_log_holds_no_secret(
    visit: Callable[..., Any], caplog: pytest.LogCaptureFixture, asked: str, logged: str
) -> None:
    with caplog.at_level(logging.INFO, "kaibo.access"):
        visit(PUBLIC + asked)
    lines = [record.getMessage() for record in caplog.records if record.name == "kaibo.access"]
    assert len(lines) == 1
    assert lines[0].startswith(logged + " ")
    for secret in (TOKEN, "secret", "abcdef"):
        assert secret not in caplog.text


@pytest.mark.parametrize(
    ("public", "private", "held"),
    [
        ("https://live.example.com", False, True),
        ("https://live.example.com", True, False),
        ("https://live.example.com:8443", False, False),
        ("https://192.168.1.20", False, False),
        ("https://[fd00::20]", False, False),
        ("https://localhost", False, False),
        ("http://live.example.com", False, False),
    ],
)
def test_only_a_name_that_is_all_ours_gets_hsts(public: str, private: bool, held: bool) -> None:
    app = SafeHeaders(Starlette(routes=[Route("/", fine)]), public, private=private)
    answer = TestClient(app, base_url=public).get("/")
    assert (answer.headers.get("strict-transport-security") == "max-age=31536000") == held
    assert ("strict-transport-security" in answer.headers) == held
