"""Home and its settings as a person sees them: language, colours, refusals, recent shows."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import httpx2
import pytest
import trustme
from kaibo_companion.recent import TRIES, Recent, Session, Visit
from kaibo_companion.settings.model import KEYS, Settings, save
from kaibo_companion.window.style import DARK, LIGHT
from kaibo_companion.words import WORDS
from running_app import RunningApp
from scripted_server import FixedAnswer, serve

from e2e.kaibo import OURS, Kaibo, until

INSIDE = "document.body.dataset.page + ' ' + location.pathname"


@pytest.fixture(scope="module")
def kaibo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kaibo]:
    made = Kaibo(tmp_path_factory.mktemp("server") / "data", "--no-media").start()
    yield made
    made.stop()


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Callable[..., RunningApp]]:
    """Start the app. It trusts the server `knows`."""
    started = []

    def start(link: str = "", *, knows: str = "", **settings: str) -> RunningApp:
        home = tmp_path / "home"
        if knows:
            kept = home / ".local/share/kaibo-companion"
            kept.mkdir(parents=True, exist_ok=True)
            (kept / "trusted.json").write_text(json.dumps([knows]))
        started.append(RunningApp(home, link, **settings))
        return started[-1]

    yield start
    if started[-1].running():
        started[-1].end()


@pytest.mark.parametrize(("language", "at"), [("zh_CN.UTF-8", 0), ("en_US.UTF-8", 1), ("de_DE.UTF-8", 1)])
def test_home_speaks_the_systems_language(app: Callable[..., RunningApp], language: str, at: int) -> None:
    seen = app(LANG=language).look()
    assert seen["title"] == WORDS["app"][at]
    for word in ("paste", "paste_hint", "open", "recent", "recent_none", "settings"):
        assert WORDS[word][at] in seen["words"], word


@pytest.mark.parametrize(("theme", "colours"), [("Adwaita", LIGHT), ("Adwaita:dark", DARK)])
def test_home_follows_the_systems_colours(
    app: Callable[..., RunningApp], display: str, theme: str, colours: dict[str, str]
) -> None:
    seen = app(DISPLAY=display, QT_QPA_PLATFORM="xcb", XDG_CURRENT_DESKTOP="GNOME", GTK_THEME=theme).look()
    assert seen["paper"] == colours["paper"]


def sessions(kaibo: Kaibo) -> list[str]:
    listed = kaibo.call("ListSessions", OURS, ActivityId=kaibo.said["ActivityId"])["Sessions"]
    return [session["SessionId"] for session in listed]


def bad_link(kaibo: Kaibo) -> str:
    return "kaibo://open?v=1"


def newer(kaibo: Kaibo) -> str:
    return "kaibo://open?v=9&x=1"


def option(kaibo: Kaibo) -> str:
    return "kaibo:--remote-debugging-port=1"


def forged(kaibo: Kaibo) -> str:
    head, _, ticket = kaibo.deep_link(kaibo.guest_url("Mia")).rpartition("ticket=")
    return f"{head}ticket={ticket[:-4]}AAAA"


def expired(kaibo: Kaibo) -> str:
    link = kaibo.deep_link(kaibo.guest_url("Mia"))
    with sqlite3.connect(kaibo.folder / "kaibo.db") as store:
        store.execute("update launch set expires_at = created_at where redeemed_at is null")
    return link


def spent(kaibo: Kaibo) -> str:
    """Return a link whose ticket a browser has used."""
    link = kaibo.deep_link(kaibo.guest_url("Mia"))
    body, origin = {"Ticket": link.rpartition("ticket=")[2], "Nonce": "n" * 32}, {"Origin": kaibo.said["Url"]}
    answer = httpx2.post(f"{kaibo.said['Url']}/client/RedeemTicket", json=body, headers=origin)
    assert answer.is_success, answer.text
    return link


REFUSED = [
    (bad_link, "bad_link"),
    (option, "bad_link"),
    (newer, "newer_link"),
    (forged, "TicketSpent"),
    (expired, "TicketSpent"),
    (spent, "TicketSpent"),
]


@pytest.mark.parametrize(("made", "word"), REFUSED)
def test_refused_link_shows_the_reason_at_home(
    app: Callable[..., RunningApp], kaibo: Kaibo, made: Callable[[Kaibo], str], word: str
) -> None:
    here = app(made(kaibo), knows=kaibo.said["Url"])
    until(lambda: here.look()["banner"] == WORDS[word][1], 10, f"home says it: {here.look()}")
    assert here.look()["told"] == []
    assert here.page("1") is None


def hears(here: RunningApp, *words: str) -> None:
    """Wait for these texts in dialogs."""
    until(lambda: here.look()["told"] == [*words], 10, f"{words}, not {here.look()['told']}")


def says(here: RunningApp, words: str) -> None:
    """Wait for this message on the home screen."""
    until(lambda: here.look()["banner"] == words, 20, f"home says {words}: {here.look()}")


def enter(here: RunningApp) -> str:
    """Wait until the app shows a studio. Return the page and its path."""
    until(lambda: str(here.page(INSIDE)).startswith("studio /s/se_"), 20, f"the studio: {here.look()}")
    return str(here.page(INSIDE))


def test_refused_link_over_studio_leaves_the_page(app: Callable[..., RunningApp], kaibo: Kaibo) -> None:
    here = app(kaibo.deep_link(kaibo.said["HostUrl"]), knows=kaibo.said["Url"])
    before = enter(here)
    here.page("document.body.dataset.mark = 'the same page'")
    for made, word in REFUSED:
        here.come(made(kaibo))
        hears(here, WORDS[word][1])
        here.click(WORDS["ok"][1])
        hears(here)
    assert here.page(INSIDE) == before
    assert here.page("document.body.dataset.mark") == "the same page"


def test_recent_show_opens_with_one_click(app: Callable[..., RunningApp], kaibo: Kaibo) -> None:
    here = app(kaibo.deep_link(kaibo.said["HostUrl"]), knows=kaibo.said["Url"])
    session, before = enter(here), sessions(kaibo)
    here.quit()
    here = app()
    here.wait("Enter")
    assert here.page("1") is None
    assert f"Host · {kaibo.said['Url'].partition('://')[2]}" in here.look()["words"]
    here.click("Enter")
    assert enter(here) == session
    assert sessions(kaibo) == before


def test_cookie_of_a_wrong_clock_opens_the_show(app: Callable[..., RunningApp], kaibo: Kaibo) -> None:
    here = app(kaibo.deep_link(kaibo.said["HostUrl"]), knows=kaibo.said["Url"])
    session, before = enter(here), sessions(kaibo)
    here.quit()
    [visit] = json.loads((here.folder / "recent.json").read_text())
    cookie, ends = re.subn(r"expires=[^;]*", "expires=Wed, 21-Oct-2015 07:28:00 GMT", visit["session"]["cookie"])
    assert ends == 1
    visit["session"]["cookie"] = cookie
    (here.folder / "recent.json").write_text(json.dumps([visit]))
    here = app()
    here.wait("Enter")
    here.click("Enter")
    assert enter(here) == session
    assert sessions(kaibo) == before


def test_regenerated_link_leads_back_into_the_session(app: Callable[..., RunningApp], kaibo: Kaibo) -> None:
    show = kaibo.call("CreateActivityAPIV2", Name="Another show")["ActivityId"]
    old = str(kaibo.call("GetDownloadLiveClient", "2023-08-01", ActivityId=show)["Url"])
    here = app(kaibo.deep_link(old), knows=kaibo.said["Url"])
    session, kept = enter(here), here.folder / "recent.json"
    link = json.loads(kept.read_text())[0]["link"]
    keep = {"Mode": "everyone", "KeepSessionIds": [session.rpartition("/")[2]]}
    new = str(kaibo.call("RotateLaunchLinks", OURS, ActivityId=show, Role="host", **keep)["Url"])
    until(lambda: json.loads(kept.read_text())[0]["link"] != link, 10, "the page says so")
    here.come(kaibo.deep_link(new))

    def resumed() -> bool:
        return bool(kaibo.call("ListAuditEvents", OURS, ActivityId=show, Kinds=["resume"])["Events"])

    until(resumed, 10, "back in")
    assert here.page(INSIDE) == session
    assert len(kaibo.call("ListSessions", OURS, ActivityId=show)["Sessions"]) == 1


def test_lost_page_leaves_show_on_home_screen(app: Callable[..., RunningApp], tmp_path: Path) -> None:
    kaibo = Kaibo(tmp_path / "data", "--no-media").start()
    url = kaibo.said["Url"]
    here = app(kaibo.deep_link(kaibo.said["HostUrl"]), knows=url)
    session = enter(here)
    here.kill()
    kaibo.stop()
    lost = WORDS["page_lost"][1].format(server=url)
    for _ in range(TRIES + 1):  # as often as it likes: nothing crashes
        here = app()
        says(here, lost)
        assert "Enter" in here.look()["words"]
        here.quit()
    kaibo.start()
    here = app()
    assert enter(here) == session
    kaibo.stop()
    here.page("location.reload()")
    says(here, lost)
    kaibo.start()
    here.click("Enter")
    assert enter(here) == session
    kaibo.stop()


def test_crashing_page_is_restored_twice_only(app: Callable[..., RunningApp], kaibo: Kaibo) -> None:
    here = app(kaibo.deep_link(kaibo.said["HostUrl"]), knows=kaibo.said["Url"])
    session = enter(here)
    for _ in range(TRIES):
        here.kill()
        here = app()
        assert enter(here) == session
    here.kill()
    here = app()
    says(here, WORDS["restore_stopped"][1].format(name=kaibo.activity()["Name"]))
    here.click("Enter")
    assert enter(here) == session
    here.kill()
    assert enter(app()) == session


def test_page_with_unknown_certificate_is_refused(app: Callable[..., RunningApp], tmp_path: Path) -> None:
    with serve(FixedAnswer({}), trustme.CA().issue_cert("localhost")) as url:
        kept = tmp_path / "home/.local/share/kaibo-companion"
        kept.mkdir(parents=True)
        Recent(kept / "recent.json").enter(Visit(url, "ln_1", Session("/s/se_1", "kaibo_session=x"), "All hands", 0))
        here = app(knows=url)
        says(here, WORDS["Untrusted"][1].format(server=url))


def test_hotkey_refused_at_start_shows_in_settings(
    app: Callable[..., RunningApp], display: str, tmp_path: Path
) -> None:
    kept = tmp_path / "home/.local/share/kaibo-companion"
    kept.mkdir(parents=True)
    keys = {**KEYS, "camera": "M", "go-live": "Ctrl+Ж"}
    save(kept / "settings.json", replace(Settings(), hotkeys=True, keys=keys))
    here = app(DISPLAY=display, QT_QPA_PLATFORM="xcb")
    for _ in range(2):
        here.click("Settings")
        here.wait(WORDS["close_settings"][1])
        bad, unsupported = (WORDS[f"settings_keys_{why}"][1] for why in ("bad", "unsupported"))
        assert here.look()["banner"].splitlines() == [bad.format(key="M"), unsupported.format(key="Ctrl+Ж")]
        here.click(WORDS["close_settings"][1])


def test_click_in_settings_turns_start_at_login_on(app: Callable[..., RunningApp]) -> None:
    here = app()
    entry = here.home / ".config/autostart/kaibo-companion.desktop"
    here.click("Settings")
    here.wait(WORDS["settings_at_login"][1])
    here.click(WORDS["settings_at_login"][1])
    until(entry.exists, 10, "the entry")
    assert "--hidden" in entry.read_text()
    here.click(WORDS["settings_at_login"][1])
    until(lambda: not entry.exists(), 10, "no entry")


def test_saved_report_holds_no_secret(app: Callable[..., RunningApp], kaibo: Kaibo) -> None:
    link = kaibo.deep_link(kaibo.said["HostUrl"])
    here = app(link, knows=kaibo.said["Url"])
    session = enter(here).rpartition("/")[2]
    here.quit()
    visit = json.loads((here.folder / "recent.json").read_text())[0]
    cookie = visit["session"]["cookie"].partition("=")[2].partition(";")[0]
    here = app()
    here.click("Settings")
    here.wait(WORDS["report_save"][1])
    here.click(WORDS["report_save"][1])
    file = here.home / "report.zip"
    here.choose(file)
    hears(here, WORDS["report_saved"][1].format(file=file))
    with ZipFile(file) as report:
        told = b"".join(report.read(name) for name in report.namelist()).decode()
    assert kaibo.said["Url"] in told
    assert len(cookie) > 20
    assert not [secret for secret in (cookie, session, link.rpartition("=")[2]) if secret in told]
