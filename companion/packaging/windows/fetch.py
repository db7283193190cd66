"""Fetch the parts of the Windows package by hash: wheels and Python itself. Nothing of it runs here."""

import hashlib
import io
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pip._internal.cli.base_command import Command
from pip._internal.commands import create_command
from pip._vendor.packaging.specifiers import SpecifierSet

HERE = Path(__file__).resolve().parent
PIN = re.compile(r"^([a-z-]+)==([0-9.]+) \\\n +--hash=sha256:([0-9a-f]{64})$", re.M)
VERSION = "3.11"  # of Python
ABIS = "cp311", "abi3", "none"
WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}
PLATFORM = "--platform", "win_amd64", "--implementation", "cp", "--python-version", VERSION


def packages(into: Path) -> None:
    """Install the wheels of wheels.lock into a folder, as on Windows. Fail when the app requires others."""
    told = tomllib.loads((HERE.parent.parent / "pyproject.toml").read_text())["project"]["dependencies"]
    asked = [one for one in map(Requirement, told) if not one.marker or one.marker.evaluate(WINDOWS)]
    pins = re.findall(r"^([a-z0-9._-]+==\S+) ", (HERE / "wheels.lock").read_text(), re.M)
    if missing := {f"{canonicalize_name(one.name)}{one.specifier}" for one in asked} - set(pins):
        sys.exit(f"wheels.lock: {', '.join(missing)} is not in there; run `make lock`")
    abis = [part for abi in ABIS for part in ("--abi", abi)]
    options = ["-q", "--no-deps", "--no-compile", "--only-binary=:all:", "--require-hashes", "--target", into]
    command = [sys.executable, "-m", "pip", "install", *options, *PLATFORM, *abis, "-r", HERE / "wheels.lock"]
    subprocess.run([str(part) for part in command], check=True)


def python(into: Path) -> None:
    """Extract the embeddable Python into a new folder."""
    with tarfile.open(fileobj=io.BytesIO(_sdist())) as sdist:
        inner = next(one for one in sdist.getmembers() if one.name.endswith("/data.zip"))
        opened = sdist.extractfile(inner)
        assert opened
        with zipfile.ZipFile(io.BytesIO(opened.read())) as files:
            into.mkdir(parents=True)
            for name in files.namelist():
                folder, _, file = name.partition("/")
                if file and folder == "cp311":
                    assert not set("/\\") & set(file), file
                    (into / file).write_bytes(files.read(name))


def _sdist() -> bytes:
    """Find the archive with pip's finder, which uses this person's mirrors. `pip download` would run its setup.py."""
    found = PIN.search((HERE / "python.lock").read_text())
    assert found
    name, version, wanted = found.groups()
    command = create_command("download")
    options, _ = command.parse_args(["--no-deps", f"--no-binary={name}", name])
    with Command.main_context(command):
        session = command.get_default_session(options)  # type: ignore[attr-defined]
        finder = command._build_package_finder(options, session)  # type: ignore[attr-defined]
        best = finder.find_best_candidate(name, SpecifierSet(f"=={version}")).best_candidate
        if best is None:
            sys.exit(f"{name} {version}: not found")
        answer = session.get(best.link.url_without_fragment)
        answer.raise_for_status()
        data: bytes = answer.content
    if hashlib.sha256(data).hexdigest() != wanted:
        sys.exit(f"{name} {version}: it is not the file that python.lock names")
    return data
