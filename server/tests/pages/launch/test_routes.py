"""The launch page for a browser, a mail scanner and a stranger: what it shows, hears and offers."""

import asyncio
import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from kaibo import gateway
from kaibo.clock import now_ms
from kaibo.gateway.plain_files import JOINED
from kaibo.pages.launch.routes import HERE, LOOKS

from tests.gateway.door import HOST, Caller, refusal, serving
from tests.pages.launch.opened import ORIGIN, SCRIPT, client, contents, launch, links


@pytest.fixture
def store_url(sqlite_form: Path, tmp_path: Path) -> str:
    """Run a server over SQLite. Other tests cover the calls on both databases."""
    copy = tmp_path / "kaibo.db"
    copy.write_bytes(sqlite_form.read_bytes())
    return f"sqlite:///{copy}"


@pytest.fixture
def caller(store_url: str) -> Iterator[Caller]:
    with serving(store_url) as (one, _):
        yield one


def shown(page: str) -> str:
    """Return a page without the server's time."""
    return re.sub(r' data-now="\d{13}"', "", page)


def test_page_shows_the_show_and_the_person_at_once(caller: Caller) -> None:
    page = caller.http.get(links(caller, LoginType=1, UserName="<b>陈</b>")["Url"])
    assert page.status_code == 200
    assert '<body data-page="launch" data-state="choose" data-reason="" data-role="guest"' in page.text
    for shown in ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;b&gt;陈&lt;/b&gt;", "https://cdn.example.com/c.jpg"):
        assert shown in page.text
    assert SCRIPT not in page.text
    assert "<b>陈" not in page.text
    for id_ in ("open-app", "download-app", "use-browser"):
        assert page.text.count(f'id="{id_}"') == 1
    assert 'data-role="host"' in caller.http.get(links(caller)["Url"]).text


def test_page_names_a_start_only_where_the_caller_gave_one(caller: Caller) -> None:
    def page(activity: Any) -> str:
        who = {"ActivityId": activity["ActivityId"]}
        return str(caller.http.get(caller.call("GetDownloadLiveClient", "2023-08-01", **who)["Url"]).text)

    soon = int(time.time()) + 3600
    planned = caller.call("CreateActivityAPIV2", Name="planned", LiveTime=soon)
    open_end = caller.call("CreateActivityAPIV2", Name="no time")
    assert f'id="schedule" data-from="{soon}000"' in page(planned)
    assert 'id="schedule"' not in page(open_end)
    starts: list[dict[str, Any]] = [{}, {"LiveTime": soon}]
    for show, start in zip((planned, open_end), starts, strict=True):
        caller.call("UpdateActivityBasicConfigAPI", ActivityId=show["ActivityId"], Name="changed", **start)
    assert 'id="schedule"' not in page(planned)
    assert 'id="schedule"' in page(open_end)
    read = caller.call("GetActivityBasicConfigAPI", ActivityId=planned["ActivityId"])
    written_back = {"ActivityId": planned["ActivityId"], "Name": "again", "LiveTime": read["LiveTime"]}
    caller.call("UpdateActivityBasicConfigAPI", **written_back)
    assert 'id="schedule"' not in page(planned)


def test_page_of_a_server_without_an_installer_has_one_way_in(caller: Caller) -> None:
    guest = caller.http.get(links(caller, LoginType=1, UserName="陈")["Url"]).text
    host = caller.http.get(links(caller)["Url"]).text
    for page in (guest, host):
        assert 'data-ways="one"' in page
    assert ("copy-for-chrome" in guest, "copy-for-chrome" in host) == (False, True)
    assert ("Android with Chrome" in guest, "Android with Chrome" in host) == (False, True)


AROUND = [".", "。", "，请大家准时", ")", ">", ",", "%20", "%E2%80%8B", "/", "//", "_", "-", "%3E%0A", "/x", "%25"]
"""Mailers, chat programs and input methods leave this behind a link."""


@pytest.mark.parametrize("added", AROUND)
def test_link_with_something_behind_it_opens(caller: Caller, added: str) -> None:
    url = links(caller)["Url"]
    token = url.rpartition("/")[2]
    page = caller.http.get(url + added)
    assert (page.status_code, shown(page.text)) == (200, shown(caller.http.get(url).text))
    assert f'data-token="{token}"' in page.text
    assert client(caller, "OpenLaunch", Token=unquote(token + added)).status_code == 200
    for text in (url + added, unquote(url + added), token + added):
        found = caller.call("GetLaunchLink", "2026-12-01", Url=text)
        assert (found["Url"], found["Role"]) == (url, "host")


def test_percent_encoded_link_shows_and_asks_for_the_same_token(caller: Caller) -> None:
    url = links(caller, LoginType=1, UserName="陈一鸣")["Url"]
    start, _, token = url.rpartition("/")
    encoded = "".join(f"%{ord(letter):02x}" for letter in token)
    for address in (f"{start}/{encoded}", f"{start}/%{ord(token[0]):02X}{token[1:]}"):
        assert shown(caller.http.get(address).text) == shown(caller.http.get(url).text)
        assert caller.call("GetLaunchLink", "2026-12-01", Url=address)["Url"] == url


def test_page_needs_no_more_than_the_strict_policy(caller: Caller) -> None:
    answer = caller.http.get(links(caller, "show")["Url"])
    assert re.findall(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", answer.text) == []
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for address in re.findall(r'(?:href|src)="(/[^"#]+)', answer.text):
        assert caller.http.get(address).status_code == 200, address


def test_opening_a_link_changes_nothing(caller: Caller, tmp_path: Path) -> None:
    url = links(caller)["Url"]
    while "'issue'" not in "".join(before := contents(tmp_path / "kaibo.db")):
        time.sleep(0.05)  # the audit log writes the call a moment later
    for method in ("GET", "HEAD", "GET"):
        answer = caller.http.request(method, url)
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
    assert contents(tmp_path / "kaibo.db") == before
    assert caller.http.post(url).status_code == 405


def test_stranger_learns_nothing(caller: Caller) -> None:
    url = links(caller, "a secret show", LoginType=1, UserName="陈一鸣")["Url"]
    unknown = caller.http.get(url[:-1] + ("A" if url[-1] != "A" else "B"))
    assert unknown.status_code == 404
    assert 'data-state="refused" data-reason="unknown"' in unknown.text
    made_up = caller.http.get(f"{ORIGIN}/l/made-up")
    assert shown(unknown.text) == shown(made_up.text)
    for secret in ("a secret show", "陈一鸣", "cdn.example.com", "data-role"):
        assert secret not in unknown.text


def test_link_of_a_deleted_show_names_nothing(caller: Caller) -> None:
    activity = caller.call("CreateActivityAPIV2", Name="a secret show")
    url = caller.call("GetDownloadLiveClient", "2023-08-01", ActivityId=activity["ActivityId"])["Url"]
    caller.call("DeleteActivityAPI", ActivityId=activity["ActivityId"])
    refused = caller.http.get(url)
    assert refused.status_code == caller.http.get(f"{ORIGIN}/l/made-up").status_code
    assert 'data-state="refused" data-reason="deleted"' in refused.text
    assert "a secret show" not in refused.text


def test_revoked_link_names_nothing(caller: Caller) -> None:
    url = links(caller, "a secret show", LoginType=1, UserName="王磊")["Url"]
    guest = client(caller, "RedeemTicket", Ticket=launch(caller, url)["Ticket"], Nonce="n" * 22).json()["Result"]
    host_url = url_of_host(caller)
    host = client(caller, "RedeemTicket", Ticket=launch(caller, host_url)["Ticket"], Nonce="n" * 22).json()["Result"]
    for name, body in (("EnterSession", {}), ("RemoveGuest", {"SessionId": guest["SessionId"]})):
        done = caller.http.post(
            f"{host['Path']}/call/{name}", json={"Tab": "t" * 22, **body}, headers={"Origin": ORIGIN}
        )
        assert done.status_code == 200, done.text
    refused = caller.http.get(url)
    assert refused.status_code == caller.http.get(f"{ORIGIN}/l/made-up").status_code == 404
    assert 'data-state="refused" data-reason="revoked"' in refused.text
    assert "a secret show" not in refused.text


def url_of_host(caller: Caller) -> str:
    shows = caller.call("ListActivityAPI")["Activities"]
    return str(caller.call("GetDownloadLiveClient", "2023-08-01", ActivityId=shows[0]["Id"])["Url"])


def test_expired_link_says_when_it_expired(store_url: str) -> None:
    with serving(store_url, tmp_link_hours=1e-9) as (caller, _):
        created = links(caller, "a show")
        page = caller.http.get(created["TmpUrl"])
        assert page.status_code == 410
        assert 'data-state="refused" data-reason="expired"' in page.text
        assert f'data-moment="{created["ExpireTime"] * 1000}"' in page.text
        assert 'id="ask-link"' in page.text
        assert "a show" in page.text
        refused = client(caller, "OpenLaunch", Token=created["TmpUrl"].rpartition("/")[2])
        assert refusal(refused) == (410, "LinkExpired")


def test_token_guesses_are_limited_and_told_to_wait(caller: Caller) -> None:
    """The limit counts true and made-up tokens alike, so it reveals neither."""
    url, most = links(caller)["Url"], int(LOOKS.partition("/")[0])
    made_up = [caller.http.get(f"/l/made-up-{number}").status_code for number in range(most)]
    assert set(made_up) == {404}
    for address in (url, f"{ORIGIN}/l/made-up"):
        page = caller.http.get(address)
        assert page.status_code == 429
        assert 0 < int(page.headers["retry-after"]) <= 61
        assert 'data-state="refused" data-reason="busy"' in page.text
        assert SCRIPT not in page.text
    heard = [caller.http.get(f"/launch/lk_{number}/events").status_code for number in range(most + 1)]
    assert heard == [404] * most + [429]


def test_join_code_page_needs_no_more_than_the_strict_policy(caller: Caller) -> None:
    answer = caller.http.get("/go")
    assert answer.status_code == 200
    assert re.findall(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", answer.text) == []
    assert answer.text.count('data-lang="zh"') == answer.text.count('data-lang="en"') > 5
    for address in re.findall(r'(?:href|src)="(/[^"#]+)', answer.text):
        assert caller.http.get(address).status_code == 200, address


@pytest.mark.parametrize(
    ("wish", "language"),
    [("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("en-GB,en;q=0.9,zh;q=0.8", "en"), ("fr", "en"), ("", "zh")],
)
def test_page_speaks_the_browsers_language(caller: Caller, wish: str, language: str) -> None:
    page = caller.http.get(links(caller)["Url"], headers={"Accept-Language": wish})
    assert f'data-language="{language}"' in page.text


def test_every_text_has_both_languages(caller: Caller) -> None:
    page = caller.http.get(links(caller, LoginType=1, UserName="Ann")["Url"]).text
    assert page.count('data-lang="zh"') == page.count('data-lang="en"') > 20


def test_session_has_a_device_name_and_a_strict_cookie(caller: Caller) -> None:
    opened = launch(caller, links(caller)["Url"])
    answer = client(caller, "RedeemTicket", Ticket=opened["Ticket"], Nonce="n" * 22)
    session = answer.json()["Result"]["SessionId"]
    assert set(answer.json()["Result"]) == {"SessionId", "Path", "LinkId"}
    cookie = answer.headers["set-cookie"].split("; ")
    assert cookie[0].startswith("kaibo_session=")
    assert set(cookie[1:]) == {"HttpOnly", "Max-Age=2592000", f"Path=/s/{session}", "SameSite=strict"}
    view = caller.http.post(f"/s/{session}/call/EnterSession", json={"Tab": "t" * 22}, headers={"Origin": ORIGIN})
    seat = view.json()["Result"]["Seat"]
    assert (seat["Browser"], seat["System"]) == ("Chrome", "Windows")


def test_made_up_device_name_is_not_shown_to_a_host(caller: Caller) -> None:
    ticket = launch(caller, links(caller)["Url"])["Ticket"]
    headers = {"Origin": ORIGIN, "User-Agent": "Your-Producer-Click-Grant-Bot/1.0 " + "x" * 20_000}
    body = {"Ticket": ticket, "Nonce": "n" * 22}
    session = caller.http.post("/client/RedeemTicket", json=body, headers=headers).json()["Result"]["SessionId"]
    view = caller.http.post(f"/s/{session}/call/EnterSession", json={"Tab": "t" * 22}, headers={"Origin": ORIGIN})
    seat = view.json()["Result"]["Seat"]
    assert (seat["Browser"], seat["System"]) == ("", "")


@pytest.mark.parametrize("nonce", ["", "n" * 21, "n" * 129, "n" * 21 + "|", "n" * 21 + "\n"])
def test_short_or_odd_nonce_is_refused(caller: Caller, nonce: str) -> None:
    answer = client(caller, "RedeemTicket", Ticket="t" * 22, Nonce=nonce)
    assert refusal(answer) == (400, "InvalidParameter.Nonce")


@contextmanager
def offering(store_url: str, folder: Path, manifest: str) -> Iterator[Caller]:
    (folder / "manifest.json").write_text(manifest)
    with serving(store_url, companion=str(folder)) as (caller, _):
        yield caller


def test_page_offers_only_what_the_manifest_names(store_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "companion"
    folder.mkdir()
    (folder / "kaibo.exe").write_bytes(b"MZ")
    (folder / "secret").write_text("not for you")
    file = {"System": "windows", "Arch": "x86_64", "File": "kaibo.exe", "Size": 2, "Sha256": sha256(b"MZ").hexdigest()}
    with offering(store_url, folder, json.dumps({"Version": "1.0", "Files": [file]})) as caller:
        assert "kaibo.exe" in caller.http.get(links(caller)["Url"]).text
        got = caller.http.get("/download/kaibo.exe")
        assert got.content == b"MZ"
        assert got.headers["content-disposition"] == 'attachment; filename="kaibo.exe"'
        for other in ("secret", "manifest.json.minisig", "..%2Fkaibo.db", "%2Fetc%2Fpasswd"):
            assert caller.http.get(f"/download/{other}").status_code == 404


@pytest.mark.parametrize(
    "manifest", ["nonsense", "[]", '{"Version": "1", "Files": [{"File": "../kaibo.db"}]}', '{"Files": []}']
)
def test_broken_manifest_offers_nothing(store_url: str, tmp_path: Path, manifest: str) -> None:
    with offering(store_url, tmp_path, manifest) as caller:
        page = caller.http.get(links(caller)["Url"])
        assert page.status_code == 200
        assert 'id="offer"' not in page.text
        assert caller.http.get("/download/manifest.json").status_code == 404


def told(caller: Caller, listen_key: str, *calls: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the states of the launch stream: the first one, and the one after each of these calls."""
    heard: list[dict[str, Any]] = []

    async def listen() -> None:
        news, done = asyncio.Event(), asyncio.Event()

        async def receive() -> dict[str, Any]:
            await done.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            for line in message.get("body", b"").decode().splitlines():
                if line.startswith("data: "):
                    heard.append(json.loads(line[6:]))
                    news.set()

        path = f"/launch/{listen_key}/events"
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": b"",
            "headers": [(b"host", HOST.encode())],
        }
        streaming = asyncio.ensure_future(caller.http.app(scope, receive, send))  # type: ignore[arg-type]
        await asyncio.wait_for(news.wait(), 5)
        for name, body in calls:
            news.clear()
            await asyncio.to_thread(client, caller, name, **body)
            await asyncio.wait_for(news.wait(), 5)
        done.set()
        await asyncio.wait_for(streaming, 5)

    assert caller.http.portal
    caller.http.portal.call(listen)
    return heard


def test_page_hears_when_the_app_hears_and_opens_the_link(caller: Caller) -> None:
    opened = launch(caller, links(caller)["Url"])
    ticket, key = {"Ticket": opened["Ticket"]}, opened["ListenKey"]
    assert client(caller, "PeekTicket", **ticket).status_code == 200
    began = now_ms()
    assert told(caller, key) == [{"State": "open", "By": "", "HeardTime": 0}], "an older app or the browser's page asks"
    asks = ("PeekTicket", {**ticket, "App": True})
    comes = ("RedeemTicket", {**ticket, "Nonce": "n" * 22, "App": True})
    first, heard, again, last = told(caller, key, asks, asks, comes)
    assert first == {"State": "open", "By": "", "HeardTime": 0}
    assert (heard["State"], heard["By"], again["State"]) == ("heard", "", "heard")
    assert began <= heard["HeardTime"] < again["HeardTime"], "a second opening asks once more"
    assert last == {"State": "opened", "By": "app", "HeardTime": again["HeardTime"]}
    assert refusal(client(caller, "PeekTicket", **ticket, App=True)) == (410, "TicketSpent")
    assert told(caller, key) == [last], "a spent ticket changes nothing"


def test_launch_stream_ends_after_its_last_state(caller: Caller) -> None:
    opened = launch(caller, links(caller)["Url"])
    client(caller, "RedeemTicket", Ticket=opened["Ticket"], Nonce="n" * 22)
    with caller.http.stream("GET", f"/launch/{opened['ListenKey']}/events") as answer:
        client(caller, "OpenLaunch", Token="made-up")
        assert answer.read().count(b"data: ") == 1, "the stream must end"


def test_ticket_and_listen_key_cannot_replace_each_other(caller: Caller) -> None:
    opened = launch(caller, links(caller)["Url"])
    assert caller.http.get(f"/launch/{opened['Ticket']}/events").status_code == 404
    answer = client(caller, "RedeemTicket", Ticket=opened["ListenKey"], Nonce="n" * 22)
    assert refusal(answer) == (410, "TicketSpent")


def test_each_script_and_style_sheet_is_part_of_a_page() -> None:
    pages = [*HERE.glob("*.html"), Path(gateway.__file__).with_name("plain.html")]
    loaded = set(re.findall(r"[\w-]+\.(?:css|js)\b", "".join(file.read_text() for file in pages)))
    parts = {part for name in loaded & set(JOINED) for part in JOINED[name]}
    assert set(JOINED) < loaded
    assert {file.name for file in (HERE / "static").glob("*.*s")} == (loaded - set(JOINED)) | parts


def test_joined_scripts_share_no_names_and_end_their_statement() -> None:
    for name in {part for parts in JOINED.values() for part in parts if part.endswith(".js")}:
        text = re.sub(r"(?m)^//.*\n", "", (HERE / "static" / name).read_text())
        assert text.startswith('(function () {\n  "use strict";\n'), name
        assert text.endswith("})();\n"), name


def test_launch_page_shares_the_look_of_the_other_pages() -> None:
    """The launch page needs no build. So it holds the tokens of the look, and the build reads them there."""
    look = Path(__file__).resolve().parents[4] / "web/src/ui"
    wanted = re.search(r'@import "([^"]+)"', (look / "base.css").read_text())
    assert wanted
    assert (look / wanted[1]).resolve() == (HERE / "static/tokens.css").resolve()
