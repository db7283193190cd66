"""Data of an installed app of November 2026: today's app reads it. Its texts never change."""

from dataclasses import replace
from pathlib import Path

from kaibo_companion.recent import Recent, Session, Visit
from kaibo_companion.settings.model import KEYS, Settings, load
from kaibo_companion.trust import CompanyPolicy, Trust

SETTINGS = (
    '{"hotkeys": true, "keys": {"microphone": "Ctrl+Alt+M", "camera": "F9", "go-live": "Ctrl+Alt+G",'
    ' "next-scene": "Ctrl+Alt+N"}, "small_window": false, "recordings": "/films", "updates": false}'
)
TRUSTED = '["https://live.example.com", "http://localhost:8780"]'
RECENT = (
    '[{"server": "http://localhost:8780", "link": "ln_2", "session": {"path": "/s/se_2", "cookie":'
    ' "kaibo_session=other"}, "name": "All hands", "role": 1, "inside": true, "tries": 1}, {"server":'
    ' "https://live.example.com", "link": "ln_1", "session": {"path": "/s/se_1", "cookie":'
    ' "kaibo_session=secret; Path=/s/se_1; HttpOnly"}, "name": "早会", "role": 0, "inside": false, "tries": 0}]'
)


def test_old_settings_are_read(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(SETTINGS)
    keys = {**KEYS, "camera": "F9"}
    expected = replace(Settings(), hotkeys=True, keys=keys, small_window=False, recordings="/films", updates=False)
    assert load(file) == expected


def test_old_trusted_servers_are_read(tmp_path: Path) -> None:
    file = tmp_path / "trusted.json"
    file.write_text(TRUSTED)
    assert Trust(file, CompanyPolicy()).by_person() == ["https://live.example.com", "http://localhost:8780"]


def test_old_shows_are_read(tmp_path: Path) -> None:
    file = tmp_path / "recent.json"
    file.write_text(RECENT, "utf-8")
    cookie = "kaibo_session=secret; Path=/s/se_1; HttpOnly"
    crashed = Visit("http://localhost:8780", "ln_2", Session("/s/se_2", "kaibo_session=other"), "All hands", 1, True, 1)
    older = Visit("https://live.example.com", "ln_1", Session("/s/se_1", cookie), "早会", 0)
    recent = Recent(file)
    assert recent.all() == [crashed, older]
    assert recent.left_inside() == crashed
