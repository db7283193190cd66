"""docs/adding-a-capability.md adds a feature in one folder and one line. A copy of the server shows that it works."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from kaibo.host.livekit.config import free_port

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/adding-a-capability.md").read_text()
FOLDER = "features/countdown/"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Make a copy of the server with the feature from the page. It has the compiled files, which save seconds."""
    kaibo = tmp_path / "kaibo"
    shutil.copytree(ROOT / "server/kaibo", kaibo)
    files = re.findall(r"^`(\S+\.py)` .*?^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert files
    for name, text in files:
        assert name.startswith(FOLDER), "the feature needs a file outside its folder"
        (kaibo / name).parent.mkdir(exist_ok=True)
        (kaibo / name).write_text(text)
    (diff,) = re.findall(r"^```diff\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    before, added = diff.splitlines()
    app = (kaibo / "app.py").read_text()
    assert app.count(before[1:]) == 1
    (kaibo / "app.py").write_text(app.replace(before[1:], f"{before[1:]}\n{added[1:]}"))
    return tmp_path


def run(copy: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)


def test_new_feature_answers_signed_calls_and_has_settings(copy: Path) -> None:
    port, environment = str(free_port()), {**os.environ, "PYTHONPATH": str(copy)}
    command = [sys.executable, "-m", "kaibo", "up", "--json", "--no-media", "--port", port]
    with subprocess.Popen(command, cwd=copy, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            said = json.loads(server.stdout.readline())
            environment |= {"KAIBO_AK": said["AccessKeyId"], "KAIBO_SK": said["SecretAccessKey"]}

            def call(name: str, **body: Any) -> Any:
                asked = json.dumps({"ActivityId": said["ActivityId"], **body})
                line = [sys.executable, "-m", "kaibo", "call", name, asked, "--port", port]
                answer = subprocess.run(line, cwd=copy, env=environment, capture_output=True, text=True, check=False)
                assert answer.returncode == 0, answer.stderr
                return json.loads(answer.stdout)["Result"]

            assert call("GetCountdown")["Seconds"] == 0
            assert call("GetShowSettings")["Effective"]["Countdown"] == {"Shown": True}
            put = call("PutShowSettings", Settings={"Countdown": {"Shown": False}})
            assert put["Effective"]["Countdown"] == {"Shown": False}
        finally:
            server.send_signal(signal.SIGINT)


def test_new_feature_adds_its_part_to_the_snapshot(copy: Path) -> None:
    told = run(copy, sys.executable, "-c", "from kaibo.app import VIEW; print('countdown' in VIEW.model.model_fields)")
    assert told.stdout == "True\n", told.stderr


def test_new_feature_keeps_the_layers(copy: Path) -> None:
    contracts = (ROOT / "pyproject.toml").read_text()
    others = r', "kaibo_(?:companion|maker)"'
    parts = re.split(r"(?=^\[\[tool\.importlinter\.contracts\]\])", re.sub(others, "", contracts), flags=re.MULTILINE)
    kept = [part for part in parts if not re.search(r'^(containers|source_modules) = \["kaibo_', part, re.MULTILINE)]
    (copy / "pyproject.toml").write_text("".join(kept))
    told = run(copy, str(Path(sys.executable).with_name("lint-imports")), "--no-cache")
    assert told.returncode == 0, told.stdout[-3000:]
    assert "No feature imports another KEPT" in told.stdout
