"""What a person can set in the app, kept in one file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kaibo_companion.kept import keep

COMMANDS = ("microphone", "camera", "go-live", "next-scene")
KEYS = {"microphone": "Ctrl+Alt+M", "camera": "Ctrl+Alt+V", "go-live": "Ctrl+Alt+G", "next-scene": "Ctrl+Alt+N"}


@dataclass(frozen=True)
class Settings:
    """`keys`: a command's hotkey in Qt's portable text ("Ctrl+Alt+M"), which count while `hotkeys` is on;
    `small_window`: there is one on top while the app is on air and another window is in front; `recordings`: their
    folder, "" for the one that is usual; `updates`: the person wants to hear of newer versions."""

    hotkeys: bool = False
    keys: Mapping[str, str] = field(default_factory=lambda: dict(KEYS))
    small_window: bool = True
    recordings: str = ""
    updates: bool = True


def load(file: Path) -> Settings:
    """What is not there, or is not as it should be, is as it was at first."""
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    first = asdict(Settings())
    good = {name: value for name, value in found.items() if name in first and type(value) is type(first[name])}
    if "keys" in good:
        told = good["keys"]
        good["keys"] = {name: told[name] if isinstance(told.get(name), str) else KEYS[name] for name in COMMANDS}
    return Settings(**good)


def save(file: Path, settings: Settings) -> None:
    keep(file, asdict(settings))
