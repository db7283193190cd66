"""Links at a real server: who is asked, what is refused with which text, and what is used up."""

import sqlite3
import time
from pathlib import Path

import pytest
from arrivals import Person, RecordingApp, application, door, known, sessions
from kaibo_companion.launch import api
from kaibo_companion.trust import CompanyPolicy
from kaibo_companion.words import say
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMessageBox

from e2e.kaibo import Kaibo

__all__ = ["application", "door", "known"]


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
