"""The file of a backup: a zip with a manifest, rows as JSON lines, files by hash, and sealed keys.

The manifest has the SHA-256 of each part. A zip ends with the list of its parts, so a file that is cut off shows.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Annotated, Any, NamedTuple

from pydantic import BaseModel, Field, ValidationError

from kaibo.backup.errors import BackupDamaged, BackupTooNew, BackupUnusable
from kaibo.backup.rows import Form, Source

FORMAT = 1
"""The number of this form of the file. A newer Kaibo reads older forms."""
MANIFEST, KEYS = "manifest.json", "keys.sealed"
CHUNK = 1 << 20
"""Bytes that are read together."""
LINES = 1000
"""Rows that are written together."""
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError)
"""The errors of Python's zipfile for a damaged file."""
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Rows(BaseModel):
    """The rows of a table, in `rows/{name}.jsonl`."""

    name: str
    columns: tuple[str, ...]
    binary: tuple[str, ...]
    rows: int
    sha256: Hash

    @property
    def form(self) -> Form:
        return Form(self.name, self.columns, self.binary)


class Manifest(BaseModel):
    """The content of a backup."""

    format: int
    kaibo: str
    """The version of Kaibo that made it."""
    made_at: int
    """The moment of the snapshot, in unix ms."""
    revision: str
    """The form of the store."""
    installation: str
    tables: tuple[Rows, ...]
    files: tuple[Hash, ...]
    """The files of shows, in `files/{hash}`."""
    lost: tuple[Hash, ...]
    """Files that a row names, and whose bytes were not there."""
    keys: Hash | None
    """The hash of `keys.sealed`. None: the backup has no keys."""


class Head(NamedTuple):
    """The facts of a manifest that its maker knows before."""

    kaibo: str
    made_at: int
    revision: str
    installation: str


class Writer:
    """Writes a backup. Call `finish` at the end."""

    def __init__(self, out: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self._tables: list[Rows] = []
        self._files: list[str] = []
        self._lost: list[str] = []
        self._keys: str | None = None

    def add_rows(self, form: Form, rows: Iterable[list[Any]]) -> int:
        """Write the rows of a table. Return their number."""
        digest, number = hashlib.sha256(), 0
        with self._zip.open(f"rows/{form.name}.jsonl", "w", force_zip64=True) as out:
            for some in _some(rows):
                part = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in some)
                digest.update(data := part.encode())
                out.write(data)
                number += len(some)
        self._tables.append(Rows(**form._asdict(), rows=number, sha256=digest.hexdigest()))
        return number

    def add_file(self, sha256: str, content: Path) -> bool:
        """Write a file of a show. Return whether its bytes were there and whole. Raises OSError."""
        digest = hashlib.sha256()
        try:
            with content.open("rb") as source, self._zip.open(_stored(f"files/{sha256}"), "w", force_zip64=True) as out:
                while data := source.read(CHUNK):
                    digest.update(data)
                    out.write(data)
        except FileNotFoundError:
            pass
        is_whole = digest.hexdigest() == sha256
        (self._files if is_whole else self._lost).append(sha256)
        return is_whole

    def add_keys(self, sealed: bytes) -> None:
        """Write the sealed keys."""
        self._zip.writestr(_stored(KEYS), sealed)
        self._keys = hashlib.sha256(sealed).hexdigest()

    def finish(self, head: Head) -> None:
        """Write the manifest and the list of all parts."""
        manifest = Manifest(
            format=FORMAT,
            **head._asdict(),
            tables=tuple(self._tables),
            files=tuple(self._files),
            lost=tuple(self._lost),
            keys=self._keys,
        )
        self._zip.writestr(MANIFEST, manifest.model_dump_json(indent=1))
        self._zip.close()

    def abandon(self) -> None:
        """Let go of a file that is not finished."""
        with suppress(OSError, ValueError):
            self._zip.close()


class Reader(Source):
    """Reads a backup."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the manifest. Raises BackupDamaged and BackupTooNew."""
        with _damaged():
            self._zip = zipfile.ZipFile(file)
            text = self._zip.read(MANIFEST)
            number = json.loads(text)["format"]
        if number != FORMAT:
            raise BackupTooNew(f"the backup has the format {number}, and this Kaibo knows {FORMAT}; use a newer Kaibo")
        with _damaged():
            self.manifest = Manifest.model_validate_json(text)
        self.revision = self.manifest.revision
        self.forms: Sequence[Form] = [table.form for table in self.manifest.tables]

    def check(self) -> None:
        """Read everything and compare its hashes. Raises BackupDamaged."""
        parts = {f"rows/{table.name}.jsonl": table.sha256 for table in self.manifest.tables}
        parts |= {f"files/{sha256}": sha256 for sha256 in self.manifest.files}
        if self.manifest.keys:
            parts[KEYS] = self.manifest.keys
        for name, sha256 in parts.items():
            digest = hashlib.sha256()
            with _damaged(), self._zip.open(name) as part:
                while data := part.read(CHUNK):
                    digest.update(data)
            if digest.hexdigest() != sha256:
                raise BackupDamaged(f"the part {name} holds other bytes than were written; use another backup")

    def rows(self, form: Form) -> Iterator[list[Any]]:
        """Read the rows of a table. Raises BackupDamaged."""
        with _damaged(), self._zip.open(f"rows/{form.name}.jsonl") as lines:
            for line in lines:
                yield json.loads(line)

    def file(self, sha256: str) -> Iterator[bytes]:
        """Read a file of a show, piece by piece. Raises BackupDamaged."""
        with _damaged(), self._zip.open(f"files/{sha256}") as part:
            while data := part.read(CHUNK):
                yield data

    def keys(self) -> bytes:
        """Read the sealed keys. Raises BackupDamaged."""
        with _damaged():
            return self._zip.read(KEYS)


def _some(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    some: list[list[Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == LINES:
            yield some
            some = []
    if some:
        yield some


def _stored(name: str) -> zipfile.ZipInfo:
    """Name a part that is not compressed: pictures, PDF and sealed bytes do not get smaller."""
    return zipfile.ZipInfo(name)


@contextmanager
def _damaged() -> Iterator[None]:
    try:
        yield
    except BackupUnusable:
        raise
    except ValidationError:
        raise BackupDamaged("the manifest of the backup is not one of Kaibo") from None
    except DAMAGED as error:
        raise BackupDamaged(f"the file is not a whole backup of Kaibo ({error}); use another backup") from None
