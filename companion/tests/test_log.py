"""The log and the problem report: they help, they are bounded, and they hold no secret."""

import base64
import json
import os
import re
import secrets
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, strategies as st
from kaibo_companion import __version__, log, problem_report, redaction
from kaibo_companion.redaction import cut
from PySide6.QtCore import QSysInfo

URLSAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SERVER = "https://live.example.com"


def letters(alphabet: str, least: int, most: int) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=least, max_size=most)


def jwt(parts: list[bytes]) -> str:
    head = base64.urlsafe_b64encode(b'{"alg":"HS256"' + parts[0]).rstrip(b"=")
    return ".".join([head.decode(), *(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts[1:])])


def typed(key: str, between: str) -> str:
    return between.join(key[at : at + 4] for at in range(0, 24, 4))


KINDS: dict[str, tuple[st.SearchStrategy[str], list[str]]] = {
    "ticket": (
        letters(URLSAFE, 22, 128),
        [
            "kaibo://open?v=1&server=https%3A%2F%2Flive.example.com&ticket={}",
            "kaibo%3A%2F%2Fopen%3Fv%3D1%26ticket%3D{}",
            '{{"Ticket": "{}", "App": true}}',
            '"{{\\"Ticket\\":\\"{}\\"}}"',
            "redeems tk_{}",
            "/client/events/lk_{} closed",
        ],
    ),
    "launch token": (
        letters(URLSAFE + ".~", 12, 200),
        ["opened /l/{}", "<https://live.example.com/l/{}>", "https%3A%2F%2Flive.example.com%2Fl%2F{}", "('/l/{}')"],
    ),
    "typed key": (
        letters(CROCKFORD, 24, 24).flatmap(lambda key: st.sampled_from([typed(key, "-"), typed(key, " "), key])),
        ["typed {}", "key={}", "({})"],
    ),
    "cookie": (
        letters(URLSAFE + ".=", 16, 90),
        ["Cookie: kaibo={}; other=1", "set-cookie: kaibo={}; Path=/s/se_x; HttpOnly", "{{'cookie': 'kaibo={}'}}"],
    ),
    "session": (
        letters(URLSAFE, 22, 22).map(lambda one: "se_" + one),
        ["GET /s/{} 200", "left {}", "/s/{}/call/Leave"],
    ),
    "access token": (
        letters(URLSAFE + ".", 8, 300),
        ["wss://live.example.com/s/x/rtc?access_token={}&sdk=js", "access_token={}", "access_token%3D{}", "Bearer {}"],
    ),
    "jwt": (
        st.lists(st.binary(min_size=8, max_size=90), min_size=3, max_size=3).map(jwt),
        ["joins with {}", "({})", "{},"],
    ),
    "query": (
        st.text(st.characters(exclude_characters=" \t\r\n", exclude_categories=["Cs"]), min_size=8, max_size=80),
        ["https://live.example.com/w/x?{}", "/w/x?a=b&{} failed", "https://live.example.com/enter#{}"],
    ),
    "password in an address": (letters(URLSAFE, 8, 40), ["https://me:{}@live.example.com/x"]),
}
LINES = st.one_of(
    [
        st.tuples(secret, st.sampled_from(contexts), st.text(max_size=40), st.text(max_size=40))
        for secret, contexts in KINDS.values()
    ]
)


@given(LINES)
def test_secrets_are_cut(line: tuple[str, str, str, str]) -> None:
    secret, context, before, after = line
    text = before + " " + context.format(secret) + " " + after
    shown = cut(text)
    assert secret not in shown.replace(before, "", 1) or secret in before or secret in after
    assert cut(shown) == shown


@given(st.integers(0, 2**32), st.sampled_from(["{}", "x={}", "({})", "/a/{}/b", "%2F{}", "x{}"]))
def test_random_key_is_cut_without_its_name(number: int, context: str) -> None:
    """Random bytes, as secrets are made."""
    for size in (16, 20, 32, 64):
        raw = b"".join(secrets.token_bytes(1) for _ in range(size))
        for secret in (base64.urlsafe_b64encode(raw).decode().rstrip("="), raw.hex()):
            assert secret not in cut(context.format(secret))


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-25T19:00:00.000Z INFO kaibo.app Kaibo 0.1.0, Debian GNU/Linux 12 (bookworm)",
        'File "kaibo_companion/window.py", line 12, in test_nobody_is_trusted_at_first',
        "QWebEngineDesktopMediaRequest failed: setPersistentPermissionsPolicy",
        "https://live.example.com/assets/index.js:12 TypeError: x is undefined",
        "没有找到麦克风",
    ],
)  # fmt: skip
def test_harmless_text_stays(text: str) -> None:
    assert cut(text) == text


def test_redacted_sessions_stay_distinguishable() -> None:
    assert cut("GET /s/se_abcdefghijklmnopqrstuv/call/Leave") == "GET /s/se_abc…/call/Leave"


@given(st.text(max_size=500), st.integers(1, 100))
def test_shortened_text_ends_after_a_whole_word(text: str, most: int) -> None:
    found = redaction.shorten(text, most)
    assert len(found) <= most
    assert found == text or (found[-1] == "…" and (len(found) == 1 or found[-2] in " \t\r\n"))


HARD = "a a. a- a_ aB ab: :// ://a token /l se_ A1b2- eyJ aaaA % ?# abcd- a@ token= Qaaa"


@pytest.mark.parametrize("piece", [*HARD.split(), " ", "\n"])
def test_redaction_is_fast_for_any_text(piece: str) -> None:
    started = time.process_time()
    for _ in range(10):
        cut(piece * (redaction.LONGEST // len(piece)))
    assert time.process_time() - started < 2  # a pattern that looks back again and again takes minutes


def test_home_folder_is_cut() -> None:
    assert cut(f"{Path.home()}/x.py") == "~/x.py"


# Each of these starts the log in a process of its own, because it changes the process for good.


def run(folder: Path, code: str, fails: bool = False) -> "subprocess.CompletedProcess[str]":
    head = "import logging, sys, threading\nfrom pathlib import Path\nfrom kaibo_companion import log\n"
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", f"{head}log.begin(Path({str(folder)!r}))\n{code}"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode != 0) == fails, done.stderr[-3000:]
    return done


def logged(folder: Path) -> str:
    return (folder / log.LOG).read_text()


def test_uncaught_errors_and_qt_messages_are_logged(tmp_path: Path) -> None:
    code = """
from PySide6.QtCore import QCoreApplication, QTimer, qWarning
qWarning("QObject: of Qt's, with ticket=abcdefgh")
def fails(): raise LookupError("in a thread, /l/verysecrettoken")
thread = threading.Thread(target=fails)
thread.start()
thread.join()
core = QCoreApplication([])
def slot():
    core.quit()
    raise ZeroDivisionError("in a slot\\n2026-11-25T00:00:00.000Z INFO kaibo.app forged")
QTimer.singleShot(0, slot)
core.exec()
raise KeyError("at the end")
"""
    done = run(tmp_path, code, fails=True)
    told = logged(tmp_path)
    for words in (
        "LookupError: in a thread, /l/…",
        "ZeroDivisionError: in a slot",
        "KeyError: 'at the end'",
        "ticket=…",
    ):
        assert words in told
    assert "abcdefgh" not in told + done.stderr
    assert "verysecret" not in told + done.stderr
    assert "kaibo.qt" in told
    assert "\n    2026-11-25T00:00:00.000Z INFO kaibo.app forged" in told
    assert stat.S_IMODE((tmp_path / log.LOG).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o700


def test_log_storm_stays_bounded_and_private(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    (tmp_path / log.LOG).write_text("older\n")
    (tmp_path / log.LOG).chmod(0o644)
    code = """
import os
os.umask(0)
log = logging.getLogger("kaibo.app")
for _ in range(100):
    log.info("it goes wrong " * 7000)
for _ in range(4000):
    log.info("it goes wrong " * 70)
"""
    run(tmp_path, code)
    files = sorted((tmp_path / "log").iterdir())
    assert [file.name for file in files] == ["companion.log", "companion.log.1", "companion.log.2"]
    for file in files:
        assert file.stat().st_size <= log.SIZE + 4 * redaction.LONGEST
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_endless_page_log_is_bounded(tmp_path: Path) -> None:
    code = """
import time, types
from PySide6.QtWebEngineCore import QWebEnginePage
clock = time.monotonic()
log.time = types.SimpleNamespace(monotonic=lambda: clock, gmtime=time.gmtime)
level = QWebEnginePage.JavaScriptConsoleMessageLevel.ErrorMessageLevel
started = time.process_time()
for number in range(100_000):
    log.log_page(level, f"{number} " + "x" * 100_000, 1, "https://live.example.com/a.js?v=secretsecret")
print(time.process_time() - started)
clock += 2 / log.PER_SECOND
log.log_page(level, "the last", 1, "")
logging.getLogger("kaibo.app").info("not the page's")
"""
    done = run(tmp_path, code)
    told = logged(tmp_path)
    assert float(done.stdout) < 20
    lines = [line for line in told.splitlines() if "kaibo.page" in line]
    assert log.BURST + 1 <= len(lines) <= log.BURST + 2
    assert len(told) < 100_000
    assert "secretsecret" not in told
    assert "ERROR kaibo.page 0 … (https://live.example.com/a.js?…" in told
    assert len(lines) + sum(int(told) for told in re.findall(r"\(left out: (\d+)\)", "\n".join(lines))) == 100_001
    assert "the last" in lines[-1]
    assert "not the page's" in told


def test_unwritable_folder_costs_only_the_log(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file")
    done = run(tmp_path, "logging.getLogger('kaibo.app').warning('goes on')")
    assert "no log file" in done.stderr
    assert "goes on" in done.stderr


def test_report_has_what_helps_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "app"
    secret = {name: strategy_example(name) for name in KINDS}
    code = "".join(
        f"logging.getLogger('kaibo.app').warning({context.format(secret[name])!r})\n"
        for name, (_, contexts) in KINDS.items()
        for context in contexts
    )
    run(folder, code)
    (folder / "log/companion.log.1").write_text(f"an older app's: ticket={secret['ticket']}\n")
    keep: Callable[[str, object], int] = lambda name, told: (folder / name).write_text(json.dumps(told))  # noqa: E731
    keep("trusted.json", [SERVER])
    keep("recent.json", [{"server": SERVER, "session": {"path": "/s/se_1", "cookie": "kaibo=" + secret["cookie"]}}])
    keep("settings.json", {"hotkeys": True, "recordings": f"/media/x?{secret['query']}", "stream_key": "livekey"})
    (folder / "profile").mkdir()
    (folder / "profile/Cookies").write_text(secret["cookie"])
    target = tmp_path / "report.zip"
    problem_report.write(folder, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert sorted(file.name for file in tmp_path.iterdir()) == ["app", "report.zip"]
    with ZipFile(target) as archive:
        assert archive.testzip() is None
        told = {name: archive.read(name).decode() for name in archive.namelist()}
    assert sorted(told) == ["about.json", "companion.log", "companion.log.1", "servers.json", "settings.json"]
    for name, one in secret.items():
        for file, text in told.items():
            assert one not in text, (name, file)
    assert "an older app's: ticket=…" in told["companion.log.1"]
    kept = json.loads(told["settings.json"])
    assert kept["hotkeys"] is True
    assert kept["recordings"] == "/media/x?…"
    assert "livekey" not in told["settings.json"]
    assert json.loads(told["servers.json"])["agreed"] == [SERVER]
    about = json.loads(told["about.json"])
    assert about["kaibo"] == __version__
    assert about["system"] == QSysInfo.prettyProductName()
    assert about["chromium"].split(".")[0].isdigit()
    assert {"qt", "desktop", "session", "windows"} <= about.keys()


def strategy_example(name: str) -> str:
    """Return a random secret of that kind."""
    made = {
        "typed key": lambda: typed("".join(secrets.choice(CROCKFORD) for _ in range(24)), "-"),
        "session": lambda: "se_" + secrets.token_urlsafe(16),
        "jwt": lambda: jwt([secrets.token_bytes(9), secrets.token_bytes(60), secrets.token_bytes(32)]),
    }
    return made.get(name, lambda: secrets.token_urlsafe(24))()


def test_failed_report_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        problem_report.write(tmp_path, tmp_path / "nowhere/report.zip")
    (tmp_path / "report.zip").mkdir()
    with pytest.raises(OSError, match="report"):
        problem_report.write(tmp_path, tmp_path / "report.zip")
    assert [file.name for file in tmp_path.iterdir()] == ["report.zip"]


def test_report_does_not_follow_a_prepared_link(tmp_path: Path) -> None:
    """In a shared folder another user could read such a file."""
    theirs = tmp_path / "theirs"
    theirs.write_text("")
    (tmp_path / "report.zip.part").symlink_to(theirs)
    problem_report.write(tmp_path / "app", tmp_path / "report.zip")
    assert theirs.read_text() == ""
    assert ZipFile(tmp_path / "report.zip").testzip() is None


def test_report_of_full_log_is_small(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    line = f"2026-11-25T19:00:00.000Z INFO kaibo.page https://live.example.com/s/se_{'a' * 22}/call/View 200 in 12 ms\n"
    for name in ("companion.log", "companion.log.1", "companion.log.2"):
        (tmp_path / "log" / name).write_text(line * (log.SIZE // len(line)))
    problem_report.write(tmp_path, tmp_path / "report.zip")
    assert (tmp_path / "report.zip").stat().st_size < log.SIZE
