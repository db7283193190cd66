"""Common parts of all browser tests: people, browsers, servers, and what is kept of a failure."""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from textwrap import indent
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright

from e2e.bare import Bare
from e2e.cable import Cable
from e2e.cameras import BLUE, RED, YELLOW
from e2e.counts import STARTED
from e2e.desktop import Desktop, screen
from e2e.kaibo import Kaibo, Show
from e2e.patience import LEAST, patience
from e2e.people import Bring, People, Shared
from e2e.person import Browsers, Person, paint, sing
from e2e.results import KEPT, Keeper, keep, keepers, log_since

T = TypeVar("T")
MOST_RERUNS = 2
"""So many tests of one run may need a second try."""
GRACE = 8
"""Seconds on a quiet machine. A busy one may need more between the click that goes on air and the first picture."""
RATE = "15"
"""Pictures a second of the program. Twice as many take an eighth more CPU time, and prove nothing else."""
SNAPSHOTS = "TEST_SNAPSHOTS"
"""The environment variable that makes traces show the page at each step, for a fifth more CPU time."""


def pytest_configure() -> None:
    patience()
    os.environ.setdefault("KAIBO_PROGRAM_FPS", RATE)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give each test more time on a busy machine, unless it or the command has a limit of its own."""
    limit = float(config.getini("timeout")) * patience() / LEAST
    for item in items:
        if config.getoption("timeout") is None and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(limit))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed and call.when != "teardown":
        keep(item, report)
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["started"] = dict(STARTED)
    elif len(reran(session.config)) > MOST_RERUNS:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    STARTED.update(getattr(node, "workeroutput", {}).get("started", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if STARTED:
        terminalreporter.line("started: " + ", ".join(f"{count} {what}" for what, count in sorted(STARTED.items())))
    if tests := reran(config):
        terminalreporter.section("needed a second try")
    for name, report in tests.items():
        terminalreporter.line(f"{name}\n  {report.longreprtext.splitlines()[-1]}")
        for kept in (text for title, text in report.sections if title == KEPT):
            terminalreporter.line(indent(kept, "  "))
    if len(tests) > MOST_RERUNS:
        terminalreporter.line(f"more than {MOST_RERUNS}: the run fails", red=True)


def reran(config: pytest.Config) -> dict[str, pytest.TestReport]:
    """Return the tests of this run that failed once and were tried again, each with its first try's report."""
    reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
    return {report.nodeid: report for report in reporter.stats.get("rerun", ())}


@pytest.fixture
def cable(show: Show) -> Iterator[Cable]:
    """Lay a cable between a browser and the show's server, to cut and to change."""
    made = Cable(show.server.port)
    yield made
    made.close()


@pytest.fixture
def keeper(request: pytest.FixtureRequest) -> Callable[[Keeper], None]:
    """Give a function that takes what is to be kept if this test fails."""
    return keepers(request.node).append


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=patience() * 5000)
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


@pytest.fixture(scope="session")
def browsers(playwright: Playwright, media: Path) -> Iterator[Browsers]:
    opened = Browsers(playwright, media)
    yield opened
    opened.close()


@pytest.fixture
def start(tmp_path: Path, keeper: Callable[[Keeper], None]) -> Iterator[Callable[..., Show]]:
    """Start a Kaibo for this test alone, with arguments and settings. Gives its demo activity."""
    started: list[Kaibo] = []

    def one(*arguments: str, **settings: str) -> Show:
        server = Kaibo(tmp_path / f"data{len(started)}", *arguments, **settings)
        started.append(server)
        keeper(log_since(server.log_file, 0))
        return server.start().demo()

    yield one
    for server in started:
        if server.running():
            server.stop()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kaibo]:
    """Start the Kaibo that most tests share, with media and a short grace period.

    A test that stops it, or needs other settings, starts one of its own with `start`."""
    grace = f"{GRACE * patience() / LEAST:.0f}"
    started = Kaibo(tmp_path_factory.mktemp("show") / "data", KAIBO_GRACE_SECONDS=grace).start()
    yield started
    started.stop()


@pytest.fixture
def show(server: Kaibo, keeper: Callable[[Keeper], None]) -> Show:
    """Give an activity of this test's own, on the server that tests share."""
    keeper(log_since(server.log_file, server.log_file.stat().st_size))
    return server.show()


@pytest.fixture
def from_where() -> Callable[[], dict[str, Any]]:
    """Give a function that returns the options of each context."""
    return dict


@pytest.fixture
def person(
    browsers: Browsers, from_where: Callable[[], dict[str, Any]], keeper: Callable[[Keeper], None]
) -> Iterator[Bring]:
    """Give `People.bring`, for this test alone."""
    people = People(browsers, from_where, SNAPSHOTS in os.environ)
    keeper(people.keep)
    yield people.bring
    people.leave()


@pytest.fixture
def bare(tmp_path: Path, media: Path) -> Iterator[Bare]:
    """Give a browser with the host's devices, whose tabs can be hidden."""
    made = Bare(tmp_path / "profile", media)
    yield made
    made.close()


@pytest.fixture(scope="module")
def share(server: Kaibo, browsers: Browsers) -> Iterator[Callable[[Callable[[Show, Bring], T]], Shared[T]]]:
    """Give a function that makes a `Shared` from its set-up, for a module's own fixture."""
    made: list[Shared[Any]] = []

    def one(set_up: Callable[[Show, Bring], T], on: Kaibo = server) -> Shared[T]:
        shared = Shared(on, People(browsers, dict, SNAPSHOTS in os.environ), set_up)
        made.append(shared)
        return shared

    yield one
    for shared in made:
        shared.close()


@pytest.fixture
def on_air(show: Show, person: Callable[..., Person]) -> tuple[Person, Person]:
    """Give a host on air, and a viewer who sees it."""
    return go_on_air(show, person)


def go_on_air(show: Show, person: Bring) -> tuple[Person, Person]:
    host, viewer = person("host"), person()
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    viewer.frames()
    return host, viewer


def join_stage(show: Show, person: Callable[..., Person]) -> Person:
    """Let a guest join the stage. Return the guest."""
    guest = person("guest")
    guest.enter(show.guest_url(), "guest")
    guest.page.click("#join-stage")
    guest.wait("onstage")
    return guest


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    server, manager, name = screen()
    yield name
    for process in (manager, server):
        process.terminate()
        process.wait(10)


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a home folder with a short path. It has sockets, whose names have 107 bytes at most."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def desktop(display: str, home: Path, keeper: Callable[[Keeper], None]) -> Iterator[Desktop]:
    made = Desktop(home, display)
    keeper(made.keep)
    yield made
    made.kill()
