import json
import os
from pathlib import Path
from typing import Any

import pytest
from kaibo_maker.order import BadOrder, Wanted, Wishes, read

GOOD = {
    "v": 1,
    "recording": "rc_1",
    "run": 2,
    "folder": "/recordings/rc_1",
    "engine": "ws://one, ws://two",
    "key": "k",
    "secret": "s3cret",
    "room": "r",
    "identity": "maker-1",
    "words": {"cover": "Hello"},
    "something": "of a later release",
}


def write(folder: Path, **entries: Any) -> Path:
    file = folder / "order.json"
    file.write_text(json.dumps(GOOD | entries))
    return file


def test_order_has_its_values_and_defaults(tmp_path: Path) -> None:
    order = read(write(tmp_path, fps=15))
    assert (order.run, order.fps, order.width, order.title) == (2, 15, 1280, "Hello")
    assert order.engines == ["ws://one", "ws://two"]
    assert order.run_folder == Path("/recordings/rc_1/runs/2")
    assert "s3cret" not in repr(order)


@pytest.mark.parametrize(
    ("entries", "word"),
    [
        ({"v": 2}, "v is not 1"),
        ({"run": 0}, "run"),
        ({"run": True}, "run"),
        ({"width": "1280"}, "width"),
        ({"height": 361}, "height"),
        ({"matrix": "rgb"}, "matrix"),
        ({"secret": None}, "secret"),
        ({"window": "60"}, "window"),
    ],
)
def test_wrong_value_is_named(tmp_path: Path, entries: dict[str, Any], word: str) -> None:
    with pytest.raises(BadOrder, match=word):
        read(write(tmp_path, **entries))


def test_missing_value_is_named(tmp_path: Path) -> None:
    file = tmp_path / "order.json"
    file.write_text(json.dumps({key: value for key, value in GOOD.items() if key != "room"}))
    with pytest.raises(BadOrder, match="lacks room"):
        read(file)


@pytest.mark.parametrize("text", ["", "[]", "{"])
def test_broken_order_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "order.json").write_text(text)
    with pytest.raises(BadOrder):
        read(tmp_path / "order.json")


def test_missing_order_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadOrder, match="No such file"):
        read(tmp_path / "order.json")


def test_wishes_change_and_survive_a_broken_file(tmp_path: Path) -> None:
    file = tmp_path / "wanted.json"
    wishes = Wishes(file)
    assert wishes.look() == Wanted()
    file.write_text('{"publisher": "host", "keep": false}')
    assert wishes.look() == Wanted("host", keep=False)
    for text in ("{", "[]", ""):
        file.write_text(text)
        assert wishes.look() == Wanted("host", keep=False)
    file.unlink()
    assert wishes.look() == Wanted("host", keep=False)


def test_touched_file_shows_that_a_server_lives(tmp_path: Path) -> None:
    file = tmp_path / "wanted.json"
    file.write_text("{}")
    wishes = Wishes(file)
    later = wishes.untouched() + 1000
    os.utime(file, (later + os.stat(file).st_mtime,) * 2)
    wishes.look()
    assert wishes.untouched() < -900
