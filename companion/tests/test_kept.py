"""Small files that the app keeps: the same on every system."""

import json
import os
import subprocess
import sys
from pathlib import Path

KEEP = """
import sys
from pathlib import Path
from kaibo_companion.kept import keep
keep(Path(sys.argv[1]), "\\u65e9\\u4f1a")
"""


def test_a_name_is_kept_whatever_the_systems_letters_are(tmp_path: Path) -> None:
    """As on an English Windows, whose letters know no Chinese."""
    file = tmp_path / "kept.json"
    letters = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    subprocess.run([sys.executable, "-c", KEEP, str(file)], env=os.environ | letters, check=True)
    assert json.loads(file.read_bytes().decode("utf-8")) == "早会"
