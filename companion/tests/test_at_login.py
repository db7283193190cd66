"""Start at login: the entry that a desktop reads, run by GLib as desktops run it."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.kaibo import until
from e2e.program import Program

SETTER = """
import json, sys
from kaibo_companion import at_login
if sys.argv[1:]:
    sys.executable = sys.argv[1]
print(json.dumps(at_login.supported()), flush=True)
for line in sys.stdin:
    wanted = json.loads(line)
    if wanted is not None:
        at_login.set(wanted)
    print(json.dumps(at_login.enabled()), flush=True)
"""
ENTRY = ".config/autostart/kaibo-companion.desktop"


@pytest.fixture
def app(desktop: dict[str, str]) -> Iterator[Program]:
    program = Program(SETTER, desktop)
    assert program.hear() is True
    yield program
    assert program.end() == 0


def test_start_at_login_turns_on_and_off(app: Program, desktop: dict[str, str]) -> None:
    entry = Path(desktop["HOME"]) / ENTRY
    assert app.ask(None) is False
    assert app.ask(False) is False
    assert app.ask(True) is True
    subprocess.run(["desktop-file-validate", entry], check=True)
    assert app.ask(True) is True
    assert app.ask(False) is False
    assert [*entry.parent.iterdir()] == []


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_entry_turned_off_by_desktop_counts_as_off(app: Program, desktop: dict[str, str], line: str) -> None:
    entry = Path(desktop["HOME"]) / ENTRY
    assert app.ask(True) is True
    entry.write_text(f"{entry.read_text()}{line}\n")
    assert app.ask(None) is False
    assert app.ask(True) is True


@pytest.mark.parametrize("text", ["", "Exec=x\n", "[Desktop Entry]\nType=Application\n", "\x00[", "[Other]\nExec=x\n"])
def test_broken_entry_counts_as_off(app: Program, desktop: dict[str, str], text: str) -> None:
    entry = Path(desktop["HOME"]) / ENTRY
    entry.parent.mkdir(parents=True)
    entry.write_text(text)
    assert app.ask(None) is False
    assert app.ask(True) is True


@pytest.mark.parametrize("name", ["kaibo", "my kaibo", 'it\'s "here" & `there` $HOME ~ \\n #1;é 开播'])
def test_entry_starts_the_app_in_any_folder(desktop: dict[str, str], tmp_path: Path, name: str) -> None:
    program, heard = tmp_path / name / "python", tmp_path / "heard"
    program.parent.mkdir()
    program.write_text(
        f'#!/usr/bin/env python3\nimport json, sys\nprint(json.dumps(sys.argv), file=open("{heard}", "w"))\n'
    )
    program.chmod(0o755)
    config = tmp_path / "config"
    setter = Program(SETTER, {**desktop, "XDG_CONFIG_HOME": str(config)}, str(program))
    assert setter.hear() is True
    assert setter.ask(True) is True
    assert setter.end() == 0
    entry = config / "autostart/kaibo-companion.desktop"
    subprocess.run(["gio", "launch", entry], env=desktop, check=True)
    until(lambda: heard.is_file() and heard.read_text().endswith("\n"), 10, "it runs")
    assert json.loads(heard.read_text()) == [str(program), "-m", "kaibo_companion", "--hidden"]
    program.unlink()
    gone = subprocess.run(["gio", "launch", entry], env=desktop, capture_output=True, text=True, check=False)
    assert gone.returncode != 0  # TryExec: a desktop passes over it


def test_relative_config_folder_is_ignored(desktop: dict[str, str]) -> None:
    setter = Program(SETTER, {**desktop, "XDG_CONFIG_HOME": "config"})
    assert setter.hear() is True
    assert setter.ask(True) is True
    assert setter.end() == 0
    assert (Path(desktop["HOME"]) / ENTRY).is_file()
