"""The calls about the files of a show. A backend signs them. The host's page makes them at the session's door."""

import base64
import binascii
from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from kaibo.call import Call
from kaibo.errors import InvalidParameter
from kaibo.files import folder, kinds, parts, table
from kaibo.files.errors import UnknownShowFile
from kaibo.files.table import ShowFile
from kaibo.gateway.action import Done, Int, Wire, action
from kaibo.names import checked
from kaibo.session.of_activity import show_of
from kaibo.session.role import HOST

LONGEST_NAME = 255
DATA = -(-parts.BYTES // 3) * 4
"""Characters of a part in base64."""
PARTS_RATE = "40/second"
TOUCH_MS = 60_000
"""How often an upload renews the time of its last part. Each time is a write."""
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class OfShow(Wire):
    """Names a show."""

    activity_id: Int
    """A session's page may name the session's show alone."""


class CreateShowFile(OfShow):
    """Announces a file."""

    name: Annotated[str, Field(min_length=1, max_length=1000)]
    type: Annotated[str, Field(max_length=100)]
    """`image/png`, `image/jpeg`, `image/webp` or `application/pdf`."""
    size: Annotated[Int, Field(ge=1)]
    """Bytes."""
    sha256: Sha256
    """The SHA-256 of the content, in hex."""


class OneShowFile(OfShow):
    """Names a file."""

    sha256: Sha256


class PutShowFilePart(OneShowFile):
    """One part of a file."""

    part: Annotated[Int, Field(ge=0)]
    """From 0."""
    data: Annotated[str, Field(max_length=DATA)]
    """The bytes in base64: 524288 of them, and what is left in the last part."""


class Upload(Wire):
    """How far a file came."""

    sha256: str
    done: bool
    """All parts are there, and the server has checked the file."""
    part_bytes: int
    """Bytes of each part but the last."""
    missing: list[int]
    """The parts that are not there yet."""


class ListedFile(Wire):
    """A file of a show."""

    sha256: str
    name: str
    type: str
    size: int
    """Bytes."""
    done: bool
    stalled: bool
    """No part came for two minutes. The device that sends it is off, or has no network."""
    create_time: int
    """Unix seconds."""


class ListedFiles(Wire):
    """The files of a show, the oldest first."""

    files: list[ListedFile]


def _look(call: Call, request: CreateShowFile) -> Callable[[], list[int] | None]:
    """Give the look at which parts are on the disk already. It returns None for a file that is new, or done."""
    found = table.find(call.db, show_of(call, request.activity_id).id, request.sha256)
    half = found._replace(size=request.size) if found and not found.ready_at else None
    return lambda: parts.missing(call.limits.files, half) if half else None


@action("CreateShowFile", writes=True, by=HOST, seat=True, before=_look)
def create_file(call: Call, request: CreateShowFile) -> Upload:
    """Announce a file, and tell which parts are missing. A file that the show has already is done.

    Call it again to go on with an upload. Raises UnsupportedFile, TooMany and FilesFull.
    """
    show = show_of(call, request.activity_id)
    found = table.find(call.db, show.id, request.sha256)
    if found and found.ready_at:
        return _upload(found, [])
    kinds.check_announced(request.type, request.size)
    file = ShowFile(
        activity=show.id,
        sha256=request.sha256,
        account=show.account,
        name=checked("Name", request.name, LONGEST_NAME),
        type=request.type,
        size=request.size,
        created_at=found.created_at if found else call.now,
        changed_at=call.now,
        ready_at=0,
    )
    table.announce(call.db, file, call.limits.files_bytes)
    call.mark_changed_for_hosts(show.id)
    return _upload(file, call.outcome or _all(file))


def _write(call: Call, request: PutShowFilePart) -> Callable[[], list[int]]:
    """Give the work that writes a part. It returns the parts that are missing then."""
    file = _file(call, request)
    size = parts.length(file.size, request.part)
    if not size:
        raise InvalidParameter("Part", f"the file has the parts 0 to {parts.count(file.size) - 1}")

    known = folder.known(call.db)

    def work() -> list[int]:
        if file.ready_at:
            return []
        folder.require(call.limits.files, known)
        return parts.put(call.limits.files, file, request.part, _decoded(request.data, size))

    return work


@action("PutShowFilePart", rate=PARTS_RATE, writes=True, by=HOST, before=_write)
def put_part(call: Call, request: PutShowFilePart) -> Upload:
    """Put one part of an announced file, in any order. With the last one the server checks the file.

    The same part may come again. It needs no seat: the holder of the seat announced the file, and its hash says what it
    must be. So an upload goes on after a takeover. Raises UnknownShowFile, UnsupportedFile, FileDamaged and DiskFull.
    """
    show, missing = show_of(call, request.activity_id), call.outcome
    file = table.find(call.db, show.id, request.sha256)
    if file is None:  # another call deleted it meanwhile, and its bytes may be there since
        gone = [table.Gone(request.sha256, show.id), table.Gone(request.sha256, table.CONTENT)]
        table.note_gone(call.db, gone)
        return Upload(sha256=request.sha256, done=False, part_bytes=parts.BYTES, missing=[request.part])
    if not file.ready_at and not missing:
        file = file._replace(ready_at=call.now, changed_at=call.now)
        table.change(call.db, file, ready_at=file.ready_at, changed_at=file.changed_at)
        table.note_gone(call.db, [table.Gone(file.sha256, show.id)])
        call.mark_changed_for_hosts(show.id)
    elif not file.ready_at and call.now - file.changed_at > TOUCH_MS:
        table.change(call.db, file, changed_at=call.now)
    return _upload(file, missing)


@action("ListShowFiles", by=HOST)
def list_files(call: Call, request: OfShow) -> ListedFiles:
    """List the files of a show, also those whose parts are not all there."""
    return ListedFiles(
        files=[_listed(file, call.now) for file in table.listed(call.db, show_of(call, request.activity_id).id)]
    )


@action("DeleteShowFile", writes=True, by=HOST, seat=True)
def delete_file(call: Call, request: OneShowFile) -> Done:
    """Delete a file of a show. Other shows with the same file keep it. Raises UnknownShowFile."""
    show = show_of(call, request.activity_id)
    if not table.remove(call.db, show.id, request.sha256):
        raise UnknownShowFile
    call.mark_changed_for_hosts(show.id)
    return Done()


def _file(call: Call, request: OneShowFile) -> ShowFile:
    file = table.find(call.db, show_of(call, request.activity_id).id, request.sha256)
    if file is None:
        raise UnknownShowFile
    return file


def _decoded(data: str, size: int) -> bytes:
    """Read a part of `size` bytes. Raises InvalidParameter."""
    try:
        found = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidParameter("Data", "it is not base64") from None
    if len(found) != size:
        raise InvalidParameter("Data", f"this part has {size} bytes, not {len(found)}")
    return found


def _all(file: ShowFile) -> list[int]:
    return list(range(parts.count(file.size)))


def _upload(file: ShowFile, missing: list[int]) -> Upload:
    done = file.ready_at > 0
    return Upload(sha256=file.sha256, done=done, part_bytes=parts.BYTES, missing=[] if done else missing)


def _listed(file: ShowFile, now: int) -> ListedFile:
    return ListedFile(
        sha256=file.sha256,
        name=file.name,
        type=file.type,
        size=file.size,
        done=file.ready_at > 0,
        stalled=table.is_stalled(file, now),
        create_time=file.created_at // 1000,
    )
