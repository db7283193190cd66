"""Which installer the launch page offers to whom, and what it says of it."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from e2e.kaibo import Kaibo
from e2e.person import Person

FILES = [
    ("windows", "x86_64", "kaibo-0.1.0.exe", 90),
    ("linux", "arm64", "kaibo_0.1.0_arm64.deb", 101),
    ("linux", "x86_64", "kaibo_0.1.0_amd64.deb", 104),
    ("macos", "x86_64", "kaibo-0.1.0-intel.dmg", 2),
    ("macos", "arm64", "kaibo-0.1.0.dmg", 1234),
]
AGENT = """([agent, told]) => {
  Object.defineProperty(navigator, "userAgent", { get: () => agent });
  const data = told && { getHighEntropyValues: () => Promise.resolve({ architecture: told, bitness: "64" }) };
  Object.defineProperty(navigator, "userAgentData", { get: () => data || undefined });
}"""
LINUX, WINDOWS = (
    "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0",
)
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/156.0"


def offering(start: Callable[..., Kaibo], folder: Path, *systems: str) -> Kaibo:
    folder.mkdir()
    listed = []
    for system, arch, name, size in FILES:
        if system in systems:
            (folder / name).write_bytes(name.encode())
            digest = hashlib.sha256(name.encode()).hexdigest()
            listed.append({"System": system, "Arch": arch, "File": name, "Size": size << 20, "Sha256": digest})
    (folder / "manifest.json").write_text(json.dumps({"Version": "0.1.0", "Files": listed}))
    return start("--no-media", KAIBO_COMPANION=str(folder))


@pytest.fixture
def kaibo(start: Callable[..., Kaibo], tmp_path: Path) -> Kaibo:
    return offering(start, tmp_path / "companion", "windows", "linux", "macos")


def opened(page: Page, kaibo: Kaibo, agent: str, told: str) -> Page:
    """The launch page as a device with that name and that processor sees it."""
    page.add_init_script(f"({AGENT})({json.dumps([agent, told])})")
    page.goto(kaibo.link("guest", UserName="Mia", Prefer="ask"))
    page.wait_for_selector("body[data-installer]", state="attached")
    return page


@pytest.mark.parametrize(
    ("agent", "told", "file"),
    [
        (LINUX, "x86", "kaibo_0.1.0_amd64.deb"),
        (LINUX, "arm", "kaibo_0.1.0_arm64.deb"),  # Chromium's name for itself says x86_64 there, too
        (LINUX, "", "kaibo_0.1.0_amd64.deb"),
        (LINUX.replace("x86_64", "aarch64"), "", "kaibo_0.1.0_arm64.deb"),
        (WINDOWS, "x86", "kaibo-0.1.0.exe"),
        (WINDOWS, "arm", "kaibo-0.1.0.exe"),  # Windows on ARM runs it
        (MAC, "arm", "kaibo-0.1.0.dmg"),
        (MAC, "", "kaibo-0.1.0-intel.dmg"),  # every Mac calls itself Intel: what all of them run
    ],
)
def test_by_system_and_processor(kaibo: Kaibo, person: Callable[..., Person], agent: str, told: str, file: str) -> None:
    page = opened(person().page, kaibo, agent, told)
    assert page.get_attribute("body", "data-installer") == "yes"
    assert page.get_attribute("#download-app", "href") == f"/download/{file}"
    assert page.get_attribute("#offer li", "data-file") == file, "the first in the list"
    assert page.locator("#offer li").count() == len(FILES)
    size = next(size for _, _, name, size in FILES if name == file)
    assert f"{size:,}\u00a0MB" in page.inner_text("#download-app").replace(".0\u00a0", "\u00a0")


def test_what_would_not_run_is_not_offered(
    start: Callable[..., Kaibo], person: Callable[..., Person], tmp_path: Path
) -> None:
    page = opened(person().page, offering(start, tmp_path / "companion", "windows"), LINUX, "x86")
    assert page.get_attribute("body", "data-installer") == "no"
    assert page.get_attribute("#download-app", "aria-disabled") == "true"
    page.click("text=For other systems")
    assert page.is_visible("text=Windows · x86-64")


def test_the_checksum_is_reached_by_keys_and_copied(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    visitor = person()
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(visitor.page, kaibo, LINUX, "x86")
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


def test_a_download_says_what_to_do_with_it(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    page = opened(person().page, kaibo, WINDOWS, "x86")
    with page.expect_download() as download:
        page.click("#download-app")
    assert download.value.suggested_filename == "kaibo-0.1.0.exe"
    assert Path(download.value.path()).read_bytes() == b"kaibo-0.1.0.exe"
    page.wait_for_selector("text=choose “More info”, then “Run anyway”")
    page.click("#language")
    assert "再点“仍要运行”" in page.inner_text(".news")
    assert "Linux" not in page.inner_text(".news")
