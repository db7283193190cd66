"""Fixtures: a place with a show, and an empty one on the other database."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from kaibo.backup import sealed
from sqlalchemy import make_url

from tests.backup.place import Place
from tests.conftest import POSTGRES
from tests.copies import without_tables


@pytest.fixture
def cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a passphrase open keys at once. Each backup and each restore takes 0.3 s of CPU time otherwise."""
    monkeypatch.setattr(sealed, "COST", 2**10)


@pytest.fixture
def place(store_url: str, tmp_path: Path, cheap_guesses: None) -> Place:
    """Make a place with a show."""
    made = Place(tmp_path / "here", store_url)
    asyncio.run(made.fill())
    return made


@pytest.fixture
def other(store_url: str, tmp_path: Path) -> Iterator[Place]:
    """Make an empty place on the other database."""
    if make_url(store_url).get_backend_name() == "postgresql":
        yield Place(tmp_path / "there", f"sqlite:///{tmp_path}/there.db")
        return
    with without_tables(os.environ[POSTGRES]) as url:
        yield Place(tmp_path / "there", url)


@pytest.fixture
def second(tmp_path: Path) -> Place:
    """Make an empty place on SQLite."""
    return Place(tmp_path / "second", f"sqlite:///{tmp_path}/second.db")
