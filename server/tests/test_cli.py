"""The `kaibo` command as a person types it."""

import json
import os
import re
import resource
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx2
import pytest
from alembic import command
from kaibo import migrations
from kaibo.cli.main import READER_LEFT
from kaibo.host.livekit.config import free_port

from tests.command import COMMAND, kaibo, refused, up
from tests.started import Started
from tests.waiting import until


def livekit_pid(folder: Path) -> int:
    return int(json.loads((folder / "data/livekit.pid").read_text())["pid"])


def test_key_create_serves_new_and_existing_accounts(tmp_path: Path) -> None:
    first = json.loads(kaibo(tmp_path, "key", "create").stdout)
    assert first["AccessKeyId"].startswith("AKLT")
    second = json.loads(kaibo(tmp_path, "key", "create", "--account", first["Account"]).stdout)
    assert second["Account"] == first["Account"]
    assert second["SecretAccessKey"] != first["SecretAccessKey"]
    unknown = kaibo(tmp_path, "key", "create", "--account", "ac_nobody")
    assert (unknown.returncode, unknown.stderr.strip()) == (1, "kaibo: there is no account ac_nobody")


def test_data_folder_holds_no_secret_in_plain_text(tmp_path: Path) -> None:
    key = json.loads(kaibo(tmp_path, "key", "create").stdout)
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
    assert (tmp_path / "data/master.key").stat().st_mode & 0o077 == 0
    for file in (tmp_path / "data").iterdir():
        assert key["SecretAccessKey"].encode() not in file.read_bytes(), file


def test_call_without_a_key_names_the_variable(tmp_path: Path) -> None:
    kaibo(tmp_path, "migrate")
    silent = kaibo(tmp_path, "call", "ListActivityAPI", "--port", "9")
    assert silent.returncode == 1
    assert "KAIBO_AK" in silent.stderr


def limited(soft: int, hard: int) -> Callable[[], None]:
    """Return a function that limits the open files of a process before it becomes `kaibo`."""
    return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize(("soft", "hard", "warned"), [(256, 1024, True), (256, 8192, False)])
def test_server_raises_its_limit_of_open_files(tmp_path: Path, soft: int, hard: int, warned: bool) -> None:
    command = [str(COMMAND), "up", "--json", "--no-media", "--no-demo", "--port", str(free_port())]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limited(soft, hard),
    ) as running:
        assert running.stdout
        assert running.stderr
        assert "Url" in json.loads(running.stdout.readline())
        limits = Path(f"/proc/{running.pid}/limits").read_text()
        running.send_signal(signal.SIGINT)
        said = running.stderr.read()
    assert re.search(rf"^Max open files +{hard} +{hard} ", limits, re.MULTILINE)
    assert f"{hard} files may be open" in said
    assert ("WARNING kaibo only" in said) is warned


def test_serve_without_livekit_url_names_the_setting(tmp_path: Path) -> None:
    result = kaibo(tmp_path, "serve")
    assert result.returncode == 1
    assert "livekit_url" in result.stderr


def test_key_is_created_listed_changed_and_deleted(tmp_path: Path) -> None:
    made = json.loads(kaibo(tmp_path, "key", "create", "--name", "robot", "--actions", "Get*", "--days", "30").stdout)
    (listed,) = (json.loads(line) for line in kaibo(tmp_path, "key", "list").stdout.splitlines())
    assert (listed["Account"], listed["AccessKeyId"]) == (made["Account"], made["AccessKeyId"])
    assert (listed["Name"], listed["Actions"], listed["Enable"]) == ("robot", ["Get*"], 1)
    assert listed["SecretTail"] == made["SecretAccessKey"][-4:]
    assert made["SecretAccessKey"] not in json.dumps(listed)
    assert 29 < (listed["ExpireTime"] - time.time()) / 86_400 < 31
    key = made["AccessKeyId"]
    changed = json.loads(kaibo(tmp_path, "key", "change", key, "--off", "--days", "0", "--activities", "5").stdout)
    assert (changed["Enable"], changed["ExpireTime"], changed["ActivityIds"]) == (0, 0, [5])
    assert (changed["Name"], changed["Actions"]) == ("robot", ["Get*"])
    assert json.loads(kaibo(tmp_path, "key", "delete", key).stdout) == {"Status": True}
    assert kaibo(tmp_path, "key", "list").stdout == ""
    with closing(sqlite3.connect(tmp_path / "data/kaibo.db")) as db:
        told = db.execute("SELECT actor_name, kind, name, detail FROM audit ORDER BY id").fetchall()
    assert told == [("kaibo key", "key", "robot", f"{did} {key}") for did in ("made", "off", "deleted")]
    for arguments in (("delete", key), ("change", key, "--on")):
        assert kaibo(tmp_path, "key", *arguments).stderr == f"kaibo: there is no access key {key}\n"
    wrong = kaibo(tmp_path, "key", "create", "--actions", "a b")
    assert (wrong.returncode, wrong.stderr.startswith("kaibo: Actions.0: ")) == (1, True)


def test_server_without_media_answers_calls(tmp_path: Path) -> None:
    with up(tmp_path, "--no-media") as (_, said):
        port = said["Url"].rpartition(":")[2]
        asked = json.dumps({"ActivityId": said["ActivityId"]})
        answer = kaibo(tmp_path, "call", "GetActivityAPI", asked, "--port", port)
    assert json.loads(answer.stdout)["Result"]["Id"] == said["ActivityId"]
    assert {"HostUrl", "TmpUrl", "GuestUrl", "ViewUrl", "AccessKeyId", "SecretAccessKey"} < said.keys()
    assert not (tmp_path / "data/livekit.pid").exists()
    with closing(sqlite3.connect(tmp_path / "data/kaibo.db")) as db:
        ((of_demo, own),) = db.execute("SELECT room_names, installation.id FROM activity, installation").fetchall()
    assert of_demo == own


def test_server_without_demo_makes_no_activity(tmp_path: Path) -> None:
    with up(tmp_path, "--no-media", "--no-demo") as (_, said):
        assert list(said) == ["Url", "AdminUrl"]
    assert not (tmp_path / "data/demo.json").exists()


@pytest.mark.parametrize(("public_url", "callers"), [("", 1), ("https://live.example.com", 2)])
def test_forwarded_address_from_this_machine_counts_only_behind_a_proxy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, public_url: str, callers: int
) -> None:
    """Calls are limited by address. So a program that names two addresses is one caller, or two."""
    port = str(free_port())
    monkeypatch.setenv("KAIBO_PUBLIC_URL", public_url)
    with up(tmp_path, "--no-media", "--no-demo", "--port", port) as (_, said), httpx2.Client(trust_env=False) as http:
        refused = set()
        for address in ("198.51.100.7", "198.51.100.8"):
            for times in range(1000):
                headers = {"Origin": said["Url"], "X-Forwarded-For": address}
                ticket = {"Ticket": f"{times:022}"}
                url = f"http://127.0.0.1:{port}/client/PeekTicket"
                if http.post(url, json=ticket, headers=headers).status_code == 429:
                    refused |= {address} if times else set()
                    break
    assert len(refused) == callers


def test_livekit_survives_a_killed_server_and_ends_on_ctrl_c(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port, metrics = str(free_port()), free_port()
    monkeypatch.setenv("KAIBO_METRICS_PORT", str(metrics))
    with up(tmp_path, "--port", port) as (running, first):
        running.kill()
        running.wait()
    pid = livekit_pid(tmp_path)
    assert Path(f"/proc/{pid}/exe").exists()
    with up(tmp_path, "--port", port) as (running, second):
        assert second["HostUrl"] == first["HostUrl"]
        assert livekit_pid(tmp_path) == pid
        for path, name in (("", 'kaibo_media_up{node="127.0.0.1'), ("/livekit", "livekit_room_total")):
            told = httpx2.get(f"http://127.0.0.1:{metrics}/metrics{path}", trust_env=False, timeout=30)
            assert name in told.text
        assert httpx2.get(f"http://127.0.0.1:{port}/metrics", trust_env=False, timeout=30).status_code == 404
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0
    assert not Path(f"/proc/{pid}/exe").exists()


def test_stop_during_start_leaves_no_livekit(tmp_path: Path) -> None:
    command = [str(COMMAND), "up", "--port", str(free_port())]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        mark = tmp_path / "data/livekit.pid"
        while not mark.exists() or not mark.read_text():
            assert running.poll() is None
            time.sleep(0.005)  # polls the file system: no event tells of a new file
        pid = livekit_pid(tmp_path)
        running.send_signal(signal.SIGTERM)
        running.wait(10)
    assert not Path(f"/proc/{pid}/exe").exists()


def test_used_port_stops_the_start_at_once(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        result = kaibo(tmp_path, "up", "--no-media", "--port", port)
    assert result.returncode == 1
    assert result.stderr.startswith(f"kaibo: port {port} of 127.0.0.1 cannot be used")


def test_second_server_names_the_folder_in_use(tmp_path: Path) -> None:
    with up(tmp_path, "--no-media", "--no-demo"):
        second = kaibo(tmp_path, "up", "--no-media", "--port", str(free_port()))
    assert second.returncode == 1
    assert re.search(
        r"^kaibo: another Kaibo runs on \S+; name another folder with --data$", second.stderr, re.MULTILINE
    )


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("KAIBO_DATABASE_URL", "nonsense", "setting database_url: Could not parse"),
        ("KAIBO_DATABASE_URL", "postgresql+psycopg://u:hidden@127.0.0.1:9/x", "the store (database_url): "),
        ("KAIBO_RATE_LIMIT_URL", "async+nonsense://", "setting rate_limit_url: unknown storage scheme"),
        ("KAIBO_PUBLIC_URL", "https://live.example/kaibo", "setting public_url: it has '/kaibo' after its host"),
        ("KAIBO_DATA", "/proc/nowhere", "the data folder: /proc/nowhere: "),
    ],
)
def test_wrong_setting_is_named_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    monkeypatch.setenv(variable, value)
    failed = kaibo(tmp_path, "up", "--no-media", "--port", str(free_port()))
    assert failed.returncode == 1
    last = failed.stderr.splitlines()[-1]
    assert last.startswith(f"kaibo: {told}")
    assert "Traceback" not in failed.stderr
    assert "hidden" not in failed.stderr


def test_reader_of_a_pipe_may_leave_early(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "wb") as pipe:
        check = [str(COMMAND), "check"]
        left = subprocess.run(check, cwd=tmp_path, stdout=pipe, stderr=subprocess.PIPE, check=False, timeout=60)
    assert (left.returncode, left.stderr) == (READER_LEFT, b"")


def test_broken_toml_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "kaibo.toml").write_text("port = = 3\n")
    assert kaibo(tmp_path, "migrate").stderr.startswith("kaibo: kaibo.toml: Invalid value (at line 1")


def test_two_first_commands_at_once_share_one_secret_and_store(tmp_path: Path) -> None:
    command = [str(COMMAND), "key", "create"]
    errors = [tmp_path / f"{number}.err" for number in range(2)]
    for running in [Started(tmp_path, command, file) for file in errors]:
        with running:
            assert running.wait() == 0
    assert [file.read_text() for file in errors] == ["", ""]
    assert [file.name for file in (tmp_path / "data").glob("master.*")] == ["master.key"]


@pytest.mark.parametrize("left", [b"", bytes(65), None], ids=["empty", "zeros", "missing"])
def test_lost_master_key_is_not_replaced_while_the_store_needs_it(tmp_path: Path, left: bytes | None) -> None:
    kaibo(tmp_path, "key", "create")
    key = tmp_path / "data/master.key"
    key.unlink() if left is None else key.write_bytes(left)
    line = refused(kaibo(tmp_path, "key", "list"))
    assert line.startswith(f"kaibo: the master key: {key} is {'missing' if left is None else 'empty'}; put your backup")
    assert (key.read_bytes() if key.exists() else None) == left


@pytest.mark.parametrize("left", [b"", bytes(65)], ids=["empty", "zeros"])
def test_blank_master_key_is_replaced_for_a_store_without_secrets(tmp_path: Path, left: bytes) -> None:
    kaibo(tmp_path, "migrate")
    (tmp_path / "data/master.key").write_bytes(left)
    assert json.loads(kaibo(tmp_path, "key", "create").stdout)["AccessKeyId"]
    assert len(bytes.fromhex((tmp_path / "data/master.key").read_text())) == 32


def test_broken_master_key_is_named(tmp_path: Path) -> None:
    kaibo(tmp_path, "key", "create")
    (tmp_path / "data/master.key").write_text("12ab")
    assert f"{tmp_path}/data/master.key is broken" in refused(kaibo(tmp_path, "key", "list"))


def test_files_that_a_power_cut_blanked_stop_no_start(tmp_path: Path) -> None:
    with up(tmp_path) as (_, said):
        first = said["ViewUrl"]
    names = {file.name for file in (tmp_path / "data").iterdir() if file.is_file()} - {
        "kaibo.db",
        "kaibo.db-wal",
        "kaibo.db-shm",
    }
    assert {"livekit.json", "livekit.yaml", "demo.json"} < names
    for content in (b"", bytes(200)):
        for name in names - {"master.key"} | {"livekit.pid"}:
            (tmp_path / "data" / name).write_bytes(content)
        with up(tmp_path) as (_, said):
            assert said["ViewUrl"] not in ("", first)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "is not JSON"),
        ("[]", "the whole is unknown"),
        ('{"port": "seven"}', "port is unknown or has a wrong value"),
        ('{"tcp_port": 70000}', "tcp_port is unknown or"),
        ('{"colour": 1}', "colour is unknown or"),
    ],
)
def test_broken_file_of_livekit_ports_is_named(tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/livekit.json").write_text(content)
    line = refused(kaibo(tmp_path, "up", "--port", str(free_port())))
    assert line.startswith(f"kaibo: LiveKit's ports: {tmp_path}/data/livekit.json")
    assert why in line
    assert (tmp_path / "data/livekit.json").read_text() == content


@pytest.mark.parts
def test_log_of_livekit_stays_within_the_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    most = 1024 * 1024
    monkeypatch.setenv("KAIBO_LIVEKIT_LOG_MB", "1")
    log, old = tmp_path / "data/livekit.log", tmp_path / "data/livekit.log.old"
    with up(tmp_path, "--no-demo"):
        with log.open("ab", buffering=0) as lines:
            lines.write(b"an old line\n" * (most // 2 // 12 + 1))
        until(lambda: old.is_file() and log.stat().st_size < most // 2, "the log is cut")
        assert b"an old line" in old.read_bytes()
        assert log.stat().st_size + old.stat().st_size <= most


def test_every_file_in_an_existing_folder_becomes_private(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    for name in ("kaibo.db", "livekit.log", "livekit.json", "demo.json", "lock", "migrating"):
        (data / name).touch(0o644)
    with up(tmp_path, "--data", str(data)):
        while_running = {file.name: file.stat().st_mode & 0o077 for file in data.iterdir()}
    assert {"kaibo.db", "kaibo.db-wal", "kaibo.db-shm", "livekit.log", "livekit.pid", "master.key"} < set(while_running)
    assert set(while_running.values()) == {0}, while_running
    command.downgrade(migrations.config(f"sqlite:///{data}/kaibo.db"), "0011")
    result = kaibo(tmp_path, "migrate")
    assert result.stderr.startswith("the store goes from version 0011 to ")
    assert (data / "kaibo.db.0011.bak").stat().st_mode & 0o077 == 0


def test_folder_that_others_may_change_is_reported(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o777)
    assert f"chmod go-w {tmp_path}/data" in kaibo(tmp_path, "migrate").stderr


def test_files_for_managed_machines_are_readable_by_all(tmp_path: Path) -> None:
    assert kaibo(tmp_path, "companion", "policy", "for/all").returncode == 0
    made = list((tmp_path / "for").rglob("*"))
    assert {file.stat().st_mode & 0o777 for file in made if file.is_file()} == {0o644}
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "for", *made) if file.is_dir()} == {0o755}
