"""The app's package: a click opens it, it goes on air, and nothing is left when it goes."""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from configparser import ConfigParser
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import BrowserContext, Playwright

from e2e.desktop import YES, Desktop
from e2e.kaibo import Show, until
from e2e.packaged.conftest import BUILT, as_root, install
from e2e.person import Person
from e2e.window import Window, looking_away

TRUST = "First time here"
LEFT = Path("/opt/kaibo-companion"), Path("/etc/apparmor.d/kaibo-companion"), Path("/usr/bin/kaibo-companion")


@pytest.fixture
def browser(desktop: Desktop, show: Show, playwright: Playwright) -> Iterator[BrowserContext]:
    context = desktop.chromium(playwright)
    yield context
    context.close()


def handler(desktop: Desktop) -> str:
    asked = ["xdg-mime", "query", "default", "x-scheme-handler/kaibo"]
    return subprocess.run(asked, env=desktop.env, capture_output=True, text=True, check=True).stdout.strip()


def spaces(person: str) -> set[str]:
    """Return the user namespaces of the app's helpers."""
    look = f"for pid in $(pgrep -u {person} QtWebEngineProc); do readlink /proc/$pid/ns/user; done; true"
    return set(as_root("sh", "-c", look).split())


def test_the_page_that_waits_opens_the_app_once_its_package_is_installed(
    bare: Desktop, show: Show, package: Path
) -> None:
    window = Window(bare, show.url, apps_of_machine=True)
    browser = window.open(show.host_url)
    try:
        window.wait("waiting noanswer")
        window.click("#download-app")
        window.wait("choose downloading")
        got = window.downloads / package.name
        until(lambda: got.exists() and got.stat().st_size == package.stat().st_size, 60, "the download")
        with looking_away(window):
            install(got)
            assert not bare.running()
        bare.window(TRUST)
        bare.press(*YES)
        bare.wait_page("studio", "preview")
        window.wait("opened")
    finally:
        browser.terminate()
        browser.wait(10)


def test_a_click_opens_the_installed_app_which_goes_on_air_and_outlives_a_crash(
    desktop: Desktop, show: Show, browser: BrowserContext, person: Callable[..., Person]
) -> None:
    page = browser.pages[0]
    page.goto(show.host_url)
    desktop.window(TRUST)
    desktop.press(*YES)
    desktop.wait_page("studio", "preview")
    page.wait_for_selector("body[data-state='opened']", timeout=10_000)
    desktop.page("document.getElementById('go-live').click()")
    desktop.wait_page("studio", "live")
    viewer = person()
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    until(lambda: viewer.frames() > 0, 15, "the viewer sees the app's camera")

    session = desktop.page("location.pathname")
    desktop.kill()
    desktop.start()
    desktop.wait_page("studio", "live")
    assert desktop.page("location.pathname") == session
    viewer.wait("live")

    page.goto(show.guest_url("Mia"))
    page.click("#open-app")
    desktop.window("on air. Switch shows")
    desktop.press("Tab", "Return")
    page.wait_for_selector("body[data-state='opened']", timeout=10_000)
    desktop.wait_page("guest", "preview")
    assert len(desktop.running()) == 1


def test_the_browser_does_not_wait_for_the_app(desktop: Desktop) -> None:
    """xdg-open waits for its child, so the child ends at once."""
    opened = subprocess.run(["xdg-open", "kaibo://open?v=9&x=1"], env=desktop.env, timeout=10, check=False)
    assert opened.returncode == 0
    desktop.window("Kaibo")
    assert len(desktop.running()) == 1


def test_pages_run_in_chromiums_sandbox(display: str, tmp_path: Path, installed: Path) -> None:
    """For a user other than root: all of Chromium's helpers but one are in another user namespace."""
    home = Path("/tmp") / f"kaibo-nobody-{os.getpid()}"  # a folder that other people may enter
    desktop = Desktop(home, display, app=installed)
    as_root("chown", "-R", "nobody:", home)
    env = [f"{key}={desktop.env[key]}" for key in ("HOME", "XDG_RUNTIME_DIR", "DISPLAY", "LANG")]
    as_root("runuser", "-u", "nobody", "--", "env", *env, "/usr/bin/kaibo-companion")
    try:
        desktop.window("Kaibo")
        until(lambda: spaces("nobody") - {os.readlink("/proc/self/ns/user")}, 15, "helpers in another user namespace")
    finally:
        desktop.kill()
        shutil.rmtree(home)


def test_the_server_offers_what_was_built_and_signed(show: Show, package: Path, installed: Path) -> None:
    key = installed.parent / "_internal/kaibo_companion/update.pub"
    manifest = BUILT / "manifest.json"
    subprocess.run(["minisign", "-V", "-p", key, "-m", manifest], check=True, stdout=subprocess.DEVNULL)
    told = next(one for one in json.loads(manifest.read_text())["Files"] if one["File"] == package.name)
    assert told["Sha256"] in httpx2.get(show.host_url).text
    data = httpx2.get(f"{show.url}/download/{package.name}").content
    assert (len(data), hashlib.sha256(data).hexdigest()) == (told["Size"], told["Sha256"])


def test_what_it_lays_down(package: Path, installed: Path) -> None:
    listed = subprocess.run(
        ["dpkg", "-L", "kaibo-companion"], capture_output=True, text=True, check=True
    ).stdout.split()
    for place in ("scalable/apps/kaibo-companion.svg", "48x48/apps/kaibo-companion.png"):
        assert f"/usr/share/icons/hicolor/{place}" in listed
    entry = ConfigParser(interpolation=None)
    entry.read("/usr/share/applications/kaibo-companion.desktop")
    assert entry["Desktop Entry"]["Icon"] == "kaibo-companion"
    profile = Path("/opt/kaibo-companion/apparmor")
    assert str(profile) in listed
    assert "userns," in profile.read_text()


def test_nothing_is_left_when_it_goes(desktop: Desktop, newer_apparmor: None) -> None:
    as_root("dpkg-trigger", "--by-package=apparmor", "/etc/apparmor.d/abi/4.0")
    as_root("dpkg", "--configure", "--pending")
    assert LEFT[1].read_text() == (LEFT[0] / "apparmor").read_text()
    assert handler(desktop) == "kaibo-companion.desktop"
    desktop.start()
    desktop.window("Kaibo")
    desktop.kill()
    as_root("dpkg", "--purge", "kaibo-companion")
    assert [path for path in LEFT if path.exists()] == []
    assert handler(desktop) == ""
    assert not subprocess.run(["dpkg-query", "-W", "kaibo-companion"], capture_output=True, check=False).stdout.strip()
