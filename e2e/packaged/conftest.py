"""The app as people get it: its package, installed on this machine, which it leaves as it was."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from e2e.desktop import Desktop
from e2e.kaibo import ROOT, Show

BUILT = ROOT / "dist/companion"
APP = Path("/opt/kaibo-companion/kaibo-companion")
POLICIES = Path("/etc/chromium/policies/managed")
AS_ROOT = [] if os.geteuid() == 0 else ["sudo", "-n"]


def as_root(*command: object, **given: str) -> str:
    """Run a command as root. Return what it prints."""
    ran = subprocess.run(
        [*AS_ROOT, *map(str, command)],
        input=given.get("input"),
        capture_output=True,
        text=True,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr


@pytest.fixture(scope="session")
def package() -> Path:
    manifest = json.loads((BUILT / "manifest.json").read_text())
    name: str = next(one["File"] for one in manifest["Files"] if one["System"] == "linux")
    return BUILT / name


def install(package: Path) -> None:
    """Install a package by the command that the docs give."""
    as_root(
        "apt-get", "install", "-y", "--no-install-recommends", "--reinstall", "-o", "DPkg::Lock::Timeout=300", package
    )


@pytest.fixture(scope="session")
def installed(package: Path) -> Iterator[Path]:
    """Give the installed app. The package is gone afterwards."""
    install(package)
    yield APP
    as_root("dpkg", "--purge", "kaibo-companion")


@pytest.fixture
def bare(display: str, home: Path) -> Iterator[Desktop]:
    """Give a desktop on a machine without the package, which is gone afterwards too."""
    as_root("dpkg", "--purge", "kaibo-companion")
    made = Desktop(home, display, app=APP)
    yield made
    made.kill()
    as_root("dpkg", "--purge", "kaibo-companion")


@pytest.fixture
def newer_apparmor() -> Iterator[None]:
    """Put a stand-in that takes every profile in place of an AppArmor that is older than 4.0 or missing."""
    words, parser = Path("/etc/apparmor.d/abi/4.0"), Path("/usr/local/sbin/apparmor_parser")
    if words.exists():
        yield
        return
    made = [folder for folder in words.parents if not folder.exists()]
    as_root("install", "-D", "-m", "0644", "/dev/null", words)
    as_root("install", "-D", "-m", "0755", "/bin/true", parser)
    yield
    as_root("rm", words, parser)
    for folder in made:
        as_root("rmdir", "--ignore-fail-on-non-empty", folder)


@pytest.fixture
def desktop(display: str, home: Path, installed: Path) -> Iterator[Desktop]:
    made = Desktop(home, display, app=installed)
    yield made
    made.kill()


@pytest.fixture
def show(start: Callable[..., Show]) -> Iterator[Show]:
    """Give a show that offers what was built. The fleet's browsers open its links in the app unasked."""
    made = start(KAIBO_COMPANION=str(BUILT), KAIBO_GRACE_SECONDS="20")
    rule = {"protocol": "kaibo", "allowed_origins": [made.url]}
    file, new = POLICIES / "kaibo-test.json", not POLICIES.exists()
    as_root("install", "-d", POLICIES)
    as_root("tee", file, input=json.dumps({"AutoLaunchProtocolsFromOrigins": [rule]}))
    yield made
    as_root("rm", file)
    if new:
        as_root("rmdir", "--parents", "--ignore-fail-on-non-empty", POLICIES)
