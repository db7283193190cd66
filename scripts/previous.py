"""`scripts/previous.py [COMMIT]`: keep a wheel of the previous release, which the tests run beside today's code.

`server/tests/previous/commit` names the commit that the wheel is built from. COMMIT replaces it. The repository keeps
the wheel, because a clone may lack the commit.
"""

import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "server/tests/previous"
COMMIT = KEPT / "commit"
BUILD = "import sys; from flit_core import buildapi; buildapi.build_wheel(sys.argv[1])"


def git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout


def main() -> None:
    wanted = sys.argv[1] if len(sys.argv) > 1 else COMMIT.read_text().strip()
    commit = git("rev-parse", "--verify", f"{wanted}^{{commit}}").decode().strip()
    made_at = git("show", "-s", "--format=%ct", commit).decode().strip()
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(git("archive", commit, "server/kaibo", "server/pyproject.toml"))) as tar:
            tar.extractall(folder, filter="data")
        for old in KEPT.glob("*.whl"):
            old.unlink()
        env = {**os.environ, "SOURCE_DATE_EPOCH": made_at}  # two builds of one commit are the same, byte for byte
        subprocess.run([sys.executable, "-c", BUILD, str(KEPT)], cwd=f"{folder}/server", env=env, check=True)
    COMMIT.write_text(f"{commit}\n")


main()
