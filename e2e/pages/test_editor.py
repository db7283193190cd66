"""The editor of scenes: by keyboard alone, on a phone, and with files. Axe finds nothing."""

import base64
import hashlib
import io
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from e2e.axe import Audit, speak
from e2e.kaibo import Show, until
from e2e.person import Person
from e2e.plugs import HAND_MICROPHONE, TWO_CAMERAS, unplug

FILES = Path(__file__).parents[1] / "files"
OURS = "2026-12-01"
"""The version of the calls that are Kaibo's own."""

COVERED = """() => {
  const [a, b] = ['program', 'layers'].map((id) => document.getElementById(id).getBoundingClientRect());
  return b.left < a.right && b.right > a.left && b.top < a.bottom && b.bottom > a.top;
}"""
"""Tells whether the tools cover the program."""


def names(page: Page) -> list[str]:
    return page.locator("[data-layer] > :first-child").all_inner_texts()


def test_scene_is_edited_by_keyboard_alone(show: Show, person: Callable[..., Person]) -> None:
    host = person("host")
    host.page.add_init_script(TWO_CAMERAS)
    host.page.add_init_script(HAND_MICROPHONE)
    host.enter(show.host_url, "studio")
    page, keys = host.page, host.page.keyboard
    speak(page, "en")
    page.focus("#edit-scene")
    keys.press("Enter")
    page.focus("#add-source")
    for key in ("Enter", "ArrowDown", "Enter"):
        keys.press(key)
    page.wait_for_selector("[data-layer]:has-text('Text')")
    assert names(page) == ["Text", "All guests on air", "My camera"]
    page.focus("[data-layer] > :first-child")
    keys.press("Alt+ArrowDown")
    page.wait_for_function("document.querySelectorAll('[data-layer]')[1].innerText.includes('Text')")
    page.focus("svg g[tabindex]")
    left = page.locator("#layers input[type=number]").first
    before = float(left.input_value())
    for _ in range(2):
        keys.press("Shift+ArrowRight")
    page.wait_for_function("before => document.querySelector('#layers input[type=number]').value > before", arg=before)
    keys.press("Delete")
    page.wait_for_function("document.querySelectorAll('[data-layer]').length === 2")
    page.focus("[data-layer]:last-child > :first-child")
    page.focus("#layers select")
    keys.press("ArrowDown")
    page.wait_for_function("localStorage.getItem('kaibo.camera') === 'blue'")
    page.focus("#add-source")
    for key in ("ArrowUp", "ArrowUp", "ArrowUp", "Enter"):
        keys.press(key)
    page.focus("[data-microphone]:has-text('hand microphone') [data-mute]")
    keys.press("Enter")
    page.wait_for_selector("[aria-label='Unmute hand microphone']:focus")


def test_editor_fits_all_widths_and_axe_finds_nothing(show: Show, person: Callable[..., Person]) -> None:
    host = person("host")
    host.page.add_init_script(TWO_CAMERAS)
    host.page.add_init_script(HAND_MICROPHONE)
    host.enter(show.host_url, "studio")
    page, audit = host.page, Audit()
    page.set_viewport_size({"width": 390, "height": 844})
    page.click("#more")
    page.click("#edit-scene")
    page.click("#add-source")
    page.click("[data-add=text]")
    page.wait_for_selector("#layers textarea")
    for width in (390, 800, 1100, 1280, 1440):
        page.set_viewport_size({"width": width, "height": 844})
        assert not page.evaluate(COVERED), width
    audit.look(page, "edits a text")
    page.click("#add-source")
    page.click("[data-add=countdown]")
    page.click("#layers summary")
    audit.look(page, "edits a countdown and the look")
    for kind in ("microphone", "camera"):
        page.click("#add-source")
        page.locator(f"[data-add={kind}]").last.click()
    unplug(host, "blue")
    page.wait_for_selector("#device-missing")
    audit.look(page, "has a further microphone, and a camera that is not plugged in")
    audit.found_nothing()


def solid(colour: str, size: tuple[int, int] = (64, 36)) -> bytes:
    """Make a PNG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def choose(tmp_path: Path) -> Callable[..., None]:
    """Choose a file with this content, as the browser's own picker does."""

    def work(page: Page, field: str, name: str, content: bytes) -> None:
        (tmp_path / name).write_bytes(content)
        page.set_input_files(field, tmp_path / name)

    return work


def slides(name: str) -> bytes:
    return (FILES / "slides" / name).read_bytes()


def is_seen(host: Person, colour: tuple[int, int, int], x: float, y: float) -> None:
    """Wait until the program has this colour there."""
    until(lambda: np.allclose(host.colour(x, y), colour, atol=40), 20, f"{colour} at {x}, {y}")


def items(show: Show, name: str) -> list[dict[str, Any]]:
    """List the items of the source with this name, as the server has them."""
    design = show.server.call("GetShowDesign", OURS, ActivityId=show.activity_id)["Design"]
    ids = {key for key, source in design["sources"].items() if source.get("name") == name}
    everywhere = [*design["overlays"], *(item for scene in design["scenes"] for item in scene["items"])]
    return [item for item in everywhere if item["source"] in ids]


def names_of_files(show: Show) -> set[str]:
    listed = show.server.call("ListShowFiles", OURS, ActivityId=show.activity_id)["Files"]
    return {file["Name"] for file in listed if file["Done"]}


DROP = """([bytes, name]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type: 'image/png' }));
  const event = { dataTransfer, bubbles: true, cancelable: true };
  document.querySelector('#program').dispatchEvent(new DragEvent('drop', event));
}"""
COPY = """async (bytes) => {
  const png = new Blob([new Uint8Array(bytes)], { type: 'image/png' });
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
}"""


def test_files_come_by_drop_paste_and_picker(
    show: Show, person: Callable[..., Person], choose: Callable[..., None]
) -> None:
    host = person("host")
    host.enter(show.host_url, "studio")
    page = host.page
    speak(page, "en")
    page.wait_for_selector("#edit-scene")
    page.evaluate(DROP, [list(solid("yellow")), "yellow.png"])
    page.wait_for_selector("[data-layer]:has-text('yellow.png')")
    is_seen(host, (255, 255, 0), 0.5, 0.5)
    host.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(COPY, list(solid("blue")))
    page.keyboard.press("Control+v")
    expect(page.locator("[data-layer]")).to_have_count(4)
    is_seen(host, (0, 0, 255), 0.5, 0.5)

    choose(page, "#add-logo", "logo.png", solid("red", (36, 36)))
    page.wait_for_selector("[data-layer]:has-text('logo.png')")
    is_seen(host, (255, 0, 0), 0.94, 0.08)
    until(lambda: items(show, "logo.png"), 20, "the logo is stored")
    [logo] = items(show, "logo.png")
    assert logo["rect"]["y"] < 0.1 < 0.8 < logo["rect"]["x"]
    page.click("#layers summary")
    choose(page, "#ground-file", "ground.png", solid("lime"))
    page.wait_for_selector("text=Without the picture")

    choose(page, "#add-file", "talk.pdf", slides("twelve.pdf"))
    page.wait_for_selector("text=1 / 12")
    page.get_by_label("Page of 12").fill("12")
    page.wait_for_selector("text=12 / 12")
    choose(page, "#replace-file", "fonts.pdf", slides("fonts-outside.pdf"))
    page.wait_for_selector("text=2 / 2")
    expect(page.locator("#fonts-outside")).to_contain_text("fonts.pdf: 1 font is not in the file: Heiti")
    until(lambda: len(names_of_files(show)) == 6, 20, "all files are at the server")


def test_replaced_picture_keeps_its_place_and_its_crop(
    show: Show, person: Callable[..., Person], choose: Callable[..., None]
) -> None:
    host = person("host")
    host.enter(show.host_url, "studio")
    page = host.page
    speak(page, "en")
    page.click("#edit-scene")
    page.wait_for_selector("#layers")
    choose(page, "#add-file", "first.png", solid("yellow"))
    page.get_by_label("Left %").fill("5")
    page.get_by_label("Zoom").fill("2")
    until(lambda: any(item["crop"]["left"] for item in items(show, "first.png")), 20, "the crop is stored")
    [before] = items(show, "first.png")
    choose(page, "#replace-file", "second.png", solid("blue", (36, 36)))
    page.wait_for_selector("[data-layer]:has-text('second.png')")
    until(lambda: items(show, "second.png"), 20, "the other picture is stored")
    assert items(show, "second.png") == [before]
    assert (round(before["rect"]["x"], 2), before["crop"]["left"]) == (0.05, 0.25)
    _refuses_unusable_files(show, page, choose)


REFUSED = [
    ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Save it as PNG"),
    ("page.png", b"<!doctype html><title>no picture</title>", "Save it as PNG"),
    ("large.png", solid("red") + bytes(21 << 20), "A picture may have 20 MB"),
    # Nothing follows the header. A browser that decoded it would call it broken.
    ("wide.png", solid("red")[:16] + struct.pack(">II", 50_001, 1_000) + b"\x08\x02\0\0\0", "at most 50 megapixels"),
    ("talk.pptx", slides("slides.pptx"), "PowerPoint: File → Export → Create PDF"),
    ("secret.pdf", slides("encrypted.pdf"), "Save a copy without the password"),
]


def _refuses_unusable_files(show: Show, page: Page, choose: Callable[..., None]) -> None:
    """Choose each one. It says what to do, and nothing of it gets to the server or into the scene."""
    for name, content, cure in REFUSED:
        choose(page, "#add-file", name, content)
        expect(page.locator("#file-refused")).to_contain_text(name)
        expect(page.locator("#file-refused")).to_contain_text(cure)
    assert len(names(page)) == 3
    assert names_of_files(show) == {"first.png", "second.png"}
    page.click("#file-refused [data-dismiss]")
    expect(page.locator("#file-refused")).to_have_count(0)


def test_file_of_another_device_comes_without_a_reload(show: Show, person: Callable[..., Person]) -> None:
    """The design has a picture that nobody sent. Then another device announces it, and sends it."""
    data, of_show = solid("yellow"), {"ActivityId": show.activity_id}
    of_file = {**of_show, "Sha256": hashlib.sha256(data).hexdigest()}
    stored = show.server.call("GetShowDesign", OURS, **of_show)
    design = stored["Design"]
    picture = {"kind": "picture", "name": "far.png", "file": of_file["Sha256"], "width": 64, "height": 36}
    design["sources"]["far"] = picture
    design["scenes"] = [{"id": "far", "free": True, "items": [{"id": "far", "source": "far"}]}]
    design["air"] = {"scene": "far"}
    show.server.call("PutShowDesign", OURS, **of_show, Design=design, Revision=stored["Revision"])
    host = person("host")
    host.enter(show.host_url, "studio")
    page = host.page
    speak(page, "en")
    box = page.locator("[data-absent]")
    expect(box).to_contain_text("far.png")
    expect(box).to_contain_text("This file is missing")
    page.click("#edit-scene")
    page.click("[data-layer] > :first-child")
    expect(page.locator("[data-missing]")).to_contain_text("Choose it again")
    show.server.call("CreateShowFile", OURS, **of_file, Name="far.png", Type="image/png", Size=len(data))
    expect(box).to_contain_text("On its way from another device")
    expect(page.locator("[data-file-mark=coming]")).to_have_count(1)
    assert host.colour(0.5, 0.5) != [255, 255, 0]
    show.server.call("PutShowFilePart", OURS, **of_file, Part=0, Data=base64.b64encode(data).decode())
    is_seen(host, (255, 255, 0), 0.5, 0.5)
    expect(page.locator("[data-absent], [data-missing], [data-file-mark]")).to_have_count(0)
