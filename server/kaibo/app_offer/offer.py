"""The offer of the desktop app: a manifest, its signature and its installers.

An offer is one folder that never changes. The link `current` leads to the present one, so a change is one step.
"""

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

from kaibo.disk import PUBLIC, PUBLIC_FOLDER, make_public_folder, sync
from kaibo.gateway.action import Wire

System = Literal["windows", "macos", "linux"]
MANIFEST = "manifest.json"
SIGNATURE = f"{MANIFEST}.minisig"
CURRENT = "current"
OFFER = "offer-"
PIECE = 1 << 20
UNTRUSTED, TRUSTED, MINISIGN = b"untrusted comment: ", b"trusted comment: ", [74, 64]
"""The beginnings of lines 1 and 3 of a minisign signature, and the bytes of lines 2 and 4.

Source: https://jedisct1.github.io/minisign/#signature-format
"""
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
"""Content types, by the end of a file's name. The machine's own table may know fewer."""
OTHER = "application/octet-stream"


class BadOffer(ValueError):
    """A folder cannot be offered. The text says why. The old offer is unchanged."""


class Installer(Wire):
    """One installer."""

    system: System
    arch: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,16}$")]
    file: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
    size: Annotated[int, Field(ge=0)]
    """Bytes."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Manifest(Wire):
    """The installers of one version."""

    version: Annotated[str, Field(pattern=r"^([0-9A-Za-z][0-9A-Za-z.+~-]{0,31})?$")] = ""
    files: list[Installer] = []


class Offer(NamedTuple):
    """An offer."""

    folder: Path
    """Holds all files of the offer. It does not change while a client reads."""
    manifest: Manifest

    @property
    def signed(self) -> bool:
        return (self.folder / SIGNATURE).is_file()

    def file(self, name: str) -> Path | None:
        """Return the path of one of the offer's files. None for any other name."""
        files = {installer.file for installer in self.manifest.files}
        offered = files | {MANIFEST, SIGNATURE} if files else set()
        path = self.folder / name
        return path if name in offered and path.is_file() else None


def offer(folder: Path) -> Offer:
    """Read the offer in a folder, from `kaibo companion import` or from a person's own copy.

    The offer has no files when there is none, or when its manifest is broken.
    """
    here = (folder / CURRENT).resolve() if (folder / CURRENT).is_dir() else folder
    try:
        return Offer(here, Manifest.model_validate(json.loads((here / MANIFEST).read_text())))
    except (OSError, ValueError):
        return Offer(here, Manifest())


def put(source: Path, folder: Path, *, unsigned: bool = False) -> Offer:
    """Offer the files of `source` in `folder`. The old offer stays whole until the new one is, also over a crash.

    `unsigned`: accept a manifest without a signature. Raises BadOffer, and OSError, for example when the disk is full.
    """
    manifest = _read(source)
    if (source / SIGNATURE).is_file():
        _check_signature(source / SIGNATURE)
    elif not unsigned:
        raise BadOffer(f"{source / SIGNATURE} is not there; --unsigned offers the app without a signature")
    for installer in manifest.files:
        _check_size(source / installer.file, installer)
    make_public_folder(folder)  # the server may run as another user than this command
    with _alone(folder):
        fresh = Path(tempfile.mkdtemp(prefix=OFFER, dir=folder))
        try:
            _fill(fresh, source, manifest)
            os.replace(fresh / CURRENT, folder / CURRENT)
        except BaseException:
            shutil.rmtree(fresh)
            raise
        sync(folder)
        for other in folder.glob(f"{OFFER}*"):  # the old offer, and the rest of a crashed import
            if other != fresh:
                shutil.rmtree(other)
    return offer(folder)


def _read(folder: Path) -> Manifest:
    file = folder / MANIFEST
    try:
        manifest = Manifest.model_validate(json.loads(file.read_text()))
    except OSError as error:
        raise BadOffer(f"{file}: {error.strerror}") from None
    except ValidationError as wrong:
        first = wrong.errors()[0]
        fault = f"{'.'.join(map(str, first['loc'])) or 'the whole'}: {first['msg']}"
        raise BadOffer(f"{file}: {fault}") from None
    except ValueError as error:
        raise BadOffer(f"{file}: it is not JSON ({error})") from None
    names = [installer.file for installer in manifest.files]
    if not manifest.version:
        raise BadOffer(f"{file}: it has no Version")
    if not names:
        raise BadOffer(f"{file}: it names no files")
    for name in names:
        if names.count(name) > 1 or name in (MANIFEST, SIGNATURE):
            raise BadOffer(f"{file}: two files cannot both be called {name}")
    return manifest


def _check_signature(file: Path) -> None:
    """Check that a file has the form of a minisign signature. Only an app has the key to verify it. Raises BadOffer."""
    lines = file.read_bytes().split(b"\n")
    try:
        lengths = [len(base64.b64decode(lines[at], validate=True)) for at in (1, 3)]
    except (IndexError, ValueError):
        lengths = []
    if lengths != MINISIGN or not lines[0].startswith(UNTRUSTED) or not lines[2].startswith(TRUSTED):
        raise BadOffer(f"{file} is no signature of minisign; sign manifest.json again")


def _check_size(file: Path, installer: Installer) -> None:
    if not file.is_file():
        raise BadOffer(f"{file} is not there")
    if (size := file.stat().st_size) != installer.size:
        raise BadOffer(f"{file} has {size:,} bytes, and the manifest says {installer.size:,}")


def _fill(folder: Path, source: Path, manifest: Manifest) -> None:
    """Fill a folder with the whole offer, and with the link that will lead to it. Raises BadOffer."""
    for installer in manifest.files:
        if _copy(source / installer.file, folder / installer.file) != installer.sha256:
            raise BadOffer(f"{source / installer.file}: its SHA-256 is not the manifest's")
    for name in (MANIFEST, SIGNATURE):
        with suppress(FileNotFoundError):
            _copy(source / name, folder / name)
    if _read(folder) != manifest:
        raise BadOffer(f"{source / MANIFEST} was changed meanwhile")
    (folder / CURRENT).symlink_to(folder.name)
    folder.chmod(PUBLIC_FOLDER)
    sync(folder)


def _copy(source: Path, target: Path) -> str:
    """Copy a file safely over a power cut. Return the SHA-256 of the copy."""
    digest = hashlib.sha256()
    with source.open("rb") as reader, target.open("wb") as writer:
        while piece := reader.read(PIECE):
            digest.update(piece)
            writer.write(piece)
        writer.flush()
        os.fchmod(writer.fileno(), PUBLIC)
        os.fsync(writer.fileno())
    return digest.hexdigest()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Lock a folder, so that two imports at the same time wait for each other."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
