"""The desktop app as this server offers it: a manifest, its signature and the installers it names. An offer is one
folder that never changes; `current` leads to the one of now, so that changing it is one step."""

import base64
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, ValidationError

from kaibo.disk import PUBLIC, PUBLIC_FOLDER, make_public_folder, sync_folder
from kaibo.gateway.action import Wire

System = Literal["windows", "macos", "linux"]
MANIFEST = "manifest.json"
SIGNATURE = f"{MANIFEST}.minisig"
CURRENT = "current"
OFFER = "offer-"
PIECE = 1 << 20
UNTRUSTED, TRUSTED, MINISIGN = b"untrusted comment: ", b"trusted comment: ", [74, 64]
"""How minisign's first and third line begin, and how many bytes its second and fourth are:
https://jedisct1.github.io/minisign/#signature-format"""
KINDS = {
    ".json": "application/json",
    ".minisig": "text/plain; charset=utf-8",
    ".deb": "application/vnd.debian.binary-package",
    ".rpm": "application/x-rpm",
    ".appimage": "application/vnd.appimage",
    ".exe": "application/vnd.microsoft.portable-executable",
    ".msi": "application/x-msi",
    ".dmg": "application/x-apple-diskimage",
    ".zip": "application/zip",
    ".gz": "application/gzip",
    ".xz": "application/x-xz",
}
"""What a file is, by the end of its name: the machine's own table may know less."""
OTHER = "application/octet-stream"


class BadOffer(ValueError):
    """What is wrong with a folder that should be offered; nothing was changed."""


class Installer(Wire):
    """One file. `size` in bytes."""

    system: System
    arch: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,16}$")]
    file: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Manifest(Wire):
    """What is offered, one version at a time."""

    version: Annotated[str, Field(pattern=r"^([0-9A-Za-z][0-9A-Za-z.+~-]{0,31})?$")] = ""
    files: list[Installer] = []


class Offer(NamedTuple):
    """`folder` holds all of it, and stays as it is while somebody reads."""

    folder: Path
    manifest: Manifest

    @property
    def signed(self) -> bool:
        return (self.folder / SIGNATURE).is_file()

    def file(self, name: str) -> Path | None:
        """Where one of its files is; None for a name that is not part of it."""
        named = {one.file for one in self.manifest.files} | {MANIFEST, SIGNATURE} if self.manifest.files else set()
        path = self.folder / name
        return path if name in named and path.is_file() else None


def offer(folder: Path) -> Offer:
    """What stands in `folder`, by `kaibo companion import` or laid there by hand; one with no files when there is none,
    or when its manifest is not as it should be."""
    here = (folder / CURRENT).resolve() if (folder / CURRENT).is_dir() else folder
    try:
        return Offer(here, Manifest.model_validate(json.loads((here / MANIFEST).read_text())))
    except (OSError, ValueError):
        return Offer(here, Manifest())


def put(source: Path, folder: Path, *, unsigned: bool = False) -> Offer:
    """Offer in `folder` what stands in `source`. The old offer is whole until the new one is, also over a crash.

    `unsigned`: a manifest without a signature will do. Raises BadOffer, and OSError as for a full disk.
    """
    manifest = _read(source)
    if (source / SIGNATURE).is_file():
        _look_at_signature(source / SIGNATURE)
    elif not unsigned:
        raise BadOffer(f"{source / SIGNATURE} is not there; --unsigned offers the app without a signature")
    for one in manifest.files:
        _look(source / one.file, one)
    make_public_folder(folder)  # the server may run as another user than the one that imports
    with _alone(folder):
        made = Path(tempfile.mkdtemp(prefix=OFFER, dir=folder))
        try:
            _fill(made, source, manifest)
            os.replace(made / CURRENT, folder / CURRENT)
        except BaseException:
            shutil.rmtree(made)
            raise
        sync_folder(folder)
        for other in folder.glob(f"{OFFER}*"):  # the one before, and what a crash left
            if other != made:
                shutil.rmtree(other)
    return offer(folder)


def _read(folder: Path) -> Manifest:
    file = folder / MANIFEST
    try:
        found = Manifest.model_validate(json.loads(file.read_text()))
    except OSError as error:
        raise BadOffer(f"{file}: {error.strerror}") from None
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise BadOffer(f"{file}: {'.'.join(map(str, first['loc'])) or 'the whole'}: {first['msg']}") from None
    except ValueError as error:
        raise BadOffer(f"{file}: it is not JSON: {error}") from None
    names = [one.file for one in found.files]
    if not found.version:
        raise BadOffer(f"{file}: it has no Version")
    if not names:
        raise BadOffer(f"{file}: it names no files")
    for name in names:
        if names.count(name) > 1 or name in (MANIFEST, SIGNATURE):
            raise BadOffer(f"{file}: two files cannot both be called {name}")
    return found


def _look_at_signature(file: Path) -> None:
    """Whether it is one of minisign's at all. Whose it is, and of what, only an app knows, which has the key."""
    lines = file.read_bytes().split(b"\n")
    try:
        signed = [len(base64.b64decode(lines[at], validate=True)) for at in (1, 3)]
    except (IndexError, ValueError):
        signed = []
    if signed != MINISIGN or not lines[0].startswith(UNTRUSTED) or not lines[2].startswith(TRUSTED):
        raise BadOffer(f"{file}: it is no signature of minisign's; sign manifest.json once more")


def _look(file: Path, said: Installer) -> None:
    if not file.is_file():
        raise BadOffer(f"{file} is not there")
    if (size := file.stat().st_size) != said.size:
        raise BadOffer(f"{file} has {size:,} bytes, and the manifest says {said.size:,}")


def _fill(made: Path, source: Path, manifest: Manifest) -> None:
    """A folder with the whole offer, and with the link that will lead to it."""
    for one in manifest.files:
        if _copy(source / one.file, made / one.file) != one.sha256:
            raise BadOffer(f"{source / one.file}: its SHA-256 is not the manifest's")
    for name in (MANIFEST, SIGNATURE):
        with suppress(FileNotFoundError):
            _copy(source / name, made / name)
    if _read(made) != manifest:
        raise BadOffer(f"{source / MANIFEST} was changed meanwhile")
    (made / CURRENT).symlink_to(made.name)
    made.chmod(PUBLIC_FOLDER)
    sync_folder(made)


def _copy(source: Path, target: Path) -> str:
    """For good; the SHA-256 of what was written."""
    seen = hashlib.sha256()
    with source.open("rb") as read, target.open("wb") as written:
        while piece := read.read(PIECE):
            seen.update(piece)
            written.write(piece)
        written.flush()
        os.fchmod(written.fileno(), PUBLIC)
        os.fsync(written.fileno())
    return seen.hexdigest()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two imports at once wait for each other."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)
