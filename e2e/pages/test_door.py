"""The door of a show: a viewer types the password, waits for the show, signs in, and is banned. No media."""

from collections.abc import Callable
from typing import Any

from e2e.axe import Audit
from e2e.kaibo import Kaibo
from e2e.person import Person

NEW = "2023-08-01"


def test_viewer_enters_by_the_password_and_is_banned(server: Kaibo, person: Callable[..., Person]) -> None:
    show, audit = server.show("茶 & Tea"), Audit()
    password = {"Password": "green tea", "Prompt": "It is in your mail."}
    rule = {"ViewingAccountType": 2, "PasswordViewingRestriction": password}
    show.call("UpdateViewingRestriction", NEW, ActivityId=show.activity_id, ViewingRestriction=rule)
    viewer = person(viewport={"width": 390, "height": 844})
    page = viewer.page
    page.goto(show.watch_url)
    viewer.wait("door")
    assert page.locator("h1").inner_text() == "茶 & Tea"
    audit.look(page)
    page.fill("#show-password", "coffee")
    page.keyboard.press("Enter")
    page.wait_for_selector("#show-password[aria-invalid]")
    assert page.input_value("#show-password") == "coffee"
    page.fill("#show-password", "green tea")
    page.keyboard.press("Enter")
    viewer.wait("waiting")
    ask: dict[str, Any] = {"ActivityId": show.activity_id, "Mode": 2, "Nickname": "Ann", "UserIdStr": "ann"}
    page.goto("about:blank")
    page.goto(f"{show.watch_url}#token={show.call('GetSDKTokenAPI', **ask)['Token']}")
    viewer.wait("waiting")
    assert page.url == show.watch_url
    show.call("UpdateActivityUserBanStatus", NEW, ActivityId=show.activity_id, ExternalUserIds=["ann"], BanStatus=1)
    viewer.wait("door")
    assert page.locator("#show-password").count() == 0
    audit.found_nothing()
