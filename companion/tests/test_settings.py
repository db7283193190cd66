"""The settings file: saved values come back, and broken ones get defaults."""

from dataclasses import replace
from pathlib import Path

import pytest
from kaibo_companion.settings.model import KEYS, Settings, load, save


def test_saved_settings_are_loaded(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    assert load(file) == Settings()
    wanted = replace(Settings(), hotkeys=True, keys={**KEYS, "camera": "F9"}, recordings="/films")
    save(file, wanted)
    assert load(file) == wanted
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"hotkeys": 1, "keys": [], "more": true}', '{"keys": {"camera": 7}}']
)
def test_broken_settings_get_defaults(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(text)
    assert load(file) == Settings()


def test_hotkeys_are_off_by_default() -> None:
    assert not Settings().hotkeys
