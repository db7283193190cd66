"""Keep awake: with xscreensaver's service, with others on a real bus, with the X server's saver."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from Xlib.display import Display

from e2e.kaibo import until
from e2e.program import Program

HOLDER = """
import json, sys
from kaibo_companion.desktop.awake import Awake
awake = Awake()
for line in sys.stdin:
    print(json.dumps(awake.set(json.loads(line))), flush=True)
"""

SERVICE = """
import json, os, sys
from jeepney import HeaderFields, MessageType, message_bus, new_error, new_method_return
from jeepney.io.blocking import open_dbus_connection

def say(value): print(json.dumps(value), flush=True)

name, answer = sys.argv[1:]
bus = open_dbus_connection("SESSION", enable_fds=True)
bus.send_and_get_reply(message_bus.RequestName(name))
say("ready")
while True:
    call = bus.receive()
    if call.header.message_type is not MessageType.method_call:
        continue
    member = call.header.fields[HeaderFields.member]
    if member == "Inhibit" and answer == "error":
        bus.send(new_error(call, "org.example.No"))
    elif member == "Inhibit" and answer == "fd":
        bus.send(new_method_return(call, "h", (os.open("/dev/null", os.O_RDONLY),)))
    elif answer == "cookie":
        bus.send(new_method_return(call, *(("u", (7,)) if member == "Inhibit" else ())))
    say([member, *(one for one in call.body if answer != "fd")])
"""
XSCREENSAVER = "/usr/libexec/xscreensaver/xscreensaver-systemd"


@contextmanager
def bus() -> Iterator[str]:
    """Run a bus, and yield its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert daemon.stdout
    try:
        yield daemon.stdout.readline().strip()
    finally:
        daemon.terminate()
        daemon.wait(10)
        daemon.stdout.close()


@pytest.fixture
def session(desktop: dict[str, str]) -> Iterator[dict[str, str]]:
    """Start a session bus without an X display, so that only services can keep it awake."""
    with bus() as address:
        yield {**desktop, "DBUS_SESSION_BUS_ADDRESS": address, "DISPLAY": ""}


@contextmanager
def service(env: dict[str, str], name: str, answer: str) -> Iterator[Program]:
    program = Program(SERVICE, env, name, answer)
    assert program.hear() == "ready"
    yield program
    program.kill()


@contextmanager
def holder(env: dict[str, str]) -> Iterator[Program]:
    program = Program(HOLDER, env)
    yield program
    if program.process.poll() is None:
        assert program.end() == 0


@pytest.fixture
def saver(session: dict[str, str], desktop: dict[str, str], tmp_path: Path) -> Iterator[Path]:
    """Run xscreensaver's service and yield its log. A stand-in for logind on a system bus gives it its lock."""
    log = tmp_path / "saver.log"
    with bus() as system, service({**session, "DBUS_SESSION_BUS_ADDRESS": system}, "org.freedesktop.login1", "fd"):
        env = {**session, "DBUS_SYSTEM_BUS_ADDRESS": system, "DISPLAY": desktop["DISPLAY"]}
        with log.open("wb") as out:
            made = subprocess.Popen([XSCREENSAVER, "-verbose"], env=env, stdout=out, stderr=out)
        until(lambda: 'registered as "org.freedesktop.ScreenSaver"' in log.read_text(), 10, "it registers")
        yield log
        made.terminate()
        made.wait(10)


def test_xscreensaver_is_held_off_until_release_or_exit(session: dict[str, str], saver: Path) -> None:
    with holder(session) as one:
        assert one.ask(True) is True
        until(lambda: 'inhibited by "kaibo-companion"' in saver.read_text(), 10, saver.read_text())
        assert "uninhibit" not in saver.read_text()
        assert one.ask(True) is True
        assert one.ask(False) is False
        until(lambda: 'uninhibited by "kaibo-companion"' in saver.read_text(), 10, saver.read_text())
        assert saver.read_text().count(': inhibited by "kaibo-companion" (') == 1
    with holder(session) as another:
        assert another.ask(True) is True
        another.kill()
        until(lambda: 'inhibiting app "kaibo-companion" has died' in saver.read_text(), 10, saver.read_text())


def test_session_manager_is_asked_without_screensaver(session: dict[str, str]) -> None:
    with service(session, "org.gnome.SessionManager", "cookie") as manager, holder(session) as one:
        assert one.ask(True) is True
        assert manager.hear() == ["Inhibit", "kaibo-companion", 0, "On air", 12]
        assert one.ask(False) is False
        assert manager.hear() == ["Uninhibit", 7]


@pytest.mark.parametrize("answer", ["error", "none"])
def test_broken_service_does_not_block(session: dict[str, str], answer: str) -> None:
    with service(session, "org.freedesktop.ScreenSaver", answer) as broken, holder(session) as one:
        assert one.ask(True) is False
        assert broken.hear() == ["Inhibit", "kaibo-companion", "On air"]
        assert one.ask(False) is False


def test_missing_bus_and_display_keep_nothing_awake(desktop: dict[str, str]) -> None:
    with holder({**desktop, "DISPLAY": ""}) as one:
        assert one.ask(True) is False
        assert one.ask(False) is False


@pytest.fixture
def blanking(desktop: dict[str, str]) -> Iterator[Display]:
    """Give a display that blanks after a second."""
    display = Display(desktop["DISPLAY"])
    subprocess.run(["xset", "s", "1", "1"], env=desktop, check=True)
    yield display
    subprocess.run(["xset", "s", "off"], env=desktop, check=True)
    subprocess.run(["xset", "s", "reset"], env=desktop, check=True)
    display.close()


def test_x_server_saver_is_held_off(desktop: dict[str, str], blanking: Display) -> None:
    def blank() -> bool:
        return bool(blanking.screen().root.screensaver_query_info().state == 1)

    def idle() -> int:
        return int(blanking.screen().root.screensaver_query_info().idle)

    def awake() -> None:
        subprocess.run(["xset", "s", "reset"], env=desktop, check=True)
        until(lambda: not blank(), 10, "it wakes up")

    until(blank, 10, "it goes blank by itself")
    with holder(desktop) as one:
        assert one.ask(True) is True
        awake()
        until(lambda: idle() > 2000 or blank(), 10, "nobody touched it for twice the time after which it went blank")
        assert not blank()
        assert one.ask(False) is False
        until(blank, 10, "it goes blank again")
    with holder(desktop) as another:
        assert another.ask(True) is True
        awake()
        another.kill()
        until(blank, 10, "it goes blank when the holder is gone")
