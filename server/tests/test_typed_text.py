"""Typed text stays text wherever it comes out: on pages, in answers, snapshots, logs and terminals.

The test types a hostile text into every text parameter of every signed call. A new parameter is covered by itself.
"""

import io
import json
import logging
import shutil
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, get_args, get_origin
from urllib.parse import quote

import pytest
from kaibo.account import table as access
from kaibo.activity import table as activities
from kaibo.app import SIGNED
from kaibo.call import Owner
from kaibo.cli.call import call as call_command
from kaibo.cli.key import create as create_command, listed as list_command
from kaibo.cli.up import _logs
from kaibo.features.design import designs
from kaibo.features.link.state import PURPOSE
from kaibo.features.link.token import LaunchToken, mint
from kaibo.gateway.action import VERSION, Action, Wire, nested, plain
from kaibo.logs import TextFormatter
from kaibo.settings import Settings
from kaibo.terminal import as_json, escaped, is_plain
from kaibo.vault import Vault
from sqlalchemy import create_engine

from tests.gateway.door import Caller, serving
from tests.pages.launch.opened import client

TYPED = "</script><b onx=1>\r\nX-Evil: 1\x1b]0;x\x07\x9b\u202e\u2066\u2028\"'&{{7*7}}"
"""At most 64 characters: every text parameter but a name takes it."""
ONE_LINE = "</script><b onx=1> X-Evil: 1 ]0;x \"'&{{7*7}}"
"""The text as tags have it. A chat shows them among its own words, so nothing in it may turn text around."""
DATA = "application/ld+json"
"""The type of a script element that browsers never run."""
NAMES = {"Name", "UserName", "SubAccountName"}
STAMP = "2026-01-01 00:00:00"
TAB = "t" * 16
LATER = 1_800_000_000_000


def texts(model: type[Wire], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of every text parameter of a request, and of every list of texts."""
    for name, field in model.model_fields.items():
        path = (*above, field.alias or name)
        if below := nested(field.annotation):
            yield from texts(below, path)
            continue
        kind = plain(field.annotation)
        if str in (kind, *(plain(each) for each in get_args(kind) if get_origin(kind) is list)):
            yield path


def filled(model: type[Wire], known: dict[str, Any], path: tuple[str, ...], text: str) -> dict[str, Any]:
    """Make a request with its required parameters from `known`, and with the text at this path."""
    made: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        alias, below, kind = field.alias or name, nested(field.annotation), plain(field.annotation)
        is_list = get_origin(kind) is list
        if path and alias == path[0]:
            value = filled(below, known, path[1:], text) if below else text
            made[alias] = [value] if is_list else value
        elif field.is_required():
            made[alias] = filled(below, known, (), text) if below else known[alias]
    return made


class Page(HTMLParser):
    """Reads a page as browsers do. Collects what could run, and the texts that name the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[dict[str, str | None]] = []
        self.handlers: list[str] = []
        self.code = self.heading = self.title = ""
        self.data: list[str] = []
        self.tags: dict[str, str] = {}
        self._inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._inside = "data" if given.get("type") == DATA else tag
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        if self._inside == "script":
            self.scripts.append(given)
        if tag == "meta" and "content" in given:
            self.tags[given.get("property") or given.get("name") or ""] = given["content"] or ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.code += data
        if self._inside == "h1" and not self.heading:
            self.heading = data
        if self._inside == "title":
            self.title = data
        if self._inside == "data":
            self.data.append(data)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Collect the server's log as the server writes it, with everything that it can log."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(TextFormatter(f"{STAMP} %(levelname)s %(name)s %(message)s"))
    logger, before = logging.getLogger("kaibo"), logging.getLogger("kaibo").level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield stream
    logger.removeHandler(handler)
    logger.setLevel(before)


@pytest.fixture
def file(sqlite_form: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sqlite_form, tmp_path / "kaibo.db"))


@pytest.fixture
def caller(file: Path) -> Iterator[Caller]:
    with serving(f"sqlite:///{file}") as (made, _):
        yield made


def answer(caller: Caller, action: Action[Any, Any, Any], body: dict[str, Any]) -> Any:
    got = caller.patiently(action.name, action.version, body)
    assert got.status_code < 500, (action.name, body, got.text)
    check_answer(got)
    return got


def type_into(caller: Caller, action: Action[Any, Any, Any], path: tuple[str, ...], known: dict[str, Any]) -> bool:
    """Type the text into one parameter, and into an address there. Return whether a write took it."""
    for text in (TYPED, f"https://x.example/{TYPED}"):
        body = filled(action.request, known, path, text)
        if action.name == "CreateLaunchLink":
            body.setdefault("UserName", "x")
        got = answer(caller, action, body)
        if action.writes and path[-1] in NAMES:
            error = got.json()["ResponseMetadata"]["Error"]
            assert error["Code"] == f"InvalidParameter.{'.'.join(path)}", body
        if got.status_code == 200:
            return action.writes
    return False


def check_answer(got: Any) -> None:
    """Check that an answer is JSON on one line and that no text became a header."""
    assert "x-evil" not in got.headers
    assert not set(got.content) & set(range(0x20)), "JSON escapes all controls"
    json.loads(got.content)


def check_log(log: io.StringIO) -> None:
    """Check that nothing in a log moves a terminal, and that every line is a record or belongs to one."""
    lines = log.getvalue().split("\n")
    assert [line for line in lines if not all(map(is_plain, line))] == []
    assert [line for line in lines if line and not line.startswith((STAMP, "  "))] == []


def check_page(text: str) -> Page:
    """Check that a page runs only our own files."""
    page = Page(text)
    assert page.handlers == []
    assert page.code.strip() == ""
    assert all((script.get("src") or "").startswith(("/launch/", "/assets/")) for script in page.scripts)
    return page


def test_text_in_any_parameter_stays_text(caller: Caller, log: io.StringIO) -> None:
    kept: set[str] = set()
    readers = [each for each in SIGNED if not each.writes and {*each.request.model_fields} == {"activity_id"}]
    key = caller.call("CreateAccessKey", VERSION)["AccessKeyId"]
    design = json.loads(designs.first())
    for action in SIGNED:
        show = caller.call("CreateActivityAPIV2", Name="show")["ActivityId"] if action.writes else 1
        known = {"ActivityId": show, "Name": "x", "Role": "guest", "SearchStatus": 1, "SessionId": "se_x"}
        known |= {"AccessKeyId": key, "Settings": {}, "FromActivityId": show, "Design": design, "Revision": 0}
        known |= {"Type": "image/png", "Size": 1, "Sha256": "0" * 64, "Part": 0, "Data": "AA=="}
        known |= {"Mode": 2, "PermissionOrder": 1, "DeleteAll": 0}
        for path in texts(action.request):
            if type_into(caller, action, path, known):
                kept.add(".".join((action.name, *path)))
        if action.writes:
            for reader in readers:
                answer(caller, reader, {"ActivityId": show})
    assert {"CreateLaunchLink.Note", "CreateActivityAPIV2.SiteTags.Value", "UpdateHostAccount.GetFollowDataUrl"} <= kept
    for listing in ("ListActivityAPI", "ListHostAccounts", "ListAuditEvents", "ListAccessKeys"):
        answer(caller, next(each for each in SIGNED if each.name == listing), {})
    check_log(log)


def test_names_of_an_older_server_are_text_on_pages_and_in_snapshots(
    caller: Caller, file: Path, log: io.StringIO
) -> None:
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as db:
        owner = Owner(caller.account)
        show = activities.create(db, owner, 1_790_000_000_000, name=TYPED, live_time=LATER, cover_image=f"//x/{TYPED}")
    engine.dispose()
    key = Vault(bytes(32)).key(PURPOSE)
    in_page = TYPED.replace("\r\n", "\n")
    for token in (
        LaunchToken(show.id, 0),
        LaunchToken(show.id, 1, TYPED),
        LaunchToken(show.id, 0, expires=1),
        LaunchToken(show.id, 1, TYPED, epoch=9),
    ):
        page = caller.http.get(f"/l/{mint(token, key)}")
        assert "x-evil" not in page.headers
        found = check_page(page.text)
        heading = found.heading.replace("\r\n", "\n")
        assert heading == ("" if token.epoch == 9 else in_page)
        if token.epoch != 9:
            assert found.tags["og:title"] == ONE_LINE
            assert found.title == f"{ONE_LINE} · Kaibo 开播"
        assert not any("/l/" in text for text in found.tags.values())
    watch = check_page(caller.http.get(f"/w/{show.view_path}").text)
    assert watch.tags["og:title"] == ONE_LINE
    assert watch.title == f"{ONE_LINE} · Kaibo"
    assert [json.loads(text)["name"] for text in watch.data] == [ONE_LINE]
    assert "x-evil" not in caller.http.get(f"/w/{show.view_path}").headers
    origin = {"Origin": f"http://{caller.http.base_url.netloc.decode()}"}
    view = caller.http.post(f"/w/{show.view_path}/events", json={}, headers=origin)
    assert view.json()["Data"]["Name"] == TYPED
    check_answer(view)
    for path in ("/go", "/enter", "/s/se_x", f"/l/{quote(TYPED, safe='')}"):
        check_page(caller.http.get(path).text)
    opened = client(caller, "OpenLaunch", Token=mint(LaunchToken(show.id, 1, TYPED), key))
    ticket = opened.json()["Result"]["Ticket"]
    check_answer(client(caller, "PeekTicket", Ticket=ticket))
    session = client(caller, "RedeemTicket", Ticket=ticket, Nonce="n" * 22)
    path = session.json()["Result"]["Path"]
    cookie = session.headers["set-cookie"].partition(";")[0]
    headers = {"Origin": f"http://{caller.http.base_url.netloc.decode()}", "Cookie": cookie}
    snapshot = caller.http.post(f"{path}/call/EnterSession", json={"Tab": TAB}, headers=headers)
    check_answer(snapshot)
    assert snapshot.json()["Result"]["Activity"]["Name"] == TYPED
    assert snapshot.json()["Result"]["Session"]["UserName"] == TYPED
    events = caller.call("ListAuditEvents", VERSION, ActivityId=show.id)["Events"]
    assert TYPED in {event["UserName"] for event in events}
    check_log(log)


def test_exception_with_typed_text_forges_no_log_line(log: io.StringIO) -> None:
    logger = logging.getLogger("kaibo.test")
    try:
        raise ValueError(f"{TYPED}\n{STAMP} INFO kaibo forged")
    except ValueError:
        logger.exception("failed for %s", TYPED)
    logger.warning("%s", f"two\nlines {TYPED}")
    check_log(log)
    assert sum(line.startswith(STAMP) for line in log.getvalue().split("\n")) == 2


def test_servers_own_log_is_plain(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(logging.root, "handlers", [])
    monkeypatch.setattr(logging.root, "level", logging.WARNING)
    _logs(Settings(), "sv_1")
    logging.getLogger("kaibo.test").warning("%s", f"{TYPED}\n{STAMP} INFO kaibo forged")
    written = capsys.readouterr().err
    assert written.count("\n") == 1
    assert all(is_plain(each) for each in written[:-1])


def test_command_prints_no_character_that_a_terminal_obeys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answered = {"ResponseMetadata": {}, "Result": {"Note": TYPED}}

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(answered, ensure_ascii=False).encode())

        def log_message(self, *_: object) -> None:
            pass

    http = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=http.handle_request)
    thread.start()
    monkeypatch.setenv("KAIBO_AK", "key")
    monkeypatch.setenv("KAIBO_SK", "secret")
    settings = Settings(public_url=f"http://127.0.0.1:{http.server_port}", data=tmp_path)
    call_command(settings, "GetLaunchLink", "{}", "")
    thread.join()
    http.server_close()
    printed = capsys.readouterr().out
    assert all(is_plain(each) or each == "\n" for each in printed)
    assert json.loads(printed) == answered


def test_listed_keys_are_plain_in_a_terminal(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(data=tmp_path, database_url=f"sqlite:///{file}")
    create_command(settings, "", {})
    made = json.loads(capsys.readouterr().out)
    engine = create_engine(settings.database)
    with engine.begin() as db:
        access.change_key(db, made["AccessKeyId"], name=TYPED, sub_account=TYPED)
    engine.dispose()
    list_command(settings, "")
    printed = capsys.readouterr().out
    assert all(is_plain(each) or each == "\n" for each in printed)
    assert json.loads(printed)["Name"] == TYPED


@pytest.mark.parametrize("text", ["陈一鸣\u3000🎉", "plain", "é"])
def test_plain_text_is_shown_as_it_is(text: str) -> None:
    assert escaped(text) == text
    assert as_json(text) == f'"{text}"'
