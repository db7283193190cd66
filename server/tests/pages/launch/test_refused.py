"""The page of a link that opens nothing. It says why to holders of a true token, and whom to ask to everyone."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from kaibo.pages.launch.routes import LOOKS
from kaibo.pages.launch.view import STATUS
from kaibo.session import crowd

from tests.gateway.door import Caller, serving
from tests.pages.launch.opened import ORIGIN, OURS, client, contents, launch


@pytest.fixture
def store_url(sqlite_form: Path, tmp_path: Path) -> str:
    """Run a server over SQLite. Other tests cover the calls on both databases."""
    copy = tmp_path / "kaibo.db"
    copy.write_bytes(sqlite_form.read_bytes())
    return f"sqlite:///{copy}"


@dataclass
class Refused:
    """A show whose guest link opens nothing, for this reason."""

    caller: Caller
    database: Path
    activity: int

    def link(self, **policy: object) -> str:
        guest = {"Role": "guest", "UserName": "陈一鸣", "AvatarUrl": "https://cdn.example.com/a.png"}
        body = {"ActivityId": self.activity, **guest, **policy}
        return str(self.caller.call("CreateLaunchLink", OURS, **body)["Url"])

    def enter(self, url: str) -> str:
        """Redeem the link. Return the path of the session."""
        ticket = launch(self.caller, url)["Ticket"]
        return str(client(self.caller, "RedeemTicket", Ticket=ticket, Nonce="n" * 22).json()["Result"]["Path"])

    def early(self) -> str:
        return self.link(NotBefore=int(time.time()) + 600)

    def expired(self) -> str:
        url = self.link(ExpireTime=int(time.time()) + 60)
        self.write("UPDATE launch_link SET expires_at = 1")
        return url

    def expired_for_a_host(self) -> str:
        url = self.link(Role="host", ExpireTime=int(time.time()) + 60)
        self.write("UPDATE launch_link SET expires_at = 1")
        return url

    def used(self) -> str:
        url = self.link(MaxUses=1)
        self.enter(url)
        return url

    def used_on_a_device_that_says_nothing(self) -> str:
        url = self.used()
        self.write("UPDATE session SET browser = '', system = ''")
        return url

    def used_several_times(self) -> str:
        url = self.link(MaxUses=2)
        for _ in range(2):
            self.enter(url)
        return url

    def over(self) -> str:
        url = self.link()
        self.write("UPDATE activity SET status = 4")
        return url

    def full(self) -> str:
        self.join(self.link())
        return self.link()

    def crowded(self) -> str:
        url = self.link()
        for _ in range(crowd.OF_NETWORK * crowd.LEAST_CAP):
            self.enter(url)
        return url

    def join(self, url: str) -> None:
        """Let a guest enter with a link and take a place on the stage."""
        path = self.enter(url)
        for call in ("EnterSession", "JoinStage"):
            body = {"Tab": "t" * 22}
            assert self.caller.http.post(f"{path}/call/{call}", json=body, headers={"Origin": ORIGIN}).is_success

    def revoked(self) -> str:
        url = self.link()
        self.caller.call("RevokeLaunchLink", OURS, Url=url)
        return url

    def made_anew(self) -> str:
        url = self.link()
        self.caller.call("RotateLaunchLinks", OURS, ActivityId=self.activity, Role="guest")
        return url

    def blocked(self) -> str:
        """Remove the person of the link."""
        url = self.link()
        guest, host = self.enter(url), self.enter(self.link(Role="host"))
        for call, whom in (("EnterSession", {}), ("RemoveGuest", {"SessionId": guest.rpartition("/")[2]})):
            body = {"Tab": "t" * 22, **whom}
            done = self.caller.http.post(f"{host}/call/{call}", json=body, headers={"Origin": ORIGIN})
            assert done.is_success, done.text
        return url

    def busy(self) -> str:
        url, most = self.link(), int(LOOKS.partition("/")[0])
        for _ in range(most):
            self.caller.http.get(f"{ORIGIN}/l/made-up")
        return url

    def deleted(self) -> str:
        url = self.link()
        self.caller.call("DeleteActivityAPI", ActivityId=self.activity)
        return url

    def unknown(self) -> str:
        return f"{ORIGIN}/l/made-up"

    def write(self, query: str) -> None:
        with closing(sqlite3.connect(self.database)) as db, db:
            db.execute(query)


@pytest.fixture
def refused(store_url: str, tmp_path: Path) -> Iterator[Refused]:
    with serving(store_url, stage_cap=1) as (caller, _):
        activity = caller.call("CreateActivityAPIV2", Name="a secret show", CoverImage="https://cdn.example.com/c.jpg")
        yield Refused(caller, tmp_path / "kaibo.db", activity["ActivityId"])


TRUE_TOKEN = {
    "early": (403, "你来早了", "You’re early"),
    "expired": (410, "这个链接过期了", "This link has expired"),
    "used": (410, "在 Windows 上的 Chrome。", "on Chrome, Windows. Was that you?"),
    "over": (409, "直播已经结束", "The show is over"),
    "full": (403, "1 个位置都有人了", "The one place is taken"),
    "crowded": (409, "这个链接用的人太多了", "Too many people are using this link"),
}
NOTHING = {
    "revoked": ("这个链接已停用", "This link was turned off"),
    "deleted": ("这场直播已被删除", "This show was deleted"),
    "unknown": ("这个链接打不开", "This link doesn’t work"),
}


ASK_SENDER = ("请向发给你链接的人要一个新的。", "Please ask the person who sent it to you for a new one.")
ASK_HOST = ("主播可以给你一个新的。", "The host can give you a new one.")
WHOM = {
    "early": (
        "early",
        "时间不对？请问问发给你链接的人。",
        "Not the time you expected? Ask the person who sent you the link.",
    ),
    "expired": ("expired", *ASK_HOST),
    "expired_for_a_host": (
        "expired",
        "正在开播的主播，或发给你链接的人，可以给你一个新的。",
        "The current host, or the person who sent it to you, can give you a new one.",
    ),
    "used": (
        "used",
        "如果是你，请在那里继续；也可以要一个新链接。",
        "Was that you? Continue there, or ask for a new link.",
    ),
    "used_on_a_device_that_says_nothing": (
        "used",
        "如果是你，请在那台设备上继续；也可以要一个新链接。",
        "Was that you? Continue there, or ask for a new link.",
    ),
    "used_several_times": ("used", *ASK_HOST),
    "over": (
        "over",
        "如果你觉得还会继续，请问问主播或发给你链接的人。",
        "If you think it continues, ask the host or the person who sent you the link.",
    ),
    "full": (
        "full",
        "着急的话，请主播或发给你链接的人帮你留个位置。",
        "In a hurry? Ask the host, or the person who sent you the link, to free one for you.",
    ),
    "crowded": (
        "crowded",
        "着急的话，请主播或发给你链接的人给你一个你自己的链接。",
        "In a hurry? Ask the host, or the person who sent you the link, for a link of your own.",
    ),
    "busy": (
        "busy",
        "如果等得久，请直接联系发给你链接的人。",
        "If it takes long, please ask the person who sent you the link.",
    ),
    "revoked": ("revoked", *ASK_SENDER),
    "made_anew": ("revoked", *ASK_SENDER),
    "blocked": ("revoked", *ASK_SENDER),
    "deleted": (
        "deleted",
        "如果你觉得不应该这样，请问问发给你链接的人。",
        "If that is not what you expected, ask the person who sent you the link.",
    ),
    "unknown": (
        "unknown",
        "请重新复制整个链接，或者问问发给你的人。",
        "Copy the whole link again, or ask the person who sent it.",
    ),
}
"""For each fate of a link: the reason on its page, and the advice in Chinese and English."""


def whole(refused: Refused, reason: str) -> Any:
    """Return the page for that reason. Check that it keeps the strict policy and is whole in both languages."""
    answer = refused.caller.http.get(getattr(refused, reason)())
    assert f'data-state="refused" data-reason="{reason}"' in answer.text
    assert re.findall(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", answer.text) == []
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.text.count('data-lang="zh"') == answer.text.count('data-lang="en"') > 1
    for way in ("open-app", "download-app", "use-browser"):
        assert f'id="{way}"' not in answer.text
    return answer


@pytest.mark.parametrize("fate", WHOM)
def test_each_refusal_says_whom_to_ask_in_both_languages(refused: Refused, fate: str) -> None:
    page = refused.caller.http.get(getattr(refused, fate)()).text
    reason, zh, en = WHOM[fate]
    assert page.count("<h1") == 1
    assert f'data-state="refused" data-reason="{reason}"' in page
    assert zh in page
    assert en in page


def test_every_reason_has_advice() -> None:
    assert {reason for reason, _, _ in WHOM.values()} == set(STATUS) - {""}


@pytest.mark.parametrize("reason", TRUE_TOKEN)
def test_holder_of_a_true_token_sees_the_reason(refused: Refused, reason: str) -> None:
    answer = whole(refused, reason)
    status, *words = TRUE_TOKEN[reason]
    assert answer.status_code == status
    assert "a secret show" in answer.text
    assert all(word in answer.text for word in words)
    assert ('id="ask-link"' in answer.text) == (reason in ("expired", "used"))


def test_guest_with_a_place_is_not_refused_by_a_full_stage(refused: Refused) -> None:
    """The guest's other device enters with the same link, and takes the place along."""
    mine, others = refused.link(ExternalUserId="u-1"), refused.link(ExternalUserId="u-2")
    refused.join(mine)
    assert 'data-state="refused"' not in refused.caller.http.get(mine).text
    assert launch(refused.caller, mine)["Ticket"]
    assert 'data-reason="full"' in refused.caller.http.get(others).text


@pytest.mark.parametrize("reason", NOTHING)
def test_stranger_learns_nothing_of_the_show(refused: Refused, reason: str) -> None:
    answer = whole(refused, reason)
    assert answer.status_code == 404
    assert all(word in answer.text for word in NOTHING[reason])
    for secret in (
        "a secret show",
        "陈一鸣",
        "cdn.example.com",
        "data-role",
        "data-locale",
        "<svg viewBox",
    ):
        assert secret not in answer.text
    assert ("data-link" in answer.text) == (reason == "revoked"), "for the session of this link on this device"


@pytest.mark.parametrize("reason", [*TRUE_TOKEN, "revoked"])
def test_view_of_a_refusal_changes_nothing(refused: Refused, reason: str) -> None:
    url = getattr(refused, reason)()
    before = contents(refused.database)
    for method, more in (
        ("HEAD", {}),
        ("GET", {"Sec-Purpose": "prefetch;prerender"}),
        ("GET", {"Purpose": "prefetch"}),
    ):
        assert "set-cookie" not in refused.caller.http.request(method, url, headers=more).headers
    assert contents(refused.database) == before


def test_page_says_who_used_the_link_and_when_without_addresses(refused: Refused) -> None:
    page = whole(refused, "used").text
    moment = re.search(r'data-moment-first="(\d+)"', page)
    assert moment
    assert abs(int(moment[1]) / 1000 - time.time()) < 60
    assert "testclient" not in page


def test_link_for_several_says_how_many(refused: Refused) -> None:
    url = refused.link(MaxUses=2)
    for _ in range(2):
        refused.enter(url)
    page = refused.caller.http.get(url).text
    assert "It could be used 2 times." in page
    assert "Was that you?" not in page


def test_page_has_the_links_language_face_and_preference(refused: Refused) -> None:
    page = refused.caller.http.get(refused.link(Locale="en", Prefer="ask"), headers={"Accept-Language": "zh"}).text
    assert '<html lang="en" data-language="en" ' in page
    assert 'data-locale="en"' in page
    assert 'data-prefer="ask"' in page
    assert '<img class="face" src="https://cdn.example.com/a.png"' in page
    assert "<svg viewBox" in page
