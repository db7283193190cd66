"""A ticket that another computer made, or another show of before: the app asks first."""

from pathlib import Path

import pytest
from arrivals import Person, RecordingApp, application, banner, door, known, sessions
from kaibo_companion.launch import api
from kaibo_companion.words import say
from PySide6.QtWidgets import QApplication, QMessageBox
from scripted_server import FixedAnswer, serve

from e2e.kaibo import OURS, Kaibo

__all__ = ["application", "door", "known"]
ELSEWHERE = "127.0.0.9"
"""The address of another computer's browser."""


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
