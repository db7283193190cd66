"""A show with a crew and an audience, on a server over either database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.features.chat.audience import Room, room_of
from tests.running import Media, running


@pytest.fixture
async def room(store_url: str, tmp_path: Path, media: Media) -> AsyncIterator[Room]:
    async with running(tmp_path, store_url, media) as server:
        yield await room_of(server)
