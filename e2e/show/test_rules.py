"""Who may not, cannot: by the public doors, with the pages' own cookies."""

import base64
import hashlib
import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import jwt
from playwright.sync_api import BrowserContext

from e2e.kaibo import COMMAND, SLOW, Kaibo
from e2e.person import Person


def cookies(context: BrowserContext, url: str) -> dict[str, str]:
    return {one["name"]: one["value"] for one in context.cookies(url) if "name" in one and "value" in one}


def test_a_guest_who_was_put_out_stays_out_until_that_is_undone(
    on_air: tuple[Person, Person], kaibo: Kaibo, person: Callable[..., Person]
) -> None:
    host, _ = on_air
    guest, again = person("guest"), person("guest")
    guest.enter(kaibo.said["GuestUrl"], "guest")
    guest.page.click("#join-stage")
    guest.wait("onstage")
    session, jar = guest.page.url, cookies(guest.context, guest.page.url)
    host.page.get_by_role("button", name="Remove 嘉宾").click()
    guest.wait("removed")

    origin = {"Origin": kaibo.said["Url"]}
    asked = httpx2.post(f"{session}/call/JoinStage", json={"Tab": "x" * 16}, cookies=jar, headers=origin)
    assert asked.status_code == 403
    again.page.goto(kaibo.said["GuestUrl"])
    again.wait("refused")
    assert again.page.get_attribute("body", "data-reason") == "revoked"

    host.page.get_by_role("button", name="Let 嘉宾 come back").click()
    again.enter(kaibo.said["GuestUrl"], "guest")
    guest.page.reload()
    guest.wait("removed")


def test_a_viewer_can_never_reach_the_stage(on_air: tuple[Person, Person], kaibo: Kaibo) -> None:
    host, viewer = on_air
    jar = cookies(viewer.context, kaibo.said["ViewUrl"])
    origin = {"Origin": kaibo.said["Url"]}
    answer = httpx2.post(f"{kaibo.said['ViewUrl']}/call/WatchShow", json={}, cookies=jar, headers=origin)
    claims = jwt.decode(answer.json()["Result"]["Token"], options={"verify_signature": False})
    assert "-program-" in claims["video"]["room"]
    assert claims["video"]["canPublish"] is False
    assert claims["video"]["hidden"] is True
    for action in ("ConnectStage", "ConnectProgram", "JoinStage"):
        at_watch = httpx2.post(f"{kaibo.said['ViewUrl']}/call/{action}", json={}, cookies=jar, headers=origin)
        at_session = httpx2.post(f"{host.page.url}/call/{action}", json={"Tab": "x" * 16}, cookies=jar, headers=origin)
        assert (at_watch.status_code, at_session.status_code) == (404, 401)


def test_a_guest_cannot_take_the_seat(
    on_air: tuple[Person, Person], kaibo: Kaibo, person: Callable[..., Person]
) -> None:
    guest = person("guest")
    guest.enter(kaibo.said["GuestUrl"], "guest")
    jar, origin = cookies(guest.context, guest.page.url), {"Origin": kaibo.said["Url"]}
    for action in ("TakeOver", "GoLive", "EndLive", "ConnectProgram"):
        answer = httpx2.post(f"{guest.page.url}/call/{action}", json={"Tab": "x" * 16}, cookies=jar, headers=origin)
        assert answer.json()["ResponseMetadata"]["Error"]["Code"] == "AccessDenied"
    assert kaibo.activity()["Status"] == 1


def test_a_webhook_with_a_flipped_byte_changes_nothing(on_air: tuple[Person, Person], kaibo: Kaibo) -> None:
    room = f"kaibo-{kaibo.said['ActivityId']}-program-1"
    body = json.dumps({"event": "room_finished", "room": {"name": room}}).encode()
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    claims = {"iss": kaibo.livekit["key"], "exp": int(time.time()) + 60, "sha256": digest}
    token = jwt.encode(claims, kaibo.livekit["secret"], "HS256")
    url, headers = f"{kaibo.said['Url']}/hooks/livekit", {"Authorization": token}
    assert httpx2.post(url, content=body, headers=headers).status_code == 200
    flipped = body.replace(b"finished", b"fjnished")
    assert httpx2.post(url, content=flipped, headers=headers).status_code == 401
    assert httpx2.post(url, content=body, headers={"Authorization": token[:-2] + "AA"}).status_code == 401
    assert httpx2.post(url, content=body).status_code == 401
    assert kaibo.activity()["Status"] == 1  # a true one is only a reason to look: the room is there


def test_two_tabs_with_two_roles_do_not_disturb_each_other(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    host = person("host")
    host.enter(kaibo.said["HostUrl"], "studio")
    guest = host.tab()
    guest.enter(kaibo.said["GuestUrl"], "guest")
    guest.page.click("#join-stage")
    guest.wait("onstage")
    assert host.state() == "preview"
    host.page.reload()
    host.wait("preview")
    guest.page.reload()
    guest.wait("onstage")


def test_a_ticket_from_elsewhere_asks_first(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    origin = {"Origin": kaibo.said["Url"]}
    token = kaibo.said["GuestUrl"].rpartition("/")[2]
    opened = httpx2.post(f"{kaibo.said['Url']}/client/OpenLaunch", json={"Token": token}, headers=origin)
    ticket = opened.json()["Result"]["Ticket"]
    victim = person("guest")
    victim.page.goto(f"{kaibo.said['Url']}/enter#ticket={ticket}")
    victim.wait("asking")
    assert victim.page.url == f"{kaibo.said['Url']}/enter"
    assert "嘉宾" in victim.page.inner_text("main")
    victim.page.click("#use-browser")
    victim.page.wait_for_selector("body[data-page='guest']")


def test_from_a_click_to_on_air_by_keyboard(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    host = person("host")
    host.page.goto(kaibo.said["HostUrl"])
    host.page.focus("#use-browser")
    host.page.keyboard.press("Enter")
    host.page.wait_for_selector("body[data-page='studio'][data-state='preview']")
    host.page.wait_for_selector("#go-live")
    host.page.keyboard.press("g")
    host.page.keyboard.press("Enter")
    host.wait("live")
    host.page.keyboard.press("m")
    host.page.wait_for_selector("#mic[aria-pressed='false']")
    assert kaibo.activity()["Status"] == 1


def test_the_command_says_what_is_wrong(kaibo: Kaibo, start: Callable[..., Kaibo]) -> None:
    def fails(*arguments: object) -> str:
        done = subprocess.run(
            [COMMAND, "up", *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=SLOW * 20,
            cwd=kaibo.folder.parent,
            check=False,
        )
        assert done.returncode == 1
        return done.stderr

    assert "another Kaibo runs on" in fails("--data", kaibo.folder, "--port", 1024 + kaibo.port % 1000)
    assert f"port {kaibo.port}" in fails("--data", kaibo.folder.parent / "other", "--port", kaibo.port)
    livekit = kaibo.livekit_pid
    assert kaibo.stop() < 5 * SLOW
    assert not Path(f"/proc/{livekit}").exists(), "LiveKit outlives the command"
    began = time.monotonic()
    kaibo.start()
    assert time.monotonic() - began < 10 * SLOW
