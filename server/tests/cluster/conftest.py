from collections.abc import AsyncIterator

import pytest

from tests.cluster.town import Town, town as run_town


@pytest.fixture(scope="module")
async def whole_town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """Run the servers of docs/scale.md, once for all tests of a module.

    An asynchronous fixture of the whole session would keep one event loop for all tests. The tasks that one test left
    would then disturb the next.
    """
    async with run_town(tmp_path_factory.mktemp("town")) as made:
        yield made


@pytest.fixture
async def town(whole_town: Town) -> AsyncIterator[Town]:
    """Yield the town. Then all people leave. Check that every program runs and that no server had a fault."""
    before = {server: server.size() for server in whole_town.servers}
    yield whole_town
    await whole_town.all_leave()
    for program in whole_town.programs:
        assert program.runs, program.name
    for server, size in before.items():
        assert "Traceback" not in server.text(size), server.text(size)
