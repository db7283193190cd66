import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright

from e2e.desktop import Desktop, screen
from e2e.kaibo import SLOW, Kaibo
from e2e.person import Person, meet, paint, sing

RED, BLUE, YELLOW = (200, 40, 40), (40, 60, 200), (190, 180, 30)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=SLOW * 5000)
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """host, guest and other: a camera and a voice each."""
    folder = tmp_path_factory.mktemp("media")
    for name, colour, hertz in (("host", RED, 440), ("guest", BLUE, 880), ("other", YELLOW, 660)):
        paint(folder / f"{name}.y4m", colour)
        sing(folder / f"{name}.wav", hertz)
    return folder


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Kaibo]]:
    """Starts Kaibos with arguments and settings; they are gone after the test."""
    started: list[Kaibo] = []

    def one(*arguments: str, **settings: str) -> Kaibo:
        made = Kaibo(tmp_path / f"data{len(started)}", *arguments, **settings)
        started.append(made)
        return made.start()

    yield one
    for made in started:
        if made.running():
            made.stop()


@pytest.fixture
def kaibo(start: Callable[..., Kaibo]) -> Kaibo:
    """One with a short grace period."""
    return start(KAIBO_GRACE_SECONDS="8")


@pytest.fixture
def offering(start: Callable[..., Kaibo], tmp_path: Path) -> Kaibo:
    """A Kaibo that has an installer for this system."""
    folder = tmp_path / "installers"
    folder.mkdir()
    (folder / "kaibo.AppImage").write_bytes(b"\x7fELF")
    file = {"System": "linux", "Arch": "x86_64", "File": "kaibo.AppImage", "Size": 3 << 20, "Sha256": "0" * 64}
    (folder / "manifest.json").write_text(json.dumps({"Version": "1.0", "Files": [file]}))
    return start(KAIBO_COMPANION=str(folder))


@pytest.fixture
def person(playwright: Playwright, media: Path) -> Iterator[Callable[..., Person]]:
    """Brings somebody by the name of their camera and voice; without a name, somebody without devices. Flags are for
    their browser."""
    here: list[Person] = []

    def one(name: str = "", *flags: str, allowed: bool = True) -> Person:
        camera, voice = (media / f"{name}.y4m", media / f"{name}.wav") if name else (None, None)
        made = meet(playwright, camera, voice, *flags, allowed=allowed)
        here.append(made)
        return made

    yield one
    for made in here:
        if made.browser.is_connected():
            made.browser.close()


@pytest.fixture
def on_air(kaibo: Kaibo, person: Callable[..., Person]) -> tuple[Person, Person]:
    """A host on air, and a viewer who sees it."""
    host, viewer = person("host"), person()
    host.enter(kaibo.said["HostUrl"], "studio")
    host.page.click("#go-live")
    host.wait("live")
    viewer.page.goto(kaibo.said["ViewUrl"])
    viewer.wait("live")
    viewer.frames()
    return host, viewer


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    server, manager, name = screen()
    yield name
    for process in (manager, server):
        process.terminate()
        process.wait(10)


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of somebody with a desktop; by a short way, as sockets lie in there, whose names have 107 bytes at most."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def desktop(display: str, home: Path) -> Iterator[Desktop]:
    made = Desktop(home, display)
    yield made
    made.kill()
