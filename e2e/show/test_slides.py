"""The host turns the pages of slides, judged by a viewer's pixels."""

import base64
import hashlib
from collections.abc import Callable
from functools import partial
from typing import Any

from playwright.sync_api import expect

from e2e.kaibo import OURS, ROOT, Show, until
from e2e.person import Person
from e2e.show.test_scenes import LIGHT, choose, go_live, item, put_design, scene, shows

SLIDES = ROOT / "e2e/files/slides/twelve.pdf"
PICTURE, MAGENTA = (1130 / 1280, 90 / 720), (255, 0, 255)
"""The last page has a picture of this colour there. The second page is white there."""


def put_slides(show: Show) -> dict[str, Any]:
    """Upload the PDF. Return its source."""
    data = SLIDES.read_bytes()
    file = {"ActivityId": show.activity_id, "Sha256": hashlib.sha256(data).hexdigest()}
    show.call("CreateShowFile", OURS, **file, Name="twelve.pdf", Type="application/pdf", Size=len(data))
    show.call("PutShowFilePart", OURS, **file, Part=0, Data=base64.b64encode(data).decode())
    return {"kind": "slides", "name": "", "file": file["Sha256"], "pages": 12, "width": 960, "height": 540}


def test_pages_turn_at_the_viewer(show: Show, person: Callable[..., Person]) -> None:
    host, viewer = person("host"), person()
    page = host.page
    whole = item("deck", (0, 0, 1, 1)) | {"fit": "contain"}
    put_design(show, {"deck": put_slides(show)}, scene("mine", whole))
    go_live(host, viewer, show)
    assert not page.locator("#slides-next").count()
    choose(host, "mine")
    page.click("#slides-next")
    expect(page.locator("section .digits").first).to_contain_text("2 / 12")
    until(partial(shows, viewer, *PICTURE, LIGHT), 20, "the second page")
    page.click("#slides-all")
    page.click("#slides-strip li:last-child button")
    until(partial(shows, viewer, *PICTURE, MAGENTA, 60), 20, "the last page")
    page.keyboard.press("PageUp")
    expect(page.locator("section .digits").first).to_contain_text("11 / 12")
    choose(host, "solo")
    page.wait_for_selector("#slides-next", state="detached")
