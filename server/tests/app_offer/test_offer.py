"""The offer of the desktop app. The server takes over a folder whole or not at all, and serves its files unchanged."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from kaibo.app_offer import offer as companion
from kaibo.app_offer.offer import BadOffer, put

from tests.command import kaibo
from tests.gateway.door import HOST, Caller, serving

SIGNATURE = "\n".join(
    [
        "untrusted comment: signature from the build",
        "RUQ" + "A" * 96 + "=",
        "trusted comment: kaibo",
        "A" * 86 + "==",
        "",
    ]
)
FILES = {"kaibo_0.1.0_amd64.deb": ("linux", "x86_64"), "kaibo-0.1.0.exe": ("windows", "x86_64")}


def build(folder: Path, version: str = "0.1.0", content: bytes = b"!<arch>", **change: Any) -> Path:
    """Write what the build makes. `change` goes into the first file's entry."""
    folder.mkdir()
    listed: list[dict[str, Any]] = []
    for name, (system, arch) in FILES.items():
        (folder / name).write_bytes(content + name.encode())
        digest = sha256(content + name.encode()).hexdigest()
        size = (folder / name).stat().st_size
        listed.append({"System": system, "Arch": arch, "File": name, "Size": size, "Sha256": digest})
    listed[0] |= change
    (folder / "manifest.json").write_text(json.dumps({"Version": version, "Files": listed}))
    (folder / "manifest.json.minisig").write_text(SIGNATURE)
    return folder


def told(folder: Path) -> dict[str, bytes]:
    """Read all files that a folder offers."""
    now = companion.offer(folder)
    names = [file.file for file in now.manifest.files] + ["manifest.json", "manifest.json.minisig"]
    return {name: path.read_bytes() for name in names if (path := now.file(name))}


def test_command_offers_the_app_and_removes_the_old_one(tmp_path: Path) -> None:
    first = build(tmp_path / "first")
    result = kaibo(tmp_path, "companion", "import", str(first))
    assert (result.returncode, result.stderr) == (0, "")
    offered = tmp_path / "data/companion"
    assert told(offered) == {file.name: file.read_bytes() for file in first.iterdir()}
    again = build(tmp_path / "again", "0.1.1", b"the same names, other bytes")
    (again / "manifest.json.minisig").unlink()
    refused = kaibo(tmp_path, "companion", "import", str(again))
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"kaibo: {again}/manifest.json.minisig is not there; --unsigned")
    assert told(offered)["manifest.json"] == (first / "manifest.json").read_bytes()
    assert kaibo(tmp_path, "companion", "import", str(again), "--unsigned").returncode == 0
    assert told(offered) == {file.name: file.read_bytes() for file in again.iterdir()}
    assert len(list(offered.iterdir())) == 2
    lines = [json.loads(line) for line in kaibo(tmp_path, "companion", "list").stdout.splitlines()]
    assert [(one["Version"], one["System"], one["File"], one["Signed"], one["There"]) for one in lines] == [
        ("0.1.1", system, name, False, True) for name, (system, _) in FILES.items()
    ]


def test_command_reports_an_empty_offer(tmp_path: Path) -> None:
    result = kaibo(tmp_path, "companion", "list")
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == "kaibo: the server offers no app (data/companion)\n"


def test_setting_names_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAIBO_COMPANION", str(tmp_path / "elsewhere"))
    assert kaibo(tmp_path, "companion", "import", str(build(tmp_path / "built"))).returncode == 0
    assert len(told(tmp_path / "elsewhere")) == 4
    assert not (tmp_path / "data").exists()


def without(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


def rewritten(**change: Any) -> Callable[[Path], object]:
    """Change words in the manifest."""

    def write(folder: Path) -> None:
        file = folder / "manifest.json"
        file.write_text(json.dumps(json.loads(file.read_text()) | change))

    return write


DEB = next(iter(FILES))
WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "no manifest": (without("manifest.json"), "manifest.json: No such file or directory"),
    "no json": (lambda folder: (folder / "manifest.json").write_text("{"), "it is not JSON"),
    "a list": (lambda folder: (folder / "manifest.json").write_text("[]"), "manifest.json: the whole: "),
    "no version": (rewritten(Version=""), "it has no Version"),
    "no files": (rewritten(Files=[]), "it names no files"),
    "no signature": (without("manifest.json.minisig"), "--unsigned offers the app without a signature"),
    "a signature of something else": (
        lambda folder: (folder / "manifest.json.minisig").write_text("-----BEGIN PGP SIGNATURE-----\n"),
        "is no signature of minisign",
    ),
    "a signature cut short": (
        lambda folder: (folder / "manifest.json.minisig").write_text(SIGNATURE[:-90]),
        "is no signature of minisign",
    ),
    "no file": (without(DEB), f"{DEB} is not there"),
    "another size": (lambda folder: (folder / DEB).write_bytes(b"short"), "has 5 bytes, and the manifest says 28"),
    "other bytes": (lambda folder: (folder / DEB).write_bytes(b"x" * 28), f"{DEB}: its SHA-256 is not"),
}
ENTRIES: dict[str, tuple[dict[str, Any], str]] = {
    "a path": ({"File": "../kaibo.db"}, "Files.0.File: "),
    "a system": ({"System": "beos"}, "Files.0.System: "),
    "a size": ({"Size": -1}, "Files.0.Size: "),
    "a digest": ({"Sha256": "0" * 63}, "Files.0.Sha256: "),
    "twice": ({"File": "kaibo-0.1.0.exe"}, "two files cannot both be called kaibo-0.1.0.exe"),
    "the manifest": ({"File": "manifest.json"}, "two files cannot both be called manifest.json"),
}


@pytest.fixture
def offered(tmp_path: Path) -> Path:
    put(build(tmp_path / "before"), tmp_path / "offered")
    return tmp_path / "offered"


def refused(source: Path, offered: Path, words: str) -> None:
    before, kept = sorted(offered.rglob("*")), told(offered)
    with pytest.raises(BadOffer) as wrong:
        put(source, offered)
    assert words in str(wrong.value)
    assert (sorted(offered.rglob("*")), told(offered)) == (before, kept)


@pytest.mark.parametrize("what", WRONG)
def test_wrong_build_is_named_and_changes_nothing(offered: Path, tmp_path: Path, what: str) -> None:
    spoil, words = WRONG[what]
    source = build(tmp_path / "built", "0.2.0")
    spoil(source)
    refused(source, offered, words)


@pytest.mark.parametrize("what", ENTRIES)
def test_wrong_entry_is_named(offered: Path, tmp_path: Path, what: str) -> None:
    change, words = ENTRIES[what]
    refused(build(tmp_path / "built", "0.2.0", **change), offered, words)


def test_crash_at_any_moment_leaves_the_old_offer_or_the_new(offered: Path, tmp_path: Path) -> None:
    """The test kills the import at each system call that changes a file."""
    old, source = told(offered), build(tmp_path / "built", "0.2.0", b"the same names, other bytes")
    new = {file.name: file.read_bytes() for file in source.iterdir()}
    copies = tmp_path / "copies"
    subprocess.run([sys.executable, "-c", KILLER, str(source), str(offered), str(copies)], check=True)
    seen = []
    for copy in sorted(copies.iterdir(), key=lambda copy: int(copy.name)):
        seen.append(told(copy))
        assert seen[-1] in (old, new), copy
        put(source, copy)
        assert told(copy) == new
        assert len(list(copy.iterdir())) == 2, "files of the crash must be removed"
    assert seen[-1] == new
    assert old in seen[:-1]
    assert new in seen[:-1]


KILLER = """
import os, shutil, sys
from pathlib import Path
from kaibo.app_offer import offer

source, offered, copies = map(Path, sys.argv[1:])
calls = ("os.mkdir", "open", "os.symlink", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree")

def count(event, arguments):
    global left
    if event in calls and str(arguments[0]).startswith(str(copies)):
        left -= 1
        if left < 0:
            os._exit(9)

for moment in range(200):
    copy, left = copies / str(moment), moment
    shutil.copytree(offered, copy, symlinks=True)
    if not (child := os.fork()):
        sys.addaudithook(count)
        offer.put(source, copy)
        os._exit(0)
    end = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if end == 0:
        break
    assert end == 9
else:
    sys.exit("the import never came to its end")
"""
"""Imports `source` into copies of `offered`. Each import ends one system call later, and the last one is whole."""


@pytest.fixture
def server(sqlite_form: Path, tmp_path: Path) -> Iterator[Caller]:
    """Run a server that starts before the app is offered."""
    store = tmp_path / "kaibo.db"
    store.write_bytes(sqlite_form.read_bytes())
    with serving(f"sqlite:///{store}", data=tmp_path / "data") as (caller, _):
        yield caller


def test_running_server_offers_the_app_at_once(server: Caller, tmp_path: Path) -> None:
    activity = server.call("CreateActivityAPIV2", Name="A show")
    url = server.call("GetDownloadLiveClient", "2023-08-01", ActivityId=activity["ActivityId"])["Url"]
    assert 'id="offer"' not in server.http.get(url).text
    source = build(tmp_path / "built")
    put(source, tmp_path / "data/companion")
    page = server.http.get(url).text
    for shown in (f'href="/download/{DEB}" download', f"sudo apt install ./{DEB}", "More info", "0.1.0"):
        assert shown in page
    assert page.count('data-lang="zh"') == page.count('data-lang="en"')
    kinds = {
        DEB: "application/vnd.debian.binary-package",
        "kaibo-0.1.0.exe": "application/vnd.microsoft.portable-executable",
        "manifest.json": "application/json",
        "manifest.json.minisig": "text/plain; charset=utf-8",
    }
    for name, kind in kinds.items():
        got = server.http.get(f"/download/{name}")
        assert got.content == (source / name).read_bytes()
        assert got.headers["content-type"] == kind
        assert got.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert got.headers["x-content-type-options"] == "nosniff"
        assert got.headers["cache-control"] == "no-cache"
        known = server.http.get(f"/download/{name}", headers={"If-None-Match": got.headers["etag"]})
        assert (known.status_code, known.content) == (304, b"")
        assert server.http.head(f"/download/{name}").headers["content-length"] == str(len(got.content))
    tag = f'"{sha256((source / DEB).read_bytes()).hexdigest()}"'
    part = server.http.get(f"/download/{DEB}", headers={"Range": "bytes=2-5", "If-Range": tag})
    assert (part.status_code, part.content) == (206, (source / DEB).read_bytes()[2:6])
    other = server.http.get(f"/download/{DEB}", headers={"Range": "bytes=2-5", "If-Range": '"of another version"'})
    assert (other.status_code, other.content) == (200, (source / DEB).read_bytes())
    assert server.http.get("/download/current").status_code == 404
    assert server.http.get(f"http://{HOST}/download/..%2Fmaster.key").status_code == 404
