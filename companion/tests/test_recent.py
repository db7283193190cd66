"""The recent shows, which bring a person back after a crash."""

from dataclasses import replace
from pathlib import Path

import pytest
from kaibo_companion.recent import KEPT, Recent, Session, Visit

SERVER = "https://live.example.com"


def visit(number: int) -> Visit:
    return Visit(SERVER, f"ln_{number}", Session(f"/s/se_{number}", f"kaibo=secret{number}"), f"Show {number}", 0)


def test_crashed_show_is_remembered_and_left_show_is_not(tmp_path: Path) -> None:
    recent = Recent(tmp_path / "recent.json")
    recent.enter(visit(1))
    recent.enter(visit(2))
    left = Recent(recent.file).left_inside()
    assert left
    assert left.path == "/s/se_2"
    recent.leave()
    assert recent.left_inside() is None
    assert recent.by_link(SERVER, "ln_1") == visit(1)
    assert recent.by_link("https://other.example.com", "ln_1") is None
    assert [one.name for one in recent.all()] == ["Show 2", "Show 1"]


def test_tries_are_counted_until_a_start_stays(tmp_path: Path) -> None:
    recent = Recent(tmp_path / "recent.json")
    recent.enter(visit(1), 2)
    assert [one.tries for one in recent.all()] == [2]
    recent.settle()
    left = recent.left_inside()
    assert left
    assert left.tries == 0
    recent.enter(visit(1), 1)
    recent.enter(visit(1))
    assert [one.tries for one in recent.all()] == [0]


def test_show_is_listed_once_and_list_is_bounded(tmp_path: Path) -> None:
    recent = Recent(tmp_path / "recent.json")
    for number in [*range(KEPT + 3), 5]:
        recent.enter(visit(number))
    assert len(recent.all()) == KEPT
    assert [one.link for one in recent.all()].count("ln_5") == 1
    assert recent.all()[0].link == "ln_5"


def test_file_of_shows_is_private(tmp_path: Path) -> None:
    recent = Recent(tmp_path / "recent.json")
    recent.enter(visit(1))
    assert recent.file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '[{"server": "https://a.example"}]', "null", '[{"server": 1, "path": "/s/x"}]']
)
def test_broken_file_reads_as_no_shows(tmp_path: Path, text: str) -> None:
    recent = Recent(tmp_path / "recent.json")
    recent.file.write_text(text)
    assert recent.all() == []
    recent.enter(visit(1))
    assert len(recent.all()) == 1


def test_show_is_found_by_its_new_link(tmp_path: Path) -> None:
    recent = Recent(tmp_path / "recent.json")
    recent.enter(visit(1))
    recent.enter(visit(2))
    recent.rebind(visit(2), "ln_new")
    assert recent.by_link(SERVER, "ln_2") is None
    found = recent.by_link(SERVER, "ln_new")
    assert found
    assert (found.path, found.inside) == ("/s/se_2", True)
    assert recent.by_link(SERVER, "ln_1") == visit(1)


def test_show_of_old_spelling_is_found(tmp_path: Path) -> None:
    recent = Recent(tmp_path / "recent.json")
    recent.enter(replace(visit(1), server="https://Live.Example.com:443"))
    assert recent.by_link(SERVER, "ln_1") == replace(visit(1), inside=True)
