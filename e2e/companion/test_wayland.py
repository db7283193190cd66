"""On Wayland the app cannot share the screen. It says so, and goes on in the browser."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from e2e.desktop import YES, Desktop
from e2e.kaibo import ROOT, Show, until
from e2e.person import Person

SOCKET = "wayland-test"
REFUSED = "The screen can’t be shared here"


@contextmanager
def weston(desktop: Desktop) -> Iterator[dict[str, str]]:
    """Run a Wayland for the desktop. Give the environment of a program on it."""
    with subprocess.Popen(
        ["weston", "--backend=headless-backend.so", f"--socket={SOCKET}", "--idle-time=0"],
        env=desktop.env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            until((desktop.home / "run" / SOCKET).exists, 10, "weston listens")
            yield {
                **desktop.env,
                "WAYLAND_DISPLAY": SOCKET,
                "QT_QPA_PLATFORM": "wayland",
                "XDG_SESSION_TYPE": "wayland",
            }
        finally:
            process.terminate()


def test_app_on_the_x11_of_a_wayland_desktop_has_no_screen(
    desktop: Desktop, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", SOCKET)  # where Qt finds nothing, and so takes the display beside it
    desktop.start(show.deep_link(show.host_url))
    desktop.window("First time here")
    desktop.press(*YES)
    desktop.wait_page("studio", "preview")
    desktop.page("document.getElementById('share-screen').click()")
    desktop.window(REFUSED)


def test_browser_shares_the_screen_instead(desktop: Desktop, show: Show, person: Callable[..., Person]) -> None:
    noted = desktop.note_browser()
    link = show.deep_link(show.host_url)
    with (
        weston(desktop) as env,
        subprocess.Popen(
            [sys.executable, "-m", "e2e.yes", link],
            env={**env, "QTWEBENGINE_DISABLE_SANDBOX": "1" if os.geteuid() == 0 else ""},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        ) as app,
    ):
        try:
            desktop.wait_page("studio", "preview")
            desktop.page("document.getElementById('share-screen').click()")
            until(noted.exists, 20, "the browser is asked to open something")
            said = desktop.page("document.querySelector('#share-screen').getAttribute('aria-pressed')")
        finally:
            app.terminate()
        assert app.stdout
        assert REFUSED in app.stdout.read()
    assert said == "false"
    url = noted.read_text().strip()
    assert url.startswith(f"{show.url}/enter#ticket=")
    browser = person("host")
    browser.page.goto(url)
    browser.page.wait_for_selector("body[data-page='enter'][data-state='asking']")
    browser.page.click("#use-browser")
    browser.page.wait_for_selector("body[data-page='studio']")
