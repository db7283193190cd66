"""People dislike these faults of launch links elsewhere. Each test shows that Kaibo avoids one.

The numbers are those of the list in docs/launch-link.md. Complaints that only a browser can show are tested in e2e/."""

import asyncio
import base64
import json
import re
from typing import Any

import httpx2
import pytest
from kaibo.activity import table as activities
from kaibo.activity.status import Status
from kaibo.clock import now_ms
from kaibo.media.token import Grant, mint
from kaibo.session import table as sessions

from tests.features.program.air import Raw
from tests.plain import NO_TLS
from tests.running import Person, Running, first, post, views
from tests.sdk.client import Sdk
from tests.show import TAB
from tests.town import Town

pytestmark = pytest.mark.anyio
SAFE_LINKS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"
ANOTHER_NETWORK = "127.0.0.9"
PREVIEWS = ("TelegramBot (like TwitterBot)", "Slackbot-LinkExpanding 1.0", "WhatsApp/2.23", SAFE_LINKS)


@pytest.fixture
async def town(server: Running) -> Town:
    sdk = await Sdk.of(server)
    return Town(server, sdk, await sdk.create())


def code(answer: httpx2.Response) -> str:
    return str(answer.json()["ResponseMetadata"]["Error"]["Code"])


def claims(token: str) -> Any:
    body = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))


async def test_complaint_01_expired_link_opens_nothing_and_its_page_says_so(town: Town) -> None:
    url = await town.link(TtlSeconds=3)
    while (await town.page(url)).status_code != 200:  # a slow machine came too late for it
        url = await town.link(TtlSeconds=3)
    await asyncio.sleep(3.1)
    page = await town.page(url)
    assert page.status_code == 410
    assert 'data-reason="expired"' in page.text
    assert code(await town.open(url)) == "LinkExpired"


async def test_complaint_02_one_time_link_makes_one_session_that_survives_a_restart(town: Town) -> None:
    url = await town.link(MaxUses=1)
    person = await town.enter(url)
    assert code(await town.open(url)) == "LinkUsedUp"
    await town.restart()
    view = await person.call("EnterSession", Tab="another-load-of-the-page")
    assert view["Session"]["EndReason"] == ""


async def test_complaint_03_link_shows_nothing_of_the_api(town: Town) -> None:
    links = await town.vendors()
    for url in (links["Url"], links["TmpUrl"], await town.link()):
        assert re.fullmatch(re.escape(town.server.url) + r"/l/[A-Za-z0-9_-]{46,200}", url)
        raw = base64.urlsafe_b64decode(url.rpartition("/")[2] + "==")
        assert town.sdk.key.id.encode() not in raw


async def test_complaint_04_link_carries_a_name_and_no_account(town: Town) -> None:
    """A person with a host's link is a host of this show. They are in no account."""
    hosts = (await town.vendors())["Url"]
    one, other = await town.enter(hosts), await town.enter(await town.link("host", "林晓"))
    assert (await one.call("GetSession"))["Session"]["UserName"] == ""
    assert (await other.call("GetSession"))["Session"]["UserName"] == "林晓"
    page = (await town.page(await town.link())).text
    assert "陈一鸣" in page
    assert "not-you" in page


async def test_complaint_05_guests_answer_holds_no_host_right(town: Town) -> None:
    guests = await town.vendors(LoginType=1, UserName="陈一鸣")
    assert (guests["TmpUrl"], guests["ExpireTime"]) == ("", 0)
    assert (await (await town.enter(guests["Url"])).call("GetSession"))["Session"]["Role"] == 1


async def test_complaint_06_guest_and_viewer_addresses_never_lead_to_the_hosts(town: Town) -> None:
    url = await town.link()
    token, watch = url.rpartition("/")[2], (await guest_view(town, url))["Activity"]["ViewUrl"]
    tried = {watch.rpartition("/")[2], str(town.activity), token.swapcase(), token[::-1], token + "A"}
    tried |= {token[:at] + ("B" if token[at] != "B" else "C") + token[at + 1 :] for at in range(0, len(token), 5)}
    for text in tried:
        assert (await town.page(f"{town.server.url}/l/{text}")).status_code == 404
    guest = await town.enter(url)
    for name in ("TakeOver", "GoLive", "EndLive", "ConnectProgram", "RenewLink"):
        assert code(await guest.ask(name, Tab=TAB)) == "AccessDenied"


async def guest_view(town: Town, url: str) -> Any:
    return await (await town.enter(url)).call("GetSession")


async def test_complaint_07_no_list_shows_a_secret(town: Town) -> None:
    url, hosts = await town.link(), (await town.vendors())["Url"]
    person = await town.enter(hosts)
    told = json.dumps(
        [
            await town.ours("ListLaunchLinks", ActivityId=town.activity),
            await town.listed(OnlyLiving=0),
            await town.ours("ListAuditEvents", ActivityId=town.activity),
            await town.sdk.universal("ListActivityAPI", version="2020-06-01"),
            await guest_view(town, url),
        ]
    )
    for secret in (url, hosts, person.cookies().partition("=")[2]):
        assert secret.rpartition("/")[2] not in told


async def test_complaint_08_09_viewer_holds_nothing_that_publishes(town: Town) -> None:
    host = await town.enter((await town.vendors())["Url"])
    watch = (await host.call("GetSession"))["Activity"]["ViewUrl"]
    live = {"status": int(Status.LIVE), "live_requested": True}
    await town.server.dependencies.store.write(lambda db: activities.change(db, town.activity, **live))
    answer = await post(town.server.client(), f"{watch.removeprefix(town.server.url)}/call/WatchShow", {})
    grant = claims(answer.json()["Result"]["Token"])
    assert (grant["video"]["canPublish"], grant["video"]["canPublishData"]) == (False, False)
    assert grant["video"]["room"].endswith("program-1")
    own = claims((await host.call("ConnectProgram", Tab=TAB))["Token"])
    assert own["sub"] not in watch
    assert grant["sub"] != own["sub"]


async def test_complaint_10_only_the_same_device_can_return(town: Town) -> None:
    ticket = await town.ticket(await town.link())
    mine = await town.redeem(ticket)
    assert mine.status_code == 200
    assert code(await town.redeem(ticket, "another-device-has-this")) == "TicketSpent"
    session = mine.json()["Result"]["SessionId"]
    for name in ("GetSession", "EnterSession"):
        answer = await post(town.server.client(), f"/s/{session}/call/{name}", {"Tab": TAB})
        assert (answer.status_code, code(answer)) == (401, "NoSession")
    assert (await town.redeem(ticket)).json()["Result"]["SessionId"] == session, "the first answer was lost"


async def test_complaint_11_removed_person_stays_out_with_all_they_hold(town: Town) -> None:
    person = await town.enter(await town.link())
    await person.call("JoinStage", Tab=TAB)
    token = (await person.call("ConnectStage", Tab=TAB))["Token"]
    assert await town.joins(person, token)
    await town.ours("EndSession", SessionId=person.id)
    assert not await town.joins(person, token)
    assert code(await person.ask("ConnectStage", Tab=TAB)) == "SessionEnded"


async def test_complaint_12_link_of_a_removed_person_is_blocked_until_the_undo(town: Town) -> None:
    url = await town.link()
    person = await town.enter(url)
    await town.ours("EndSession", SessionId=person.id)
    assert (await town.open(url)).status_code == 404
    await town.ours("UnblockSession", SessionId=person.id)
    assert (await town.open(url)).status_code == 200


async def test_complaint_13_revoked_link_removes_people_only_on_request(town: Town) -> None:
    url = await town.link()
    person = await town.enter(url)
    await town.ours("RevokeLaunchLink", Url=url, Mode="new-joins-only")
    assert (await town.open(url)).status_code == 404
    assert (await person.call("GetSession"))["Session"]["EndReason"] == ""
    async with views(person.http, person.path) as seen:
        await town.ours("RevokeLaunchLink", Url=url, Mode="everyone")
        await first(seen, lambda view: view["Session"]["EndReason"] == "revoked")


async def test_complaint_14_expired_link_and_session_end(town: Town) -> None:
    """The session ends also, not only the link."""
    person = await town.enter(await town.link())
    await person.call("JoinStage", Tab=TAB)
    token = (await person.call("ConnectStage", Tab=TAB))["Token"]
    inside = await (await Raw().join(town.server, token)).publish()
    await town.server.dependencies.store.write(lambda db: sessions.change(db, person.id, expires_at=now_ms()))
    await inside.put_out()
    assert not await town.joins(person, token)
    assert (await person.call("GetSession"))["Session"]["EndReason"] == "expired"


async def test_complaint_15_guest_without_a_place_stays_off_a_full_stage(town: Town) -> None:
    """A place that a guest gave up goes to another guest, whatever token the first one still holds."""
    cap = town.server.settings.stage_cap
    guests = [await town.enter(await town.link(name=f"guest {number}")) for number in range(cap + 1)]
    first_guest, *others = guests
    await first_guest.call("JoinStage", Tab=TAB)
    token = (await first_guest.call("ConnectStage", Tab=TAB))["Token"]
    assert await town.joins(first_guest, token)
    await first_guest.call("LeaveStage", Tab=TAB)
    await asyncio.gather(*map(take_a_place, others))
    assert not await town.joins(first_guest, token)
    assert code(await first_guest.ask("ConnectStage", Tab=TAB)) == "NotOnStage"
    assert code(await first_guest.ask("JoinStage", Tab=TAB)) == "StageFull"
    assert code(await town.open(await town.link())) == "StageFull"
    await others[0].call("LeaveStage", Tab=TAB)
    await first_guest.call("JoinStage", Tab=TAB)
    assert await town.joins(first_guest, token)


async def take_a_place(guest: Person) -> None:
    """Open a link like a page. The server limits how many calls one address makes in a second."""
    answer = await guest.ask("JoinStage", Tab=TAB)
    while answer.status_code == 429:
        await asyncio.sleep(float(answer.headers["Retry-After"]))
        answer = await guest.ask("JoinStage", Tab=TAB)
    assert answer.status_code == 200, answer.text


async def test_complaint_16_17_session_survives_a_reload_and_a_crash(town: Town) -> None:
    person = await town.enter(await town.link(MaxUses=1))
    await person.call("JoinStage", Tab=TAB)
    for load in range(3):
        tab = f"page-load-{load}"
        async with views(person.http, person.path) as seen:  # the browser cuts its stream when the page goes
            await first(seen, lambda view: bool(view["Session"]["OnStage"]))
        view = await person.call("EnterSession", Tab=tab)
        assert view["Session"]["OnStage"]
        assert (await person.call("ConnectStage", Tab=tab))["Token"]
    way = httpx2.AsyncHTTPTransport(verify=NO_TLS, local_address=ANOTHER_NETWORK)
    async with httpx2.AsyncClient(transport=way, base_url=town.server.url, cookies=person.http.cookies) as http:
        away = Person(person.id, http)
        assert (await away.call("EnterSession", Tab="page-load-elsewhere"))["Session"]["OnStage"]
        assert await town.joins(away, (await away.call("ConnectStage", Tab="page-load-elsewhere"))["Token"])


async def test_complaint_18_scanners_and_previews_use_nothing_up(town: Town) -> None:
    url = await town.link(MaxUses=1)
    for agent in PREVIEWS:
        for method in ("HEAD", "GET", "GET"):
            page = await town.page(url, method, agent)
            assert page.status_code == 200
            assert "set-cookie" not in page.headers
    await town.open(url)  # a scanner that runs the page's script, twenty seconds before the person
    assert await town.listed(OnlyLiving=0) == []
    assert await town.enter(url)


async def test_complaint_19_repeated_request_gives_the_same_link(town: Town) -> None:
    assert (await town.vendors())["Url"] == (await town.vendors())["Url"]
    assert await town.link(ClientToken="a") == await town.link(ClientToken="a")
    expired = await town.link(TtlSeconds=1, ClientToken="b")
    await asyncio.sleep(1.1)
    renewed = await town.link(ClientToken="c")
    assert expired != renewed
    assert (await town.open(renewed)).status_code == 200


async def test_complaint_20_launch_page_holds_all_ways_at_once(town: Town) -> None:
    page = (await town.page(await town.link())).text
    for way in ("open-app", "download-app", "use-browser"):
        assert page.count(f'id="{way}"') == 1
    assert "http-equiv" not in page, "the page leads nowhere by itself"


async def test_complaint_21_server_tells_the_page_that_the_app_opened(town: Town) -> None:
    opened = (await town.open(await town.link())).json()["Result"]
    async with views(town.server.client(), f"/launch/{opened['ListenKey']}", "launch") as seen:
        assert await first(seen, lambda state: True) == {"State": "open", "By": "", "HeardTime": 0}
        asked = await post(town.server.client(), "/client/PeekTicket", {"Ticket": opened["Ticket"], "App": True})
        assert asked.status_code == 200
        assert (await first(seen, lambda state: state["HeardTime"] > 0))["State"] == "heard"
        assert (await town.redeem(opened["Ticket"], app=True)).status_code == 200
        assert (await first(seen, lambda state: state["State"] == "opened"))["By"] == "app"


async def test_complaint_31_early_guest_still_waits_for_the_hosts_word(town: Town) -> None:
    guest = await town.enter(await town.link())
    await guest.call("JoinStage", Tab=TAB)
    host = await town.enter((await town.vendors())["Url"])
    await host.call("GoLive", Tab=TAB)
    await town.restart()
    again = await guest.call("EnterSession", Tab="page-load-2")
    assert (again["Session"]["OnStage"], again["Session"]["OnAir"]) == (True, False), "the server knows that they wait"
    assert code(await guest.ask("SetGuestOnAir", Tab=TAB, SessionId=guest.id, OnAir=True)) == "AccessDenied"
    await host.call("SetGuestOnAir", Tab=TAB, SessionId=guest.id, OnAir=True)
    assert (await guest.call("GetSession"))["Session"]["OnAir"]


async def test_complaint_32_guests_enter_and_ask_before_any_host(town: Town) -> None:
    guest = await town.enter(await town.link(name="王磊"))
    await guest.call("JoinStage", Tab=TAB)
    used = await town.link(MaxUses=1)
    await town.enter(used)
    asked = await post(town.server.client(), "/client/AskForLink", {"Token": used.rpartition("/")[2]})
    assert asked.status_code == 200, asked.text
    await town.restart()
    host = await town.enter((await town.vendors())["Url"])
    seen = await host.call("GetSession")
    assert [one["UserName"] for one in seen["Guests"]] == ["王磊"]
    assert [ask["UserName"] for ask in seen["Asks"]] == ["陈一鸣"]


async def test_complaint_33_link_request_survives_a_restart(town: Town) -> None:
    url = await town.link(TtlSeconds=1)
    host = await town.enter((await town.vendors())["Url"])
    await asyncio.sleep(1.1)
    asked = await post(town.server.client(), "/client/AskForLink", {"Token": url.rpartition("/")[2]})
    await town.restart()
    [one] = (await host.call("GetSession"))["Asks"]
    await host.call("GrantLink", Tab=TAB, AskId=one["AskId"])
    new = await post(town.server.client(), "/client/CollectLink", asked.json()["Result"])
    assert await town.enter(new.json()["Result"]["Url"])


async def test_complaint_33_knock_survives_a_restart_and_needs_no_host(town: Town) -> None:
    await town.ours("PutShowSettings", ActivityId=town.activity, Settings={"Guests": {"Mode": "ask"}})
    guest = await town.enter((await town.vendors(LoginType=1, UserName="王磊"))["Url"])
    knocked = await guest.call("JoinStage", Tab=TAB)
    assert knocked["Session"]["Place"] == "waiting", "the vendor's link follows the mode of the show"
    await town.restart()
    assistant = await town.enter(await town.link("assistant", "Ada"))
    [waiting] = (await assistant.call("GetSession"))["Waiting"]
    assert (waiting["SessionId"], waiting["UserName"]) == (guest.id, "王磊")
    await assistant.call("AdmitGuest", Tab=TAB, SessionId=guest.id)
    assert (await guest.call("GetSession"))["Session"]["Place"] == "backstage"


async def test_complaint_35_outage_changes_no_address(town: Town) -> None:
    links = await town.vendors()
    host = await town.enter(links["Url"])
    before = await host.call("GetSession")
    await town.restart()
    after = await host.call("EnterSession", Tab="after-the-outage")
    assert after["Activity"]["ViewUrl"] == before["Activity"]["ViewUrl"]
    assert (after["Seat"]["Epoch"], after["Seat"]["Mine"]) == (before["Seat"]["Epoch"], True)
    assert (await town.vendors())["Url"] == links["Url"]


async def test_complaint_39_unknown_participant_is_removed_from_the_stage(town: Town) -> None:
    """For example a recorder that returns. People have a session; every other participant is removed."""
    host = await town.enter((await town.vendors())["Url"])
    rtc, given = town.server.ports.rtc, claims((await host.call("ConnectStage", Tab=TAB))["Token"])
    recorder = Grant(given["video"]["room"], "EG_recorder", "", sources=None, subscribe=True)
    ghost = await Raw().join(town.server, mint(recorder, rtc.key, rtc.secret, now_ms()))
    assert (await host.call("GetSession"))["Guests"] == []
    assert [one["SessionId"] for one in await town.listed()] == [host.id]
    await ghost.put_out()


async def test_complaint_40_expired_page_asks_the_host_for_a_new_link(town: Town) -> None:
    url = await town.link(TtlSeconds=1)
    await asyncio.sleep(1.1)
    assert 'id="ask-link"' in (await town.page(url)).text
    host = await town.enter((await town.vendors())["Url"])
    asked = await post(town.server.client(), "/client/AskForLink", {"Token": url.rpartition("/")[2]})
    [ask] = (await host.call("GetSession"))["Asks"]
    assert ask["UserName"] == "陈一鸣"
    await host.call("GrantLink", Tab=TAB, AskId=ask["AskId"])
    key = asked.json()["Result"]["ListenKey"]
    made = await post(town.server.client(), "/client/CollectLink", {"ListenKey": key})
    guest = await town.enter(made.json()["Result"]["Url"])
    assert (await guest.call("GetSession"))["Session"]["UserName"] == "陈一鸣"
