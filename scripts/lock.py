"""Write every lock again. No lock names a registry's host, so that mirrors work."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".venv/bin/uv"
OPTIONS = ["--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header", "-q"]
WINDOWS = ["--python-platform", "x86_64-pc-windows-msvc", "--only-binary", ":all:"]
SERVER = ["server/pyproject.toml", "requirements.in"]
OTHERS = ["maker/pyproject.toml", "companion/pyproject.toml"]
LOCKS = {
    "requirements.lock": SERVER,
    "requirements-maker.lock": ["maker/pyproject.toml", "-c", "requirements.lock"],
    "requirements-dev.lock": [*SERVER, *OTHERS, "requirements-dev.in", *("-c", "requirements-maker.lock")],
    "scripts/go.lock": ["scripts/go.in"],
    "scripts/node.lock": ["scripts/node.in"],
    "scripts/pyinstaller.lock": ["scripts/pyinstaller.in", "-c", "requirements-dev.lock"],
    "companion/packaging/windows/wheels.lock": ["companion/pyproject.toml", "-c", "requirements-dev.lock"],
}

for lock, sources in LOCKS.items():
    platform = WINDOWS if "windows" in lock else ["--universal"]
    subprocess.run([UV, "pip", "compile", *OPTIONS, *platform, *sources, "-o", lock], cwd=ROOT, check=True)
