"""The launch page offers the installer that fits a device, and says how to use it."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from e2e.installers import FILES, offer
from e2e.kaibo import Show
from e2e.launch_page import WAYS
from e2e.person import Person

AGENT = """([agent, told]) => {
  Object.defineProperty(navigator, "userAgent", { get: () => agent });
  const data = told && { getHighEntropyValues: () => Promise.resolve({ architecture: told, bitness: "64" }) };
  Object.defineProperty(navigator, "userAgentData", { get: () => data || undefined });
}"""
LINUX, WINDOWS = (
    "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0",
)


def opened(page: Page, show: Show, agent: str, told: str) -> Page:
    """Open the launch page as a device with that name and that processor sees it."""
    page.add_init_script(f"({AGENT})({json.dumps([agent, told])})")
    page.goto(show.link("host", UserName="Mia", Prefer="ask"))
    page.wait_for_selector("body[data-installer]", state="attached")
    return page


def test_offer_fits_system_and_processor(offering: Show, person: Callable[..., Person]) -> None:
    page = opened(person().page, offering, LINUX, "arm")  # Chromium's name for itself says x86_64 there, too
    assert page.get_attribute("body", "data-installer") == "yes"
    assert page.get_attribute("#download-app", "href") == "/download/kaibo_0.1.0_arm64.deb"
    assert page.get_attribute("#offer li", "data-file") == "kaibo_0.1.0_arm64.deb", "the first in the list"
    assert page.locator("#offer li").count() == len(FILES)
    assert "101\u00a0MB" in page.inner_text("#download-app").replace(".0\u00a0", "\u00a0")


def test_installer_of_another_system_is_not_offered(
    start: Callable[..., Show], person: Callable[..., Person], tmp_path: Path
) -> None:
    show = start("--no-media", KAIBO_COMPANION=str(offer(tmp_path / "installers", "windows")))
    page = opened(person().page, show, LINUX, "x86")
    assert page.get_attribute("body", "data-installer") == "no"
    assert [page.is_visible(way) for way in WAYS] == [False, False, True]
    page.click("text=For other systems")
    assert page.is_visible("text=Windows · x86-64")


def test_checksum_is_reached_by_keys_and_copied(offering: Show, person: Callable[..., Person]) -> None:
    visitor = person()
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(visitor.page, offering, LINUX, "x86")
    page.focus("#remember")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    reached = []
    for _ in range(2):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert reached[0] == "Linux · x86-64"
    page.keyboard.press("Enter")
    digest = hashlib.sha256(b"kaibo_0.1.0_amd64.deb").hexdigest()
    assert page.evaluate("navigator.clipboard.readText()") == digest
    assert page.inner_text("#offer li button").strip() == "Copied"
    assert page.is_visible(f"text={digest}")
    assert "sudo apt install ./kaibo_0.1.0_amd64.deb" in page.locator("#offer .how").first.inner_text()
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_download_says_what_to_do_next(offering: Show, person: Callable[..., Person]) -> None:
    page = opened(person().page, offering, WINDOWS, "x86")
    with page.expect_download() as download:
        page.click("#download-app")
    assert download.value.suggested_filename == "kaibo-0.1.0.exe"
    assert Path(download.value.path()).read_bytes() == b"kaibo-0.1.0.exe"
    page.wait_for_selector("text=choose “More info”, then “Run anyway”")
    page.click("#language")
    assert "再点“仍要运行”" in page.inner_text(".news")
    assert "Linux" not in page.inner_text(".news")
