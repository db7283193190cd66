"""The small files that the app keeps, on any system."""

import json
import os
import subprocess
import sys
from pathlib import Path

KEEP = """
import sys
from pathlib import Path
from kaibo_companion.files import write_json
write_json(Path(sys.argv[1]), "\\u65e9\\u4f1a")
"""

CALLS = """
import os, sys
from pathlib import Path
from kaibo_companion.files import write_json
def note(_, what, called):
    if what == "c_call" and called in (os.fsync, os.replace):
        print(called.__name__)
sys.setprofile(note)
write_json(Path(sys.argv[1]), "text")
sys.setprofile(None)
"""


def test_content_is_synced_before_the_rename(tmp_path: Path) -> None:
    """Otherwise a power cut could leave an empty file."""
    command = [sys.executable, "-c", CALLS, str(tmp_path / "kept.json")]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert told == ["fsync", "replace", "fsync"]
    assert [file.name for file in tmp_path.iterdir()] == ["kept.json"]


def test_chinese_text_survives_any_system_encoding(tmp_path: Path) -> None:
    """An English Windows has an encoding without Chinese."""
    file = tmp_path / "kept.json"
    letters = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    subprocess.run([sys.executable, "-c", KEEP, str(file)], env=os.environ | letters, check=True)
    assert json.loads(file.read_bytes().decode("utf-8")) == "早会"
