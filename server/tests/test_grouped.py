"""One process of a run makes all tests of a group, so that what they share starts once."""

import os
import subprocess
import sys
from pathlib import Path

FILE = """
import pytest

pytestmark = {marks}

@pytest.fixture(scope="module", autouse=True)
def shared(worker_id):
    with open("{folder}/started", "a") as file:
        file.write(__name__ + " ")

@pytest.mark.parametrize("number", range(6))
def test_it(number):
    pass
"""


def test_group_stays_in_one_process(tmp_path: Path) -> None:
    for name, marks in (("test_group", '[pytest.mark.xdist_group("one")]'), ("test_others", "[]")):
        (tmp_path / f"{name}.py").write_text(FILE.format(marks=marks, folder=tmp_path))
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.grouped",
        "-n",
        "2",
        "--dist",
        "loadgroup",
        f"--rootdir={tmp_path}",
    ]
    tests = Path(__file__).parent.parent
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}
    run = subprocess.run(
        [*command, "--confcutdir", tmp_path, tmp_path],
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(tests)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout
    assert (tmp_path / "started").read_text().split().count("test_group") == 1
