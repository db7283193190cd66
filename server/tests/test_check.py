"""`kaibo check`, as a person types it: one line for each check, a cure for each fault, and the exit code."""

import json
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import trustme
from kaibo import clock
from kaibo.cli import checks, media_ports
from kaibo.host.livekit import config
from kaibo.host.livekit.config import Ports, free_port
from kaibo.settings import Settings

from tests.command import kaibo

TCP, UDP = socket.SOCK_STREAM, socket.SOCK_DGRAM
NAMES = ["versions", "livekit", "store", "clock", "disk", "certificate", "ports", "media", "addresses"]


@pytest.fixture(autouse=True)
def port(monkeypatch: pytest.MonkeyPatch) -> int:
    made = free_port()
    monkeypatch.setenv("KAIBO_PORT", str(made))
    return made


def found(folder: Path) -> dict[str, tuple[bool, str, str]]:
    """Return each finding. Check that each wrong one has a cure, and that the exit code tells whether all are ok."""
    told = kaibo(folder, "check", "--json")
    each = [json.loads(line) for line in told.stdout.splitlines()]
    assert [one["Check"] for one in each] == NAMES
    assert told.returncode == (0 if all(one["Ok"] for one in each) else 1)
    assert [one for one in each if not (one["Ok"] or one["Cure"])] == []
    return {one["Check"]: (one["Ok"], one["Text"], one["Cure"]) for one in each}


def test_fresh_machine_is_well_and_nothing_is_made(tmp_path: Path) -> None:
    assert all(ok for ok, _, _ in found(tmp_path).values())
    assert list(tmp_path.iterdir()) == []
    lines = kaibo(tmp_path, "check").stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [["ok", name] for name in NAMES]


def test_store_that_this_version_made_is_well_and_a_broken_one_is_not(tmp_path: Path) -> None:
    kaibo(tmp_path, "migrate")
    assert found(tmp_path)["store"][1].endswith("has the form of this version")
    file = tmp_path / "data/kaibo.db"
    for version, cure in (("0018", "Run kaibo migrate."), ("9999", "Run that version, or put an older backup")):
        with closing(sqlite3.connect(file)) as db, db:
            db.execute("UPDATE alembic_version SET version_num = ?", (version,))
        ok, text, told = found(tmp_path)["store"]
        assert not ok
        assert told.startswith(cure)
        assert cure not in text
    file.write_bytes(b"no database" * 100)
    ok, _, cure = found(tmp_path)["store"]
    assert (ok, cure) == (False, "Put a backup of it in its place.")


def test_everything_is_wrong_at_once_and_each_finding_has_a_cure(
    tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/kaibo.db").write_bytes(b"no database" * 100)
    (tmp_path / "data/livekit.json").write_text("{")
    monkeypatch.setattr(checks, "LEAST_FREE", 10**18)
    monkeypatch.setattr(checks, "FEW_BYTES", 10**18)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "empty"))
    monkeypatch.setenv("KAIBO_TLS_CERT", "cert.pem")
    monkeypatch.setenv("KAIBO_PUBLIC_URL", "https://no-such-name.invalid")
    with closing(socket.create_server(("127.0.0.1", port))):
        told = found(tmp_path)
    # SQLite has this machine's clock
    assert [name for name, (ok, _, _) in told.items() if ok] == ["versions", "clock"]


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_clock_that_is_off_the_databases_is_wrong(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAIBO_DATABASE_URL", store_url)
    assert found(tmp_path)["clock"][0]
    monkeypatch.setattr(clock, "machine_ms", lambda: time.time_ns() // 1_000_000 + 30_000)
    ok, text, cure = found(tmp_path)["clock"]
    assert (ok, cure) == (False, "Use NTP on both.")
    assert "s off the database's" in text


def test_database_that_is_away_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAIBO_DATABASE_URL", f"postgresql+psycopg://someone:secret@127.0.0.1:{free_port()}/x")
    ok, text, cure = found(tmp_path)["store"]
    assert not ok
    assert "does not answer" in text
    assert "secret" not in text
    assert "database_url" in cure


def test_port_of_another_program_is_named(tmp_path: Path, port: int) -> None:
    with closing(socket.create_server(("127.0.0.1", port))):
        ok, text, cure = found(tmp_path)["ports"]
    assert (ok, cure) == (False, "Set port to another.")
    assert str(port) in text


@pytest.fixture
def media(tmp_path: Path) -> Ports:
    """Choose the ports of a LiveKit, as a first start does."""
    (tmp_path / "data").mkdir()
    return config.kept(tmp_path / "data")


@contextmanager
def listening(*wanted: tuple[socket.SocketKind, int]) -> Iterator[None]:
    """Listen like another program, or like LiveKit."""
    with ExitStack() as stack:
        for kind, port in wanted:
            one = stack.enter_context(socket.socket(socket.AF_INET, kind))
            one.bind(("", port))
            if kind == TCP:
                one.listen()
        yield


def test_media_ports_are_tried_before_the_start_and_beside_a_livekit(tmp_path: Path, media: Ports) -> None:
    assert found(tmp_path)["media"] == (
        True,
        f"UDP port {media.udp_port} and TCP port {media.tcp_port} are for browsers on this machine alone",
        "",
    )
    with listening((TCP, media.port), (TCP, media.tcp_port), (UDP, media.udp_port)):
        assert found(tmp_path)["media"][0]
    with listening((TCP, media.port), (TCP, media.tcp_port)):
        ok, text, cure = found(tmp_path)["media"]
    assert (ok, cure) == (False, "Start Kaibo again.")
    assert f"UDP port {media.udp_port}" in text


@pytest.mark.parametrize(("kind", "name"), [(TCP, "tcp_port"), (UDP, "udp_port")], ids=["TCP", "UDP"])
def test_media_port_of_another_program_is_named(
    tmp_path: Path, media: Ports, kind: socket.SocketKind, name: str
) -> None:
    port: int = getattr(media, name)
    with listening((kind, port)):
        ok, text, cure = found(tmp_path)["media"]
    assert not ok
    assert str(port) in text
    assert name in cure


def test_media_address_of_this_machine_is_open_and_another_ones_needs_a_forward(
    tmp_path: Path, media: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media_ports, "ANSWER_SECONDS", 0.2)
    monkeypatch.setenv("KAIBO_MEDIA_IP", own_address())
    told = found(tmp_path)["media"]
    assert (told[0], told[2]) == (True, "Open them in each firewall before it.")
    with listening((TCP, media.port), (TCP, media.tcp_port), (UDP, media.udp_port)):
        assert found(tmp_path)["media"] == told
    monkeypatch.setenv("KAIBO_MEDIA_IP", "203.0.113.7")
    ok, text, cure = found(tmp_path)["media"]
    assert (ok, "not this machine's own" in text) == (True, True)
    assert cure.startswith("Forward both ports from 203.0.113.7")


def own_address() -> str:
    """Return the address that this machine has in its network. The route needs no packet."""
    with socket.socket(socket.AF_INET, UDP) as probe:
        probe.connect(("203.0.113.7", 9))
        return str(probe.getsockname()[0])


def test_media_ports_that_cannot_be_read_and_a_livekit_elsewhere(
    tmp_path: Path, media: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data/livekit.json").write_text('{"port": "x"}')
    ok, text, cure = found(tmp_path)["media"]
    assert (ok, cure) == (False, config.MEND)
    assert "livekit.json" in text
    monkeypatch.setenv("KAIBO_LIVEKIT_URL", f"http://127.0.0.1:{free_port()}")
    ok, _, cure = found(tmp_path)["media"]
    assert ok
    assert "firewall" in cure


@pytest.mark.parametrize(
    ("public", "media", "ok"),
    [
        ("https://127.0.0.1", "127.0.0.1", True),
        ("https://203.0.113.7", "127.0.0.1", False),
        ("https://192.168.1.4", "192.168.1.4", True),
        ("https://8.8.8.8", "192.168.1.4", False),
        ("https://8.8.8.8", "8.8.8.8", True),
        ("https://no-such-name.invalid", "8.8.8.8", False),
    ],
)
def test_media_address_must_fit_the_public_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, public: str, media: str, ok: bool
) -> None:
    monkeypatch.setenv("KAIBO_PUBLIC_URL", public)
    monkeypatch.setenv("KAIBO_MEDIA_IP", media)
    assert found(tmp_path)["addresses"][0] == ok


@pytest.mark.parametrize(("days", "ok", "cure"), [(-1, False, "Get a new"), (5, True, "Renew it."), (60, True, "")])
def test_certificate_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, ok: bool, cure: str
) -> None:
    now = datetime.now(UTC)
    leaf = trustme.CA().issue_cert("localhost", not_before=now - timedelta(9), not_after=now + timedelta(days, 60))
    (tmp_path / "cert.pem").write_bytes(leaf.cert_chain_pems[0].bytes())
    (tmp_path / "key.pem").write_bytes(leaf.private_key_pem.bytes())
    monkeypatch.setenv("KAIBO_TLS_CERT", "cert.pem")
    monkeypatch.setenv("KAIBO_TLS_KEY", "key.pem")
    told = found(tmp_path)["certificate"]
    assert told[0] == ok
    assert told[2].startswith(cure)
    assert bool(told[2]) == bool(cure)


def test_little_room_on_the_disk_and_a_missing_livekit_are_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "LEAST_FREE", 10**18)
    monkeypatch.setattr(checks, "FEW_BYTES", 10**18)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "empty"))
    told = found(tmp_path)
    assert (told["disk"][0], told["livekit"][0]) == (False, False)
    assert "Make room" in told["disk"][2]
    assert "make up" in told["livekit"][2]
    monkeypatch.setenv("KAIBO_LIVEKIT_URL", f"http://127.0.0.1:{free_port()}")
    assert "does not answer" in found(tmp_path)["livekit"][1]


def test_disks_of_the_files_the_store_and_the_backups_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = {"data": 9_000_000_000, "files": 8_000_000_000, "backups": 7_000_000_000, "store": 6_000_000_000}
    for name in free:
        (tmp_path / name).mkdir()

    def usage(folder: Path) -> SimpleNamespace:
        return SimpleNamespace(free=free[folder.name])

    monkeypatch.setattr(checks, "shutil", SimpleNamespace(disk_usage=usage))
    settings = Settings(data=tmp_path / "data", files=str(tmp_path / "files" / "not made yet"))
    assert checks.disk(settings) == (True, f"8.0 GB are free in {tmp_path / 'files'}", "")
    settings = settings.model_copy(update={"upgrade_backups": str(tmp_path / "backups")})
    assert checks.disk(settings)[1] == f"7.0 GB are free in {tmp_path / 'backups'}"
    settings = settings.model_copy(update={"database_url": f"sqlite:///{tmp_path}/store/kaibo.db"})
    assert checks.disk(settings)[1] == f"6.0 GB are free in {tmp_path / 'store'}"
    free["files"] = 1_000
    told = checks.disk(settings)
    assert (told.ok, told.cure) == (False, "Make room there, or set files to another disk.")
