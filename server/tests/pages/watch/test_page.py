"""The watch page as chats, bots and browsers get it before its script runs."""

import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from kaibo.access import table as access
from kaibo.access.decision import Kind
from kaibo.access.table import Stored
from kaibo.activity import table as activities
from kaibo.activity.status import Status
from kaibo.activity.table import Activity
from kaibo.call import Owner
from kaibo.pages.watch import page
from kaibo.settings import Settings
from sqlalchemy import create_engine
from starlette.testclient import TestClient

from tests.gateway.door import Caller, serving

HERE = "http://localhost:8780"
HINTS = "".join(f'<!--{part}\n<link rel="modulepreload" href="/{part}.js">-->' for part in ("live", "page"))
HEAD = f"<head><title>Kaibo 开播</title>{HINTS}</head>"
BUILT = f'<!doctype html><html lang="zh-CN">{HEAD}<body data-page="watch"></body></html>'
AGENTS = [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.50 NetType/WIFI Language/zh_CN",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Mozilla/5.0 (compatible; FeishuBot/1.0; +https://www.feishu.cn)",
]
MADE = 1_790_000_000_000
STARTS = 1_790_003_600_000


class Head(HTMLParser):
    """Reads the tags that name a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: dict[str, str] = {}
        self.body: dict[str, str | None] = {}
        self.hints: list[str | None] = []
        self._inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside, given = tag, dict(attrs)
        if tag == "meta" and (name := given.get("property") or given.get("name")):
            self.tags[name] = given.get("content") or ""
        if given.get("rel") == "modulepreload":
            self.hints.append(given["href"])
        if tag == "body":
            self.body = given

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in ("title", "script"):
            self.tags[self._inside] = data


@pytest.fixture
def store(sqlite_form: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(sqlite_form, tmp_path / 'kaibo.db')}"


@pytest.fixture
def caller(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Caller]:
    (tmp_path / "watch.html").write_text(BUILT)
    monkeypatch.setattr(Settings, "dist", tmp_path)
    with serving(store) as (made, _):
        yield made


@pytest.fixture
def http(caller: Caller) -> TestClient:
    return caller.http


@pytest.fixture
def put(caller: Caller, store: str) -> Callable[..., Activity]:
    """Give a function that puts an activity into the store, with columns of the test's choice."""

    def one(name: str = "茶 & Tea", live_time: int = STARTS, cover: str = "", **columns: Any) -> Activity:
        engine = create_engine(store)
        with engine.begin() as db:
            show = activities.create(
                db, Owner(caller.account), MADE, name=name, live_time=live_time, view_path="tea7", cover_image=cover
            )
            if columns:
                activities.change(db, show.id, **columns)
        engine.dispose()
        return show

    return one


def head(http: TestClient, path: str = "/w/tea7", **headers: str) -> Head:
    return Head(http.get(path, headers=headers).text)


def test_preview_of_a_restricted_show_has_its_title_and_cover_alone(
    http: TestClient, put: Callable[..., Activity], store: str
) -> None:
    show = put(cover="https://cdn.example.com/t.jpg", extra="secret words", status=2, live_requested=True)
    engine = create_engine(store)
    with engine.begin() as db:
        access.put(db, show.id, Stored(main=int(Kind.PASSWORD)))
    engine.dispose()
    for lang, words in (("en", "invited viewers"), ("zh", "受邀观众")):
        text = http.get("/w/tea7", headers={"Accept-Language": lang}).text
        tags = Head(text).tags
        assert tags.keys() == {
            *("title", "description", "twitter:card"),
            *(f"og:{name}" for name in ("site_name", "type", "title", "description", "url", "image")),
        }
        assert words in tags["og:description"] == tags["description"]
        assert "secret" not in text
        assert "data-shown" not in text


@pytest.mark.parametrize("agent", AGENTS)
def test_chat_gets_title_picture_and_start(http: TestClient, put: Callable[..., Activity], agent: str) -> None:
    put(cover="https://cdn.example.com/t.jpg?a=1&b=2", end_time=STARTS + 3_600_000)
    headers = {"User-Agent": agent, "Accept": "*/*"}
    answer = http.get("/w/tea7", headers=headers)
    tags = Head(answer.text).tags
    event = tags.pop("script")
    assert tags == {
        "title": "茶 & Tea · Kaibo",
        "description": tags["og:description"],
        "og:site_name": "Kaibo 开播",
        "og:type": "video.other",
        "og:title": "茶 & Tea",
        "og:description": tags["description"],
        "og:url": f"{HERE}/w/tea7",
        "og:image": "https://cdn.example.com/t.jpg?a=1&b=2",
        "video:release_date": "2026-09-21T15:13:20Z",
        "twitter:card": "summary_large_image",
    }
    assert '"startDate": "2026-09-21T15:13:20Z"' in event
    assert '"endDate": "2026-09-21T16:13:20Z"' in event
    assert "set-cookie" not in answer.headers
    asked = http.head("/w/tea7", headers=headers)
    assert (asked.status_code, asked.headers["etag"]) == (200, answer.headers["etag"])


@pytest.mark.parametrize(("wish", "code"), [("zh-CN", "zh-CN"), ("en-GB,zh", "en"), ("", "zh-CN")])
def test_page_speaks_the_readers_language(http: TestClient, put: Callable[..., Activity], wish: str, code: str) -> None:
    put()
    text = http.get("/w/tea7", headers={"Accept-Language": wish}).text
    assert f'<html lang="{code}">' in text
    assert ("观看直播" in text) == (code == "zh-CN")


@pytest.mark.parametrize(
    ("cover", "shown"),
    [
        ("//images.example.com/c.png", "http://images.example.com/c.png"),
        ("https://图.example/茶.png", "https://图.example/茶.png"),
        ("", f"{HERE}/launch/mark.png"),
        ("c.png", f"{HERE}/launch/mark.png"),
        ("javascript:alert(1)", f"{HERE}/launch/mark.png"),
        ("data:image/png;base64,AA", f"{HERE}/launch/mark.png"),
        ("https://me:secret@example.com/c.png", f"{HERE}/launch/mark.png"),
        ("https://x.example/\u202egnp.c", f"{HERE}/launch/mark.png"),
        ("https://x.example/c\r\n.png", f"{HERE}/launch/mark.png"),
        ("https://[/c.png", f"{HERE}/launch/mark.png"),
    ],
)
def test_picture_is_the_cover_or_our_mark(
    http: TestClient, put: Callable[..., Activity], cover: str, shown: str
) -> None:
    put(cover=cover)
    assert head(http).tags["og:image"] == shown


def test_mark_is_a_picture_for_everybody(http: TestClient) -> None:
    for file, kind in (("mark.png", "image/png"), ("mark.svg", "image/svg+xml")):
        assert http.get(f"/launch/{file}").headers["content-type"] == kind


def test_show_without_a_planned_start_names_none(http: TestClient, put: Callable[..., Activity]) -> None:
    put(live_time=MADE, planned=False)
    assert {"script", "video:release_date"}.isdisjoint(head(http).tags)


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        ({"status": int(Status.PREVIEW)}, "false"),
        ({"status": int(Status.LIVE)}, "true"),
        ({"status": int(Status.LIVE), "lock_preview": True}, "false"),
        ({"status": int(Status.OVER)}, "false"),
    ],
)
def test_page_says_whether_the_show_is_on_air(
    http: TestClient, put: Callable[..., Activity], columns: dict[str, Any], shown: str
) -> None:
    put(**columns)
    assert head(http).body["data-shown"] == shown


@pytest.mark.parametrize(("status", "hints"), [(Status.LIVE, ["/live.js"]), (Status.PREVIEW, ["/page.js"])])
def test_only_a_show_on_air_has_hints_for_the_code_that_plays_it(
    http: TestClient, put: Callable[..., Activity], status: Status, hints: list[str]
) -> None:
    put(status=int(status))
    assert head(http).hints == hints
    assert head(http, "/w/nothing").hints == ["/page.js"]
    assert "<!--" not in http.get("/w/tea7").text


def test_renamed_show_is_sent_again(http: TestClient, put: Callable[..., Activity], store: str) -> None:
    show = put()
    first = http.get("/w/tea7")
    known = {"If-None-Match": first.headers["etag"]}
    assert first.headers["cache-control"] == "no-cache"
    assert http.get("/w/tea7", headers=known).status_code == 304
    engine = create_engine(store)
    with engine.begin() as db:
        activities.change(db, show.id, name="Coffee")
    engine.dispose()
    assert Head(http.get("/w/tea7", headers=known).text).tags["og:title"] == "Coffee"


@pytest.mark.parametrize(
    "path",
    ["/w/Tea7", "/w/%54ea7%E3%80%82", "/w/tea7%EF%BC%8C%E8%AF%B7", "/w/tea7%20", "/w/tea7/"],
)
def test_page_tells_its_script_the_address_of_its_calls(
    http: TestClient, put: Callable[..., Activity], path: str
) -> None:
    put()
    found = head(http, path)
    assert found.body["data-base"] == "/w/tea7"
    assert found.tags["og:url"] == f"{HERE}/w/tea7"


@pytest.mark.parametrize("path", ["/w/nothing", '/w/"><script>'])
def test_address_without_a_show_gets_the_plain_page(http: TestClient, path: str) -> None:
    answer = http.get(path)
    assert answer.status_code == 200
    found = Head(answer.text)
    assert found.tags == {"title": "Kaibo 开播"}
    assert "data-shown" not in found.body
    assert found.body["data-base"] in ("/w/nothing", "/w/")


def test_search_engines_list_a_watch_page_only_if_the_activity_says_so(
    caller: Caller, http: TestClient, put: Callable[..., Activity]
) -> None:
    show = put()

    def told() -> set[str | None]:
        answers = [http.request(method, "/w/tea7") for method in ("GET", "HEAD")]
        again = http.get("/w/tea7", headers={"If-None-Match": answers[0].headers["etag"]})
        assert again.status_code == 304
        return {answer.headers.get("x-robots-tag") for answer in (*answers, again)}

    assert told() == {"noindex"}
    for indexed, header in ((True, None), (False, "noindex")):
        caller.call("PutShowSettings", "2026-12-01", ActivityId=show.id, Settings={"WatchPage": {"Indexed": indexed}})
        assert told() == {header}
        assert http.get("/w/nothing").headers["x-robots-tag"] == "noindex"
    assert http.post("/w/tea7").status_code == 405


def test_address_that_asks_too_often_gets_the_plain_page(
    http: TestClient, put: Callable[..., Activity], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "LOOKS", "1/hour")
    put()
    assert [head(http).tags["title"] for _ in range(2)] == ["茶 & Tea · Kaibo", "Kaibo 开播"]
