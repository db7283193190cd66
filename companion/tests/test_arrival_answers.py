"""A server answers a link: on time or late, well formed or not."""

from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
import trustme
from arrivals import Person, application, door, known
from kaibo_companion import trust
from kaibo_companion.launch import api
from kaibo_companion.recent import Session, Visit
from kaibo_companion.trust import CompanyPolicy
from kaibo_companion.words import say
from PySide6.QtWidgets import QApplication
from scripted_server import FixedAnswer, serve

from e2e.kaibo import Kaibo

__all__ = ["application", "door", "known"]


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
