"""The libFuzzer targets, each in a process of its own, from the seeds beside it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz import SHARES, SOAK_SECONDS

SERVER = Path(__file__).resolve().parents[2]
TARGETS = ["signature_target", "body_target", "link_target"]


def run(target: str, *options: str, patience: float) -> None:
    """Run a target. Fail with the input that it could not take."""
    pytest.importorskip("atheris", reason="atheris has no wheel for this machine")
    command = [sys.executable, "-m", f"tests.fuzz.{target}", "-print_final_stats=1", *options]
    done = subprocess.run(command, cwd=SERVER, capture_output=True, text=True, errors="replace", timeout=patience)
    assert done.returncode == 0, (done.stdout + done.stderr)[-8000:]
    print(done.stderr[-600:])


@pytest.mark.parametrize("target", TARGETS)
def test_targets_survive_thousands_of_inputs(target: str) -> None:
    run(target, "-seed=1", "-runs=5000", "-max_total_time=5", patience=60)


@pytest.mark.soak
@pytest.mark.parametrize("target", TARGETS)
def test_targets_survive_minutes_of_inputs(target: str) -> None:
    seconds = SOAK_SECONDS / SHARES
    run(target, f"-max_total_time={seconds:.0f}", patience=seconds + 60)
