"""Links at a real server: who is asked, what is refused with which text, and what is used up."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import shiboken6
import trustme
from event_loop import run_until
from kaibo_companion import trust
from kaibo_companion.launch import api
from kaibo_companion.launch.arrival import Arrival
from kaibo_companion.recent import Recent, Session, Visit
from kaibo_companion.trust import CompanyPolicy, Trust
from kaibo_companion.window.main_window import MainWindow, do_nothing
from kaibo_companion.words import say
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMessageBox
from scripted_server import FixedAnswer, serve

from e2e.kaibo import OURS, Kaibo

ELSEWHERE = "127.0.0.9"
"""The address of another computer's browser."""


@pytest.fixture(scope="module")
def application() -> QApplication:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication([])


@pytest.fixture(scope="module")
def kaibo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kaibo]:
    made = Kaibo(tmp_path_factory.mktemp("server") / "data", "--no-media").start()
    yield made
    made.stop()


@dataclass
class RecordingApp:
    """The actions of the app: they only note what was asked."""

    opened: list[Visit] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    stays: bool = False  # the person's answer on air

    def open(self, visit: Visit) -> None:
        self.opened.append(visit)

    def is_open(self, visit: Visit) -> bool:
        return visit in self.opened

    def unless_on_air(self, then: Callable[[], None], otherwise: Callable[[], None] = do_nothing) -> None:
        (otherwise if self.stays else then)()

    def refuse(self, text: str) -> None:
        self.refused.append(text)


@dataclass
class Person:
    """One person with an app of their own."""

    application: QApplication
    folder: Path
    policy: CompanyPolicy = field(default_factory=CompanyPolicy)

    def __post_init__(self) -> None:
        self.app, self.window = RecordingApp(), MainWindow()
        self.trust = Trust(self.folder / "trusted.json", self.policy)
        self.recent = Recent(self.folder / "recent.json")
        self.arrival = Arrival(self.app, self.window, self.trust, self.recent, "KaiboCompanion/test")

    def until(self, holds: Callable[[], object]) -> None:
        run_until(holds, lambda: (self.app, self.asked()))

    def asked(self) -> list[str]:
        return [one.text() for one in self.window.findChildren(QMessageBox) if one.isVisible()]

    def answer(self, word: str) -> None:
        """Click the button with this text."""
        box = next(one for one in self.window.findChildren(QMessageBox) if one.isVisible())
        next(button for button in box.buttons() if button.text() == say(word)).click()

    def close(self) -> None:
        """Delete everything in Qt's order: deferred objects before their parents."""
        self.window.drop_question()
        self.window.leave()
        self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        shiboken6.delete(self.arrival)
        shiboken6.delete(self.window)

    def refusal(self) -> str:
        self.until(lambda: self.app.refused)
        assert self.app.opened == []
        return self.app.refused[0]


@pytest.fixture
def door(application: QApplication, tmp_path: Path) -> Iterator[Person]:
    made = Person(application, tmp_path)
    yield made
    made.close()


@pytest.fixture
def known(door: Person, kaibo: Kaibo) -> Person:
    """Give a person who trusts the server."""
    door.trust.remember(kaibo.said["Url"])
    return door


def sessions(kaibo: Kaibo) -> int:
    return len(kaibo.call("ListSessions", OURS, ActivityId=kaibo.said["ActivityId"])["Sessions"])


def test_new_server_is_asked_about_once(door: Person, kaibo: Kaibo) -> None:
    link = kaibo.link("guest", UserName="Mia")
    door.arrival.follow(kaibo.deep_link(link))
    assert door.asked() == [say("trust_title")]
    shown = door.window.findChildren(QMessageBox)[-1].informativeText().splitlines()
    assert shown[-2:] == ["localhost", kaibo.said["Url"]]
    door.answer("trust_yes")
    door.until(lambda: door.app.opened)
    assert door.app.opened[0].server == kaibo.said["Url"]
    door.arrival.follow(kaibo.deep_link(kaibo.link("guest", UserName="Tom")))
    assert door.asked() == []
    door.until(lambda: len(door.app.opened) == 2)


@pytest.mark.parametrize(
    ("written", "server", "host"),
    [
        ("http%3A%2F%2F[%3A%3A1]%3A8780", "http://[::1]:8780", "[::1]"),
        ("https%3A%2F%2F%E4%BC%9A%E8%AE%AE.example", "https://xn--6oqu09l.example", "xn--6oqu09l.example"),
    ],
)
def test_question_names_host_of_any_server(door: Person, written: str, server: str, host: str) -> None:
    door.arrival.follow(f"kaibo://open?v=1&server={written}&ticket={'t' * 24}")
    shown = door.window.findChildren(QMessageBox)[-1].informativeText().splitlines()
    assert shown[-2:] == [host, server]


def test_refused_server_is_not_contacted(door: Person, kaibo: Kaibo) -> None:
    before = sessions(kaibo)
    door.arrival.follow(kaibo.deep_link(kaibo.link("guest", UserName="Mia")))
    door.answer("trust_no")
    assert door.trust.all() == []
    assert door.app == RecordingApp()
    assert sessions(kaibo) == before


@pytest.mark.parametrize("text", ["kaibo://nonsense", "kaibo://open?v=2&x=1"])
def test_bad_link_leaves_the_open_question(door: Person, text: str) -> None:
    good = "kaibo://open?v=1&server=https%3A%2F%2F{}.example.com&ticket=0123456789abcdefghijkl"
    door.arrival.follow(good.format("live"))
    door.arrival.follow(text)
    door.arrival.paste("hello", "")
    assert len(door.app.refused) == 2
    assert door.asked() == [say("trust_title")]
    door.arrival.follow(good.format("other"))
    [shown] = [one for one in door.window.findChildren(QMessageBox) if one.isVisible()]
    assert shown.informativeText().endswith("https://other.example.com"), "a newer link replaces the question"


def test_locked_app_refuses_other_servers(application: QApplication, kaibo: Kaibo, tmp_path: Path) -> None:
    ours = frozenset({"https://live.example.com"})
    door = Person(application, tmp_path, CompanyPolicy(ours, only=True))
    door.arrival.follow(kaibo.deep_link(kaibo.link("guest", UserName="Mia")))
    assert door.refusal() == say("trust_locked", server=kaibo.said["Url"])
    door.close()


def test_invented_ticket_is_refused(known: Person, kaibo: Kaibo) -> None:
    good = kaibo.deep_link(kaibo.link("guest", UserName="Mia"))
    head, _, ticket = good.rpartition("ticket=")
    known.arrival.follow(f"{head}ticket={ticket[:-4]}AAAA")
    assert known.refusal() == say("TicketSpent")


def test_expired_ticket_is_refused(known: Person, kaibo: Kaibo) -> None:
    old = kaibo.deep_link(kaibo.link("guest", UserName="Mia"))
    with sqlite3.connect(kaibo.folder / "kaibo.db") as store:
        store.execute("update launch set expires_at = created_at where redeemed_at is null")
    known.arrival.follow(old)
    assert known.refusal() == say("TicketSpent")


def test_used_ticket_is_refused(known: Person, kaibo: Kaibo) -> None:
    link = kaibo.deep_link(kaibo.link("guest", UserName="Mia", MaxUses=1))
    known.arrival.follow(link)
    known.until(lambda: known.app.opened)
    known.app.opened.clear()
    known.arrival.follow(link)
    assert known.refusal() == say("TicketSpent")


@pytest.mark.parametrize(
    ("policy", "word"),
    [({"MaxUses": 1}, "LinkUsedUp"), ({"NotBefore": int(time.time()) + 3600}, "LinkNotYet")],
)
def test_closed_link_is_refused_with_its_reason(known: Person, kaibo: Kaibo, policy: dict[str, int], word: str) -> None:
    link = kaibo.link("guest", UserName="Mia", **policy)
    if "MaxUses" in policy:
        known.arrival.paste(link, "")
        known.until(lambda: known.app.opened)
        known.app.opened.clear()
    known.arrival.paste(link, "")
    assert known.refusal() == say(word)


def test_link_inside_a_chat_message_opens(known: Person, kaibo: Kaibo) -> None:
    link = kaibo.link("guest", UserName="Mia")
    for text in (f"直播链接：{link}，请大家准时", f"<{link.replace('-', '%2D')}/>.", f"{link}\u200b"):
        known.arrival.paste(text, "")
        known.until(lambda: known.app.opened)
        known.app.opened.clear()
    assert known.app.refused == []


def test_full_width_join_code_asks_for_its_server(door: Person) -> None:
    home, pasted = door.window.home, []
    home.pasted.connect(lambda text, server: pasted.append((text, server)))
    code = "Ｋ７ＱＭ－２ＸＷＤ－００００－１１１１－２２２２－３３３３"
    home.findChildren(QComboBox)[0].setEditText("live.example.com")
    home.findChildren(QLineEdit)[0].setText(code)
    home.findChildren(QLineEdit)[0].returnPressed.emit()
    assert pasted == [(code, "live.example.com")]


def test_full_width_join_code_reaches_the_server(known: Person, kaibo: Kaibo) -> None:
    known.arrival.paste(
        "Ｋ７ＱＭ—２ＸＷＤ\u3000００００—１１１１—２２２２—３３３３", kaibo.said["Url"].replace(":", "：")
    )
    assert known.refusal() == say("ResourceNotFound.LaunchLink")


def test_invented_link_is_refused(known: Person, kaibo: Kaibo) -> None:
    known.arrival.paste(f"{kaibo.said['Url']}/l/AQmadeup", "")
    assert known.refusal() == say("ResourceNotFound.LaunchLink")


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("https://example.com/", "", "bad_link"),
        ("kaibo://open?v=2&x=1", "", "newer_link"),
        ("K7QM-2XWD-0000-1111-2222-3333", "", "place_none"),
        ("K7QM-2XWD-0000-1111-2222-3333", "http://live.example.com", "plain_link"),
        ("K7QM-2XWD-0000-1111-2222-3333", "live.example.com/x", "bad_place"),
        ("http://192.168.1.5:8780/l/AQabc", "", "plain_link"),
        (f"kaibo://open?v=1&server=http%3A%2F%2F192.168.1.5%3A8780&ticket={'t' * 24}", "", "plain_link"),
    ],
)
def test_bad_text_is_refused_at_once(door: Person, text: str, place: str, word: str) -> None:
    door.arrival.paste(text, place)
    assert door.refusal() == say(word)


def test_wrong_join_code_is_refused(known: Person, kaibo: Kaibo) -> None:
    known.arrival.paste("K7QM-2XWD-0000-1111-2222-3333", kaibo.said["Url"])
    assert known.refusal() == say("ResourceNotFound.LaunchLink")


def test_last_of_three_links_counts(known: Person, kaibo: Kaibo) -> None:
    links = [kaibo.deep_link(kaibo.link("guest", UserName=name)) for name in ("Mia", "Tom", "Ada")]
    for link in links:
        known.arrival.follow(link)
    known.until(lambda: known.app.opened)
    assert len(known.app.opened) == 1
    assert known.app.refused == []


def test_late_answer_of_older_link_changes_nothing(
    known: Person, kaibo: Kaibo, monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, tom = (kaibo.link("guest", UserName=name) for name in ("Mia", "Tom"))
    known.arrival.paste(mia, "")
    known.until(lambda: len(known.app.opened) == 1)
    known.arrival.paste(tom, "")
    known.until(lambda: len(known.app.opened) == 2)
    for visit in known.app.opened:
        known.recent.enter(visit)
    first, second = known.app.opened
    known.app.opened.clear()
    at_once = known.app.unless_on_air

    def meanwhile(then: Callable[[], None], _: object = None) -> None:
        """Choose another show while the server's answer is on its api."""
        monkeypatch.setattr(known.app, "unless_on_air", at_once)
        then()
        known.arrival.go_back(second)

    monkeypatch.setattr(known.app, "unless_on_air", meanwhile)
    known.arrival.paste(mia, "")
    known.until(lambda: known.app.opened)
    made = known.arrival.findChildren(api.Api)
    known.until(lambda: not any(shiboken6.isValid(one) for one in made))
    assert known.app.opened == [second]


@pytest.mark.parametrize(
    "policy", [CompanyPolicy(), CompanyPolicy(only=True), CompanyPolicy(only=True, broken="no JSON")]
)
def test_recent_show_of_untrusted_server_asks_or_refuses(
    application: QApplication, kaibo: Kaibo, tmp_path: Path, policy: CompanyPolicy
) -> None:
    door = Person(application, tmp_path, policy)
    visit = Visit(kaibo.said["Url"], "ln_1", Session("/s/se_1", "kaibo_session=x"), "All hands", 0)
    door.arrival.go_back(visit)
    assert door.app.opened == []
    if policy.only:
        assert door.app.refused
    else:
        assert door.asked() == [say("trust_title")]
        door.answer("trust_yes")
        assert door.app.opened == [visit]
    door.close()


def test_full_disk_does_not_stop_an_arrival(door: Person, kaibo: Kaibo, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(trust, "write_json", full)
    door.arrival.follow(kaibo.deep_link(kaibo.link("guest", UserName="Mia")))
    door.answer("trust_yes")
    door.until(lambda: door.app.opened)


def test_balancer_cookie_is_not_taken_as_session(application: QApplication, tmp_path: Path) -> None:
    cookies = ["route=lb1; Path=/", "kaibo_session=secret; Path=/s/se_1; HttpOnly"]
    said = FixedAnswer({"Result": {"Path": "/s/se_1"}}, cookies=cookies)
    with serve(said) as url:
        asks = Person(application, tmp_path)
        made = api.Api(url, "KaiboCompanion/test", asks.arrival)
        entered: list[Session] = []
        refused: list[api.Refused] = []
        made.redeem_ticket("tk_1", entered.append, refused.append)
        asks.until(lambda: entered)
        assert entered[0].cookie.startswith("kaibo_session=secret")
        cookies.pop()
        made.redeem_ticket("tk_1", entered.append, refused.append)
        asks.until(lambda: refused)
        assert len(entered) == 1
        asks.close()


@pytest.mark.parametrize(
    ("path", "result"),
    [
        ("OpenLaunch", {}),
        ("OpenLaunch", {"Ticket": None}),
        ("OpenLaunch", []),
        ("OpenKey", {"Url": 1}),
        ("PeekTicket", {"Name": "x", "Role": "0", "UserName": "x", "LinkId": "x"}),
        ("PeekTicket", {"Name": "x", "Role": 0, "LinkId": "x"}),
        ("RedeemTicket", {}),
        ("RedeemTicket", {"Path": 1}),
        ("ContinueInBrowser", {"EnterPath": "@elsewhere.example/"}),
    ],
)
def test_malformed_answer_is_a_failure(application: QApplication, tmp_path: Path, path: str, result: object) -> None:
    with serve(FixedAnswer({"Result": result})) as url:
        asks = Person(application, tmp_path)
        made = api.Api(url, "KaiboCompanion/test", asks.arrival)
        answers: list[object] = []
        known = Session("/s/se_1", "kaibo_session=x")
        calls: dict[str, Callable[[], None]] = {
            "OpenLaunch": lambda: made.open_launch("t", answers.append, answers.append),
            "OpenKey": lambda: made.open_key("k", answers.append, answers.append),
            "PeekTicket": lambda: made.peek_ticket("t", answers.append, answers.append),
            "RedeemTicket": lambda: made.redeem_ticket("t", answers.append, answers.append),
            "ContinueInBrowser": lambda: made.continue_in_browser(known, answers.append, answers.append),
        }
        calls[path]()
        asks.until(lambda: answers)
        assert answers == [api.Refused("", 200)]
        asks.close()


@pytest.mark.parametrize("body", [{"ResponseMetadata": {"Error": {"Code": "FlowLimitExceeded"}}}, "slow down"])
def test_rate_limited_call_is_not_repeated(application: QApplication, tmp_path: Path, body: object) -> None:
    said = FixedAnswer(body, 429)
    with serve(said) as url:
        asks = Person(application, tmp_path)
        asks.trust.remember(url)
        asks.arrival.paste(f"{url}/l/AQabc", "")
        assert asks.refusal() == say("FlowLimitExceeded")
        assert said.asked == ["/client/OpenLaunch"]
        asks.close()


def test_unknown_certificate_is_reported_at_once(application: QApplication, tmp_path: Path) -> None:
    said, made_up = FixedAnswer({}), trustme.CA().issue_cert("localhost")
    with serve(said, made_up) as url:
        asks = Person(application, tmp_path)
        asks.trust.remember(url)
        asks.arrival.paste(f"{url}/l/AQabc", "")
        assert asks.refusal() == say("Untrusted", server=url)
        assert (said.connections, said.asked) == (1, []), "the app tries once"
        asks.close()


@pytest.mark.parametrize("again", [False, True], ids=["another show", "one of before"])
def test_person_who_stays_leaves_no_attempt(known: Person, kaibo: Kaibo, again: bool) -> None:
    link = kaibo.link("guest", UserName="Mia")
    if again:
        known.arrival.paste(link, "")
        known.until(lambda: known.app.opened)
        known.recent.enter(known.app.opened.pop())
    known.app.stays = True
    known.arrival.paste(link, "")
    assert banner(known) == say("opening")
    known.until(lambda: banner(known) == "")
    known.until(lambda: not known.arrival.findChildren(api.Api))
    assert known.app == RecordingApp(stays=True)


def test_ticket_from_elsewhere_opens_only_after_a_yes(known: Person, kaibo: Kaibo) -> None:
    before = sessions(kaibo)
    known.arrival.follow(kaibo.deep_link(kaibo.link("guest", UserName="Mia"), ELSEWHERE))
    known.until(known.asked)
    assert known.asked() == [say("whose_title")]
    shown = known.window.findChildren(QMessageBox)[-1]
    for told in (kaibo.activity()["Name"], say("as_guest", name="Mia"), kaibo.said["Url"]):
        assert told in shown.informativeText()
    assert shown.defaultButton().text() == say("whose_no")
    assert known.app == RecordingApp()
    assert sessions(kaibo) == before
    known.answer("enter")
    known.until(lambda: known.app.opened)
    assert sessions(kaibo) == before + 1


def test_refused_ticket_from_elsewhere_makes_no_session(known: Person, kaibo: Kaibo) -> None:
    before = sessions(kaibo)
    known.arrival.follow(kaibo.deep_link(kaibo.link("host", UserName="Ada"), ELSEWHERE))
    known.until(known.asked)
    assert say("as_host") in known.window.findChildren(QMessageBox)[-1].informativeText()
    known.answer("whose_no")
    known.until(lambda: not known.arrival.findChildren(api.Api))
    assert banner(known) == ""
    assert known.app == RecordingApp()
    assert sessions(kaibo) == before


def test_pasted_ticket_from_elsewhere_asks_too(known: Person, kaibo: Kaibo) -> None:
    known.arrival.paste(kaibo.deep_link(kaibo.link("guest", UserName="Mia"), ELSEWHERE), "")
    known.until(known.asked)
    assert known.asked() == [say("whose_title")]
    assert known.app == RecordingApp()


def test_newer_link_replaces_the_open_question(known: Person, kaibo: Kaibo) -> None:
    known.arrival.follow(kaibo.deep_link(kaibo.link("guest", UserName="Mia"), ELSEWHERE))
    known.until(known.asked)
    known.arrival.follow(kaibo.deep_link(kaibo.link("guest", UserName="Tom")))
    known.until(lambda: known.app.opened)
    assert known.asked() == []
    assert len(known.app.opened) == 1


def test_ticket_from_elsewhere_does_not_end_show_on_air(known: Person, kaibo: Kaibo) -> None:
    known.app.stays = True
    known.arrival.follow(kaibo.deep_link(kaibo.link("guest", UserName="Mia"), ELSEWHERE))
    known.until(known.asked)
    known.answer("enter")
    known.until(lambda: not known.arrival.findChildren(api.Api))
    assert known.app == RecordingApp(stays=True)


def test_ticket_from_elsewhere_resumes_but_makes_no_session(known: Person, kaibo: Kaibo) -> None:
    link = kaibo.link("guest", UserName="Mia")
    known.arrival.paste(link, "")
    known.until(lambda: known.app.opened)
    visit = known.app.opened.pop()
    known.recent.enter(visit)
    known.arrival.follow(kaibo.deep_link(link, ELSEWHERE))
    known.until(lambda: known.app.opened)
    assert (known.app.opened.pop().path, known.asked()) == (visit.path, [])
    kaibo.call("EndSession", OURS, SessionId=visit.path.rpartition("/")[2], BlockLink=0)
    before = sessions(kaibo)
    known.arrival.follow(kaibo.deep_link(link, ELSEWHERE))
    known.until(known.asked)
    assert known.asked() == [say("whose_title")]
    assert sessions(kaibo) == before


def test_older_servers_ticket_asks_first(application: QApplication, tmp_path: Path) -> None:
    shown = {"Name": "All hands", "Role": 1, "UserName": "Mia", "LinkId": "ln_1"}
    with serve(FixedAnswer({"Result": shown})) as url:
        asks = Person(application, tmp_path)
        asks.trust.remember(url)
        server = url.replace(":", "%3A").replace("/", "%2F")
        asks.arrival.follow(f"kaibo://open?v=1&server={server}&ticket={'t' * 22}")
        asks.until(asks.asked)
        assert asks.asked() == [say("whose_title")]
        asks.close()


def banner(door: Person) -> str:
    return "".join(one.text() for one in door.window.findChildren(QLabel) if one.objectName() == "banner")


def test_unreachable_server_is_reported(door: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "RETRY_MS", 1)
    door.trust.remember("http://localhost:1")
    door.arrival.paste("http://localhost:1/l/AQabc", "")
    assert door.refusal() == say("unreachable", server="http://localhost:1")


def test_guest_on_other_device_may_move_here(known: Person, kaibo: Kaibo, tmp_path: Path) -> None:
    link = kaibo.link("guest", UserName="Mia", ExternalUserId="mia")
    known.arrival.paste(link, "")
    known.until(lambda: known.app.opened)
    other = Person(known.application, tmp_path / "other")
    other.trust.remember(kaibo.said["Url"])
    other.arrival.paste(link, "")
    other.until(other.asked)
    assert other.asked() == [say("move_title")]
    assert other.app.opened == []
    other.answer("move_yes")
    other.until(lambda: other.app.opened)
    other.close()
