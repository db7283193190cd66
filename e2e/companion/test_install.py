"""The page offers the app's download, waits while the app is installed, and opens it. A managed machine never asks."""

import json
import os
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from e2e.desktop import YES, Desktop
from e2e.kaibo import COMMAND, Kaibo, Show, until
from e2e.window import Window, looking_away

TRUST = "First time here"
PACKAGE = "kaibo-companion_0.1.0_amd64.deb"
RECORD = """window.seen = []; new MutationObserver(() => {
  if (seen.at(-1) !== document.body.dataset.reason) seen.push(document.body.dataset.reason);
}).observe(document.body, { attributeFilter: ["data-reason"] })"""
NOBODYS = "\n".join(
    ["untrusted comment: signature", "RUQ" + "A" * 96 + "=", "trusted comment: none", "A" * 86 + "==", ""]
)
"""A signature in minisign's form. The page shows the checksum; only an app checks the signer."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kaibo]:
    """Start a server that gets its installer while it runs."""
    folder = tmp_path_factory.mktemp("server")
    started = Kaibo(folder / "data", "--no-media").start()
    built = folder / "built"
    built.mkdir()
    content = os.urandom(3 << 20)
    (built / PACKAGE).write_bytes(content)
    file = {"System": "linux", "Arch": "x86_64", "File": PACKAGE, "Size": len(content)}
    files = [{**file, "Sha256": sha256(content).hexdigest()}]
    (built / "manifest.json").write_text(json.dumps({"Version": "0.1.0", "Files": files}))
    (built / "manifest.json.minisig").write_text(NOBODYS)
    run(started, "companion", "import", built)
    yield started
    started.stop()


def run(server: Kaibo, *arguments: object) -> None:
    """Run a command beside the running server."""
    settings = {**os.environ, "KAIBO_PUBLIC_URL": server.url}
    subprocess.run([COMMAND, *map(str, arguments), "--data", server.folder], env=settings, check=True, timeout=30)


@pytest.fixture
def bare(display: str, home: Path) -> Iterator[Desktop]:
    """Give a desktop without the app."""
    made = Desktop(home, display, installed=False)
    yield made
    made.kill()


def test_open_page_opens_the_app_once_it_is_installed(bare: Desktop, show: Show) -> None:
    window = Window(bare, show.url)
    browser = window.open(show.host_url)
    try:
        window.wait("waiting noanswer")
        assert "The app hasn’t opened" in window.says("document.querySelector('.news').innerText")
        assert "0.1.0 for Linux" in window.says("document.getElementById('download-app').innerText")

        window.click("#download-app")
        window.wait("choose downloading")
        got, sent = window.downloads / PACKAGE, show.server.folder / "companion/current" / PACKAGE
        until(got.exists, 15, "the download")
        assert got.read_bytes() == sent.read_bytes()
        assert f"sudo apt install ./{PACKAGE}" in window.says("document.querySelector('.news').innerText")

        with looking_away(window):
            bare.install()
            assert window.state() == "choose downloading"
            assert not bare.running()
        bare.window(TRUST)
        bare.press(*YES)
        bare.wait_page("studio", "preview")
        window.wait("opened")
        assert "Opened in the app" in window.says("document.querySelector('.news').innerText")
    finally:
        browser.terminate()
        browser.wait(10)


def test_page_still_says_how_to_install_after_a_return(bare: Desktop, show: Show) -> None:
    window = Window(bare, show.url)
    browser = window.open(show.host_url)
    try:
        window.wait("waiting noanswer")
        window.click("#download-app")
        window.wait("choose downloading")
        window.says(RECORD)
        for _ in range(2):
            with looking_away(window):
                assert window.state() == "choose downloading"
            until(
                lambda: window.says("seen.join()") == "waiting,downloading",
                20,
                f"it tried to open the app: {window.state()}",
            )
            window.says("seen.length = 0")
        assert f"sudo apt install ./{PACKAGE}" in window.says("document.querySelector('.news').innerText")
    finally:
        browser.terminate()
        browser.wait(10)


@pytest.fixture
def managed(server: Kaibo, tmp_path: Path) -> Iterator[None]:
    """Manage this machine for the server: its policy files are installed while the test runs."""
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    run(server, "companion", "policy", tmp_path / "policy")
    etc = tmp_path / "policy/linux/etc"
    laid, made = [], []
    for part in ("chromium/policies/managed/kaibo.json", "kaibo-companion/policy.json"):
        target = Path("/etc") / part
        assert not target.exists(), f"{target}: this machine is managed already"
        made += [one for one in target.parents if not one.exists()]
        subprocess.run([*root, "install", "-D", "-m", "0644", etc / part, target], check=True)
        laid.append(target)
    yield
    subprocess.run([*root, "rm", *laid], check=True)
    for folder in sorted(made, reverse=True):
        subprocess.run([*root, "rmdir", folder], check=True)


def test_click_on_a_managed_machine_opens_the_app_unasked(
    managed: None, desktop: Desktop, show: Show, playwright: Playwright
) -> None:
    browser = desktop.chromium(playwright, "https://another.example.com")
    try:
        page = browser.pages[0]
        page.goto(show.host_url)
        page.wait_for_selector("body[data-state='opened']", timeout=15_000)
        desktop.wait_page("studio", "preview")
        assert not [title for title in desktop.titles() if TRUST in title]
    finally:
        browser.close()
