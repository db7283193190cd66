"""The app's settings and the file that holds them."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kaibo_companion.files import write_json

COMMANDS = ("microphone", "camera", "go-live", "next-scene", "next-slide")
KEYS = {
    "microphone": "Ctrl+Alt+M",
    "camera": "Ctrl+Alt+V",
    "go-live": "Ctrl+Alt+G",
    "next-scene": "Ctrl+Alt+N",
    "next-slide": "Ctrl+Alt+S",
}


@dataclass(frozen=True)
class Settings:
    """The names of the fields are the names in the file."""

    hotkeys: bool = False
    """Whether the hotkeys in `keys` work."""
    keys: Mapping[str, str] = field(default_factory=lambda: dict(KEYS))
    """The hotkey of each command, in Qt's portable text ("Ctrl+Alt+M"); "" for none."""
    small_window: bool = True
    """Whether the small window shows while the app is on air and another window is in front."""
    recordings: str = ""
    """The folder for recordings; "" for the default folder."""
    updates: bool = True
    """Whether the app looks for newer versions by itself."""


def load(file: Path) -> Settings:
    """Read the settings. A value that is missing or has a wrong type gets its default."""
    try:
        stored = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    defaults = asdict(Settings())
    valid = {name: value for name, value in stored.items() if name in defaults and type(value) is type(defaults[name])}
    if "keys" in valid:
        keys = valid["keys"]
        valid["keys"] = {name: keys[name] if isinstance(keys.get(name), str) else KEYS[name] for name in COMMANDS}
    return Settings(**valid)


def save(file: Path, settings: Settings) -> None:
    """Write the settings. Raises OSError."""
    write_json(file, asdict(settings))
