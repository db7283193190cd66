"""What becomes of a link at a real server: who is asked, who is refused in words, what is used up."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import shiboken6
import trustme
from kaibo_companion import trust
from kaibo_companion.launch import api as way
from kaibo_companion.launch.arrival import Arrival
from kaibo_companion.recent import Recent, Session, Visit
from kaibo_companion.trust import CompanyPolicy, Trust
from kaibo_companion.window.main_window import MainWindow, do_nothing
from kaibo_companion.words import say
from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from scripted_server import Said, saying

from e2e.kaibo import OURS, Kaibo

PATIENCE = 15
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
class House:
    """An app that only notes what it is asked for."""

    opened: list[Visit] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    stays: bool = False  # its person answers so, on air

    def open(self, visit: Visit) -> None:
        self.opened.append(visit)

    def is_open(self, visit: Visit) -> bool:
        return visit in self.opened

    def unless_on_air(self, then: Callable[[], None], otherwise: Callable[[], None] = do_nothing) -> None:
        (otherwise if self.stays else then)()

    def refuse(self, text: str) -> None:
        self.refused.append(text)


@dataclass
class Door:
    """The app's way in, at one person's."""

    application: QApplication
    folder: Path
    policy: CompanyPolicy = field(default_factory=CompanyPolicy)

    def __post_init__(self) -> None:
        self.house, self.window = House(), MainWindow()
        self.trust = Trust(self.folder / "trusted.json", self.policy)
        self.recent = Recent(self.folder / "recent.json")
        self.arrival = Arrival(self.house, self.window, self.trust, self.recent, "KaiboCompanion/test")

    def until(self, holds: Callable[[], object]) -> None:
        end, loop, looks = time.monotonic() + PATIENCE, QEventLoop(), QTimer(interval=10)
        looks.timeout.connect(lambda: loop.quit() if holds() or time.monotonic() > end else None)
        looks.start()
        loop.exec()
        looks.stop()
        assert holds(), (self.house, self.asked())

    def asked(self) -> list[str]:
        return [one.text() for one in self.window.findChildren(QMessageBox) if one.isVisible()]

    def answer(self, word: str) -> None:
        """A click on the button that says so."""
        box = next(one for one in self.window.findChildren(QMessageBox) if one.isVisible())
        next(button for button in box.buttons() if button.text() == say(word)).click()

    def close(self) -> None:
        """What is to be deleted later is deleted now, before its parents are."""
        self.window.drop_question()
        self.window.leave()
        self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        shiboken6.delete(self.arrival)
        shiboken6.delete(self.window)

    def refusal(self) -> str:
        self.until(lambda: self.house.refused)
        assert self.house.opened == []
        return self.house.refused[0]


@pytest.fixture
def door(application: QApplication, tmp_path: Path) -> Iterator[Door]:
    made = Door(application, tmp_path)
    yield made
    made.close()


@pytest.fixture
def known(door: Door, kaibo: Kaibo) -> Door:
    """Where the server is trusted."""
    door.trust.remember(kaibo.said["Url"])
    return door


def sessions(kaibo: Kaibo) -> int:
    return len(kaibo.call("ListSessions", OURS, ActivityId=kaibo.said["ActivityId"])["Sessions"])


def test_a_server_is_asked_about_by_name_and_address_and_once(door: Door, kaibo: Kaibo) -> None:
    link = kaibo.link("guest", UserName="Mia")
    door.arrival.follow(kaibo.deep_link(link))
    assert door.asked() == [say("trust_title")]
    shown = door.window.findChildren(QMessageBox)[-1].informativeText().splitlines()
    assert shown[-2:] == ["localhost", kaibo.said["Url"]]
    door.answer("trust_yes")
    door.until(lambda: door.house.opened)
    assert door.house.opened[0].server == kaibo.said["Url"]
    door.arrival.follow(kaibo.deep_link(kaibo.link("guest", UserName="Tom")))
    assert door.asked() == []
    door.until(lambda: len(door.house.opened) == 2)


def test_who_says_no_opens_nothing_and_tells_the_server_nothing(door: Door, kaibo: Kaibo) -> None:
    before = sessions(kaibo)
    door.arrival.follow(kaibo.deep_link(kaibo.link("guest", UserName="Mia")))
    door.answer("trust_no")
    assert door.trust.all() == []
    assert door.house == House()
    assert sessions(kaibo) == before


@pytest.mark.parametrize("text", ["kaibo://nonsense", "kaibo://open?v=2&x=1"])
def test_what_is_no_link_leaves_an_open_question(door: Door, text: str) -> None:
    good = "kaibo://open?v=1&server=https%3A%2F%2F{}.example.com&ticket=0123456789abcdefghijkl"
    door.arrival.follow(good.format("live"))
    door.arrival.follow(text)
    door.arrival.paste("hello", "")
    assert len(door.house.refused) == 2
    assert door.asked() == [say("trust_title")]
    door.arrival.follow(good.format("other"))
    [shown] = [one for one in door.window.findChildren(QMessageBox) if one.isVisible()]
    assert shown.informativeText().endswith("https://other.example.com"), "a newer link's takes its place"


def test_a_company_may_allow_only_its_own(application: QApplication, kaibo: Kaibo, tmp_path: Path) -> None:
    ours = frozenset({"https://live.example.com"})
    door = Door(application, tmp_path, CompanyPolicy(ours, only=True))
    door.arrival.follow(kaibo.deep_link(kaibo.link("guest", UserName="Mia")))
    assert door.refusal() == say("trust_locked", server=kaibo.said["Url"])
    door.close()


def test_a_made_up_ticket(known: Door, kaibo: Kaibo) -> None:
    good = kaibo.deep_link(kaibo.link("guest", UserName="Mia"))
    head, _, ticket = good.rpartition("ticket=")
    known.arrival.follow(f"{head}ticket={ticket[:-4]}AAAA")
    assert known.refusal() == say("TicketSpent")


def test_a_ticket_that_is_too_old(known: Door, kaibo: Kaibo) -> None:
    old = kaibo.deep_link(kaibo.link("guest", UserName="Mia"))
    with sqlite3.connect(kaibo.folder / "kaibo.db") as store:
        store.execute("update launch set expires_at = created_at where redeemed_at is null")
    known.arrival.follow(old)
    assert known.refusal() == say("TicketSpent")


def test_a_ticket_that_somebody_used(known: Door, kaibo: Kaibo) -> None:
    link = kaibo.deep_link(kaibo.link("guest", UserName="Mia", MaxUses=1))
    known.arrival.follow(link)
    known.until(lambda: known.house.opened)
    known.house.opened.clear()
    known.arrival.follow(link)
    assert known.refusal() == say("TicketSpent")


@pytest.mark.parametrize(
    ("policy", "word"),
    [({"MaxUses": 1}, "LinkUsedUp"), ({"NotBefore": int(time.time()) + 3600}, "LinkNotYet")],
)
def test_a_pasted_link_that_does_not_open(known: Door, kaibo: Kaibo, policy: dict[str, int], word: str) -> None:
    link = kaibo.link("guest", UserName="Mia", **policy)
    if "MaxUses" in policy:
        known.arrival.paste(link, "")
        known.until(lambda: known.house.opened)
        known.house.opened.clear()
    known.arrival.paste(link, "")
    assert known.refusal() == say(word)


def test_a_pasted_link_that_was_made_up(known: Door, kaibo: Kaibo) -> None:
    known.arrival.paste(f"{kaibo.said['Url']}/l/AQmadeup", "")
    assert known.refusal() == say("ResourceNotFound.LaunchLink")


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("https://example.com/", "", "bad_link"),
        ("kaibo://open?v=2&x=1", "", "newer_link"),
        ("K7QM-2XWD-0000-1111-2222-3333", "", "place_none"),
        ("K7QM-2XWD-0000-1111-2222-3333", "http://live.example.com", "plain_link"),
        ("K7QM-2XWD-0000-1111-2222-3333", "live example", "bad_place"),
        ("http://192.168.1.5:8780/l/AQabc", "", "plain_link"),
        (f"kaibo://open?v=1&server=http%3A%2F%2F192.168.1.5%3A8780&ticket={'t' * 24}", "", "plain_link"),
    ],
)
def test_what_is_told_at_once(door: Door, text: str, place: str, word: str) -> None:
    door.arrival.paste(text, place)
    assert door.refusal() == say(word)


def test_a_key_that_is_wrong(known: Door, kaibo: Kaibo) -> None:
    known.arrival.paste("K7QM-2XWD-0000-1111-2222-3333", kaibo.said["Url"])
    assert known.refusal() == say("ResourceNotFound.LaunchLink")


def test_of_three_links_at_once_the_last_one_counts(known: Door, kaibo: Kaibo) -> None:
    links = [kaibo.deep_link(kaibo.link("guest", UserName=name)) for name in ("Mia", "Tom", "Ada")]
    for link in links:
        known.arrival.follow(link)
    known.until(lambda: known.house.opened)
    assert len(known.house.opened) == 1
    assert known.house.refused == []


def test_a_link_that_is_answered_late_changes_nothing(
    known: Door, kaibo: Kaibo, monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, tom = (kaibo.link("guest", UserName=name) for name in ("Mia", "Tom"))
    known.arrival.paste(mia, "")
    known.until(lambda: len(known.house.opened) == 1)
    known.arrival.paste(tom, "")
    known.until(lambda: len(known.house.opened) == 2)
    for visit in known.house.opened:
        known.recent.enter(visit)
    first, second = known.house.opened
    known.house.opened.clear()
    at_once = known.house.unless_on_air

    def meanwhile(then: Callable[[], None], _: object = None) -> None:
        """What is asked of the server is answered after somebody chose another show."""
        monkeypatch.setattr(known.house, "unless_on_air", at_once)
        then()
        known.arrival.go_back(second)

    monkeypatch.setattr(known.house, "unless_on_air", meanwhile)
    known.arrival.paste(mia, "")
    known.until(lambda: known.house.opened)
    made = known.arrival.findChildren(way.Api)
    known.until(lambda: not any(shiboken6.isValid(one) for one in made))
    assert known.house.opened == [second]


@pytest.mark.parametrize(
    "policy", [CompanyPolicy(), CompanyPolicy(only=True), CompanyPolicy(only=True, broken="no JSON")]
)
def test_a_recent_show_of_a_server_that_is_trusted_no_more(
    application: QApplication, kaibo: Kaibo, tmp_path: Path, policy: CompanyPolicy
) -> None:
    door = Door(application, tmp_path, policy)
    visit = Visit(kaibo.said["Url"], "ln_1", Session("/s/se_1", "kaibo_session=x"), "All hands", 0)
    door.arrival.go_back(visit)
    assert door.house.opened == []
    if policy.only:
        assert door.house.refused
    else:
        assert door.asked() == [say("trust_title")]
        door.answer("trust_yes")
        assert door.house.opened == [visit]
    door.close()


def test_a_disk_that_keeps_nothing_keeps_nobody_out(door: Door, kaibo: Kaibo, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(trust, "write_json", full)
    door.arrival.follow(kaibo.deep_link(kaibo.link("guest", UserName="Mia")))
    door.answer("trust_yes")
    door.until(lambda: door.house.opened)


def test_a_balancers_cookie_is_not_the_sessions(application: QApplication, tmp_path: Path) -> None:
    cookies = ["route=lb1; Path=/", "kaibo_session=secret; Path=/s/se_1; HttpOnly"]
    said = Said({"Result": {"Path": "/s/se_1"}}, cookies=cookies)
    with saying(said) as url:
        asks = Door(application, tmp_path)
        made = way.Api(url, "KaiboCompanion/test", asks.arrival)
        entered: list[Session] = []
        refused: list[way.Refused] = []
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
def test_an_answer_that_says_something_else_is_none(
    application: QApplication, tmp_path: Path, path: str, result: object
) -> None:
    with saying(Said({"Result": result})) as url:
        asks = Door(application, tmp_path)
        made = way.Api(url, "KaiboCompanion/test", asks.arrival)
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
        assert answers == [way.Refused("", 200)]
        asks.close()


@pytest.mark.parametrize("body", [{"ResponseMetadata": {"Error": {"Code": "FlowLimitExceeded"}}}, "slow down"])
def test_who_asks_too_often_is_told_and_asks_no_more(application: QApplication, tmp_path: Path, body: object) -> None:
    said = Said(body, 429)
    with saying(said) as url:
        asks = Door(application, tmp_path)
        asks.trust.remember(url)
        asks.arrival.paste(f"{url}/l/AQabc", "")
        assert asks.refusal() == say("FlowLimitExceeded")
        assert said.asked == ["/client/OpenLaunch"]
        asks.close()


def test_a_certificate_that_nobody_here_knows_is_told_at_once(application: QApplication, tmp_path: Path) -> None:
    said, made_up = Said({}), trustme.CA().issue_cert("localhost")
    with saying(said, made_up) as url:
        asks = Door(application, tmp_path)
        asks.trust.remember(url)
        began = time.monotonic()
        asks.arrival.paste(f"{url}/l/AQabc", "")
        assert asks.refusal() == say("Untrusted", server=url)
        assert time.monotonic() - began < way.RETRY_MS / 1000
        assert said.asked == []
        asks.close()


@pytest.mark.parametrize("again", [False, True], ids=["another show", "one of before"])
def test_who_stays_where_they_are_leaves_nothing_behind(known: Door, kaibo: Kaibo, again: bool) -> None:
    link = kaibo.link("guest", UserName="Mia")
    if again:
        known.arrival.paste(link, "")
        known.until(lambda: known.house.opened)
        known.recent.enter(known.house.opened.pop())
    known.house.stays = True
    known.arrival.paste(link, "")
    assert banner(known) == say("opening")
    known.until(lambda: banner(known) == "")
    known.until(lambda: not known.arrival.findChildren(way.Api))
    assert known.house == House(stays=True)


def test_a_ticket_of_another_computer_opens_nothing_before_a_yes(known: Door, kaibo: Kaibo) -> None:
    before = sessions(kaibo)
    known.arrival.follow(kaibo.deep_link(kaibo.link("guest", UserName="Mia"), ELSEWHERE))
    known.until(known.asked)
    assert known.asked() == [say("whose_title")]
    shown = known.window.findChildren(QMessageBox)[-1]
    for told in (kaibo.activity()["Name"], say("as_guest", name="Mia"), kaibo.said["Url"]):
        assert told in shown.informativeText()
    assert shown.defaultButton().text() == say("whose_no")
    assert known.house == House()
    assert sessions(kaibo) == before
    known.answer("enter")
    known.until(lambda: known.house.opened)
    assert sessions(kaibo) == before + 1


def test_who_says_no_to_a_ticket_of_another_computer_stays_out(known: Door, kaibo: Kaibo) -> None:
    before = sessions(kaibo)
    known.arrival.follow(kaibo.deep_link(kaibo.link("host", UserName="Ada"), ELSEWHERE))
    known.until(known.asked)
    assert say("as_host") in known.window.findChildren(QMessageBox)[-1].informativeText()
    known.answer("whose_no")
    known.until(lambda: not known.arrival.findChildren(way.Api))
    assert banner(known) == ""
    assert known.house == House()
    assert sessions(kaibo) == before


def test_a_pasted_ticket_of_another_computer_asks_too(known: Door, kaibo: Kaibo) -> None:
    known.arrival.paste(kaibo.deep_link(kaibo.link("guest", UserName="Mia"), ELSEWHERE), "")
    known.until(known.asked)
    assert known.asked() == [say("whose_title")]
    assert known.house == House()


def test_a_newer_link_takes_the_place_of_the_question(known: Door, kaibo: Kaibo) -> None:
    known.arrival.follow(kaibo.deep_link(kaibo.link("guest", UserName="Mia"), ELSEWHERE))
    known.until(known.asked)
    known.arrival.follow(kaibo.deep_link(kaibo.link("guest", UserName="Tom")))
    known.until(lambda: known.house.opened)
    assert known.asked() == []
    assert len(known.house.opened) == 1


def test_a_yes_to_a_ticket_of_another_computer_ends_no_show_on_air(known: Door, kaibo: Kaibo) -> None:
    known.house.stays = True
    known.arrival.follow(kaibo.deep_link(kaibo.link("guest", UserName="Mia"), ELSEWHERE))
    known.until(known.asked)
    known.answer("enter")
    known.until(lambda: not known.arrival.findChildren(way.Api))
    assert known.house == House(stays=True)


def test_a_ticket_of_another_computer_leads_back_but_makes_no_session(known: Door, kaibo: Kaibo) -> None:
    link = kaibo.link("guest", UserName="Mia")
    known.arrival.paste(link, "")
    known.until(lambda: known.house.opened)
    visit = known.house.opened.pop()
    known.recent.enter(visit)
    known.arrival.follow(kaibo.deep_link(link, ELSEWHERE))
    known.until(lambda: known.house.opened)
    assert (known.house.opened.pop().path, known.asked()) == (visit.path, [])
    kaibo.call("EndSession", OURS, SessionId=visit.path.rpartition("/")[2], BlockLink=0)
    before = sessions(kaibo)
    known.arrival.follow(kaibo.deep_link(link, ELSEWHERE))
    known.until(known.asked)
    assert known.asked() == [say("whose_title")]
    assert sessions(kaibo) == before


def test_an_older_server_names_no_computer_and_is_asked_about(application: QApplication, tmp_path: Path) -> None:
    shown = {"Name": "All hands", "Role": 1, "UserName": "Mia", "LinkId": "ln_1"}
    with saying(Said({"Result": shown})) as url:
        asks = Door(application, tmp_path)
        asks.trust.remember(url)
        server = url.replace(":", "%3A").replace("/", "%2F")
        asks.arrival.follow(f"kaibo://open?v=1&server={server}&ticket={'t' * 22}")
        asks.until(asks.asked)
        assert asks.asked() == [say("whose_title")]
        asks.close()


def banner(door: Door) -> str:
    return "".join(one.text() for one in door.window.findChildren(QLabel) if one.objectName() == "banner")


def test_a_server_that_is_away_is_said_so(door: Door) -> None:
    door.trust.remember("http://localhost:1")
    door.arrival.paste("http://localhost:1/l/AQabc", "")
    assert door.refusal() == say("unreachable", server="http://localhost:1")


def test_who_is_in_on_another_device_may_move_here(known: Door, kaibo: Kaibo, tmp_path: Path) -> None:
    link = kaibo.link("guest", UserName="Mia", ExternalUserId="mia")
    known.arrival.paste(link, "")
    known.until(lambda: known.house.opened)
    other = Door(known.application, tmp_path / "other")
    other.trust.remember(kaibo.said["Url"])
    other.arrival.paste(link, "")
    other.until(other.asked)
    assert other.asked() == [say("move_title")]
    assert other.house.opened == []
    other.answer("move_yes")
    other.until(lambda: other.house.opened)
    other.close()
