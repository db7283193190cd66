"""Pages without media: one Kaibo and one Chromium for all tests of a process."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from e2e.installers import offer
from e2e.kaibo import Kaibo, Show
from e2e.person import Browsers
from e2e.results import Keeper, log_since
from e2e.trial import trial

HOME = "https://lms.example.com"
"""A site that people may be sent back to."""
NUMBERS = count(1)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kaibo]:
    folder = tmp_path_factory.mktemp("pages") / "data"
    started = Kaibo(
        folder, "--no-media", KAIBO_TRUSTED_PROXIES="127.0.0.1,::1", KAIBO_STAGE_CAP="1", KAIBO_RETURN_ORIGINS=HOME
    ).start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def offering_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kaibo]:
    """Start a server that has an installer for each system."""
    folder = tmp_path_factory.mktemp("offering")
    started = Kaibo(folder / "data", "--no-media", KAIBO_COMPANION=str(offer(folder / "installers"))).start()
    yield started
    started.stop()


@pytest.fixture
def offering(offering_server: Kaibo, keeper: Callable[[Keeper], None]) -> Show:
    """Give an activity where the app is offered."""
    keeper(log_since(offering_server.log_file, offering_server.log_file.stat().st_size))
    return offering_server.show()


@pytest.fixture(scope="session")
def browsers(playwright: Playwright, media: Path) -> Iterator[Browsers]:
    opened = Browsers(playwright, media, only="guest")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def trial_pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the pages of `web/trial`. Give their address."""
    with trial(tmp_path_factory.mktemp("trial")) as address:
        yield address


@pytest.fixture
def from_where() -> Callable[[], dict[str, Any]]:
    """Give each person a network of their own, because the server counts calls per network.

    The addresses are those of RFC 2544 for tests.
    """

    def options() -> dict[str, Any]:
        number = next(NUMBERS)
        return {"extra_http_headers": {"X-Forwarded-For": f"198.{18 + number // 256 % 2}.{number % 256}.1"}}

    return options
