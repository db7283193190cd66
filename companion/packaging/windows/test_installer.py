"""The installer for Windows, under Wine: what it leaves and takes away, and what reaches Python.

Wine has no WebEngine and shows no window of Qt's: docs/companion.md lists what only a Windows can tell.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from installer import INSTALLER, PUBLISHER
from kaibo_companion import __version__ as VERSION
from wine import Wine, stub

from e2e.kaibo import until

SCHEME = "Software\\Classes\\kaibo"
LISTED = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Kaibo Companion"
AT_LOGIN = "Software\\Microsoft\\Windows\\CurrentVersion\\Run"
SHORTCUT = "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Kaibo Companion.lnk"
STILL_OPEN, TOO_OLD = 3, 4
LINK = "kaibo://open?v=1&server=https%3A%2F%2Flive.example.com&ticket=0123456789abcdefghijkl"
TELL = """
import json, sys
json.dump([sys.argv[1:], sys.flags.isolated, sys.flags.utf8_mode], open('C:/told.json', 'w'))
"""
WINDOW = """
import ctypes, time
user = ctypes.windll.user32
window = user.CreateWindowExW(0, 'Static', 'Kaibo', 0x10CF0000, 0, 0, 200, 100, None, None, None, None)
message = ctypes.create_string_buffer(64)
open('C:/shown', 'w').write(str(window))
while user.IsWindow(window):
    while user.PeekMessageW(message, None, 0, 0, 1):
        user.DispatchMessageW(message)
    time.sleep(0.05)
"""
IMPORT = """
import importlib, json, sys
told = {}
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except Exception as error:
        told[name] = repr(error)
json.dump([told, sorted(sys.modules)], open('C:/told.json', 'w'))
"""
FIRST = """
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from kaibo_companion import single_instance
core, folder = QCoreApplication([]), Path('C:/kept')
lock, ear = single_instance.acquire(folder), single_instance.Listener(folder)
ear.received.connect(lambda text: (open('C:/came', 'w').write(text), core.quit()))
QTimer.singleShot(60000, core.quit)
open('C:/listening', 'w').close()
core.exec()
"""
SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from kaibo_companion import single_instance
core, folder = QCoreApplication([]), Path('C:/kept')
sys.exit(10 if single_instance.acquire(folder) is None and single_instance.hand_over(folder, sys.argv[1]) else 11)
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, display: str) -> Iterator[Wine]:
    made = Wine(tmp_path_factory.mktemp("wine"), display)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def too_old(bare: Wine) -> tuple[int, bool]:
    """Install on Windows 7. Return the exit code, and whether files were left."""
    bare.is_windows("win7")
    return bare.run(INSTALLER, "/S"), bare.app.exists()


@pytest.fixture(scope="module")
def windows(bare: Wine, too_old: tuple[int, bool]) -> Wine:
    """Give a Windows with the app installed."""
    bare.is_windows("win10")
    assert bare.run(INSTALLER, "/S") == 0
    return bare


def told(windows: Wine) -> list[object]:
    file = windows.prefix / "drive_c/told.json"
    until(lambda: file.is_file() and file.read_text().endswith("]"), 60, "the app's Python speaks")
    found: list[object] = json.loads(file.read_text())
    file.unlink()
    return found


def there(windows: Wine, name: str) -> Path:
    return windows.prefix / "drive_c" / name


def test_installer_refuses_too_old_windows(too_old: tuple[int, bool]) -> None:
    assert too_old == (TOO_OLD, False)


def test_installer_registers_scheme_entry_and_shortcut(windows: Wine) -> None:
    app = windows.windows_name(windows.app)
    program = f"{app}\\kaibo-companion.exe"
    assert windows.registry(SCHEME) == {
        "\\": "URL:Kaibo Companion",
        "\\URL Protocol": "",
        "DefaultIcon\\": f'"{program}",0',
        "shell\\open\\command\\": f'"{program}" "%1"',
    }
    size = sum(file.stat().st_size for file in windows.app.rglob("*") if file.is_file()) // 1024
    entry = windows.registry(LISTED)
    assert abs(int(entry.pop("\\EstimatedSize")) - size) < 1024
    assert entry == {
        "\\DisplayName": "Kaibo Companion",
        "\\DisplayVersion": VERSION,
        "\\Publisher": PUBLISHER,
        "\\DisplayIcon": program,
        "\\InstallLocation": app,
        "\\UninstallString": f'"{app}\\uninstall.exe"',
        "\\QuietUninstallString": f'"{app}\\uninstall.exe" /S',
        "\\NoModify": "1",
        "\\NoRepair": "1",
    }
    assert (windows.home / SHORTCUT).is_file()


@pytest.fixture
def telling(windows: Wine) -> Iterator[Wine]:
    """Replace the app by a script that notes its arguments."""
    start = windows.app / "lib/kaibo_companion/__main__.py"
    source = start.read_text()
    start.write_text(TELL)
    yield windows
    start.write_text(source)


@pytest.mark.parametrize("given", [(), (LINK,), ("KAIBO:x",), ("--hidden",)])
def test_launcher_hands_link_to_python(telling: Wine, given: tuple[str, ...]) -> None:
    assert telling.run(telling.windows_name(telling.app / "kaibo-companion.exe"), *given) == 0
    assert told(telling) == [list(given), 1, 1]


@pytest.mark.parametrize(
    "given",
    [
        ("--remote-debugging-port=9222",),
        ("https://live.example.com/",),
        (LINK, LINK),
        (LINK, "--no-sandbox"),
        (LINK, "--hidden"),
        ('kaibo:" --no-sandbox',),
        ("kaibo:a b",),
        ("kaibo:a\tb",),
        ("kaibo:a\nb",),
        ("kaibo:\\",),
        ("kaibo:开播",),
        ("kaibo:" + "a" * 1019,),
        ("",),
    ],
)
def test_launcher_ignores_other_arguments(telling: Wine, given: tuple[str, ...]) -> None:
    assert telling.run(telling.windows_name(telling.app / "kaibo-companion.exe"), *given) == 2
    assert not there(telling, "told.json").exists()


def test_licences_lie_beside_the_libraries(windows: Wine) -> None:
    texts = {file.name: file.read_text() for file in (windows.app / "licenses").iterdir()}
    assert set(texts) == {"Apache-2.0.txt", "GPL-3.txt", "LGPL-3.txt", "LICENSE-Python.txt", "NOTICE.txt"}
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts["LGPL-3.txt"]


def test_pure_modules_run_in_installed_python(windows: Wine) -> None:
    graph = grimp.build_graph("kaibo_companion", include_external_packages=True, cache_dir=None)
    ours = [name for name in graph.modules if name.split(".")[0] == "kaibo_companion"]
    pure = sorted(
        name for name in ours if "PySide6" not in graph.find_upstream_modules(name) and "__main__" not in name
    )
    assert {"kaibo_companion.deep_link", "kaibo_companion.trust", "kaibo_companion.recent"} <= set(pure)
    assert windows.run(*windows.python(IMPORT, *pure, "ssl", "ctypes", "sqlite3")) == 0
    failed, loaded = told(windows)
    assert failed == {}
    assert isinstance(loaded, list)
    assert set(pure) <= set(loaded)


def test_second_start_hands_link_over_pipe(windows: Wine) -> None:
    qt = windows.app / "lib/PySide6"
    stub("icuuc", [qt / "Qt6Core.dll"], there(windows, "windows/system32/icuuc.dll"))
    first = windows.begin(*windows.python(FIRST))
    until(there(windows, "listening").is_file, 60, "the first listens")
    assert windows.run(*windows.python(SECOND, LINK)) == 10
    assert first.wait(60) == 0
    assert there(windows, "came").read_text() == LINK


def test_update_waits_for_app_that_stays_open(windows: Wine) -> None:
    app = windows.begin(*windows.python("import time\nopen('C:/running', 'w').close()\ntime.sleep(600)"))
    until(there(windows, "running").is_file, 60, "it runs")
    before = {file: file.stat().st_mtime_ns for file in windows.app.rglob("*")}
    assert windows.run(INSTALLER, "/S") == STILL_OPEN
    assert app.poll() is None
    assert {file: file.stat().st_mtime_ns for file in windows.app.rglob("*")} == before
    windows.run("taskkill", "/F", "/IM", "pythonw.exe")
    app.wait(60)


def test_update_closes_app_and_keeps_start_at_login(windows: Wine) -> None:
    program = f'"{windows.windows_name(windows.app)}\\kaibo-companion.exe"'
    start = f"{program} --hidden"
    windows.run("reg", "add", f"HKCU\\{AT_LOGIN}", "/v", "kaibo-companion", "/d", start, "/f")
    assert windows.registry(AT_LOGIN) == {"\\kaibo-companion": start}
    app = windows.begin(*windows.python(WINDOW))
    until(there(windows, "shown").is_file, 60, "its window is there")
    assert there(windows, "shown").read_text() != "0"
    files = {file for file in windows.app.rglob("*") if "__pycache__" not in file.parts}
    assert windows.run(INSTALLER, "/S") == 0
    assert app.wait(60) == 0
    assert {file for file in windows.app.rglob("*") if "__pycache__" not in file.parts} == files
    assert windows.registry(AT_LOGIN) == {"\\kaibo-companion": start}
    assert windows.registry(SCHEME)["shell\\open\\command\\"] == f'{program} "%1"'


def test_uninstall_leaves_only_the_persons_data(windows: Wine) -> None:
    kept = windows.home / "AppData/Local/kaibo-companion/trusted.json"
    kept.parent.mkdir()
    kept.write_text("[]")
    windows.run("reg", "add", f"HKCU\\{AT_LOGIN}", "/v", "another", "/d", "C:\\another.exe", "/f")
    windows.run(windows.windows_name(windows.app / "uninstall.exe"), "/S")  # it continues as a copy of itself
    until(lambda: not windows.app.exists(), 60, "the app's folder is gone")
    until(lambda: windows.registry(LISTED) == {}, 60, "it is listed no more")
    assert windows.registry(SCHEME) == {}
    assert windows.registry(AT_LOGIN) == {"\\another": "C:\\another.exe"}
    assert not (windows.home / SHORTCUT).exists()
    assert kept.read_text() == "[]"
