"""The command as a person types it; what needs LiveKit is tried end to end."""

import json
import subprocess
import sys
from pathlib import Path

from tests.running import free_port

COMMAND = Path(sys.executable).with_name("kaibo")


def kaibo(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [str(COMMAND), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, cwd=folder, check=False)


def test_a_key_is_made_for_a_new_account_and_for_one_that_is_there(tmp_path: Path) -> None:
    first = json.loads(kaibo(tmp_path, "key", "create").stdout)
    assert first["AccessKeyId"].startswith("AKLT")
    second = json.loads(kaibo(tmp_path, "key", "create", "--account", first["Account"]).stdout)
    assert second["Account"] == first["Account"]
    assert second["SecretAccessKey"] != first["SecretAccessKey"]
    unknown = kaibo(tmp_path, "key", "create", "--account", "ac_nobody")
    assert (unknown.returncode, unknown.stderr.strip()) == (1, "kaibo: there is no account ac_nobody")


def test_no_secret_lies_open_in_the_data_folder(tmp_path: Path) -> None:
    made = json.loads(kaibo(tmp_path, "key", "create").stdout)
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
    assert (tmp_path / "data/master.key").stat().st_mode & 0o077 == 0
    for file in (tmp_path / "data").iterdir():
        assert made["SecretAccessKey"].encode() not in file.read_bytes(), file


def test_a_call_that_nobody_answers_says_so(tmp_path: Path) -> None:
    kaibo(tmp_path, "migrate")
    silent = kaibo(tmp_path, "call", "ListActivityAPI", "--port", "9")
    assert silent.returncode == 1
    assert "KAIBO_AK" in silent.stderr


def test_serve_needs_to_know_where_livekit_is(tmp_path: Path) -> None:
    told = kaibo(tmp_path, "serve")
    assert told.returncode == 1
    assert "livekit_url" in told.stderr


def test_without_media_it_runs_and_answers(tmp_path: Path) -> None:
    with subprocess.Popen(
        [COMMAND, "up", "--json", "--no-media", "--port", str(free_port())],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        assert running.stdout
        said = json.loads(running.stdout.readline())
        port = said["Url"].rpartition(":")[2]
        asked = json.dumps({"ActivityId": said["ActivityId"]})
        answer = kaibo(tmp_path, "call", "GetActivityAPI", asked, "--port", port)
        running.terminate()
    assert json.loads(answer.stdout)["Result"]["Id"] == said["ActivityId"]
    assert {"HostUrl", "TmpUrl", "GuestUrl", "ViewUrl", "AccessKeyId", "SecretAccessKey"} < said.keys()
    assert not (tmp_path / "data/livekit.pid").exists()
