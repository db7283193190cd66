"""A viewer with the engine of Safari writes in the chat, and passes the door of a show. No media."""

from pathlib import Path

import pytest

from e2e.kaibo import Kaibo
from e2e.webkit import ENTER, webkit

pytestmark = pytest.mark.soak
WIDTH, HEIGHT = 500, 844
CUT = """
const inside = ({ left, right, bottom }) => left >= 0 && right <= innerWidth && bottom <= innerHeight + 1;
return [...document.querySelectorAll('#chat-input, #chat-send, #reactions button, [role=tab]')]
  .filter((one) => !inside(one.getBoundingClientRect())).map((one) => one.id || one.textContent);
"""
"""Lists the controls of the conversation that do not fit into the window."""


def test_viewer_with_webkit_talks_and_passes_the_door(tmp_path: Path) -> None:
    server = Kaibo(tmp_path / "data", "--no-media").start()
    show = server.show("Tea")
    try:
        with webkit() as page:
            page.open(show.watch_url, WIDTH, HEIGHT)
            page.type("#chat-input", f"Hello{ENTER}")
            page.type("#chat-name", f"Kit{ENTER}")
            page.wait("[data-message][data-own]")
            assert page.run("return document.activeElement.id") == "chat-input"
            assert page.run(CUT) == []
            assert page.run("return document.documentElement.scrollWidth - innerWidth") == 0
            rule = {"ViewingAccountType": 2, "PasswordViewingRestriction": {"Password": "green tea"}}
            show.call("UpdateViewingRestriction", "2023-08-01", ActivityId=show.activity_id, ViewingRestriction=rule)
            page.type("#show-password", f"green tea{ENTER}")
            page.wait("body[data-state=waiting]")
            page.wait("[data-message]")
    finally:
        server.stop()
