"""The desktop app: one Kaibo with media for all tests of a process, which has an installer for Linux."""

from collections.abc import Iterator

import pytest

from e2e.installers import offer
from e2e.kaibo import Kaibo


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kaibo]:
    folder = tmp_path_factory.mktemp("server")
    installers = str(offer(folder / "installers", "linux"))
    started = Kaibo(folder / "data", KAIBO_COMPANION=installers, KAIBO_GRACE_SECONDS="20").start()
    yield started
    started.stop()
