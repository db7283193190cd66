"""Shows that share a file, the quota of an account, and what is deleted in the end."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from kaibo.activity import table as activities
from kaibo.activity.table import Activity
from kaibo.call import Limits, Owner
from kaibo.clock import now_ms
from kaibo.cluster.members import OneServer
from kaibo.errors import TooMany
from kaibo.features.file import removal
from kaibo.files import folder, parts, table
from kaibo.files.errors import FilesAway, FilesFull, UnknownShowFile
from kaibo.files.parts import BYTES
from kaibo.services import Services
from kaibo.session.errors import SeatTaken
from kaibo.store import Store
from sqlalchemy import Connection

from tests.databases import SQLITE
from tests.features.file.uploads import part, pdf, sha256
from tests.show import Show, make_show

pytestmark = pytest.mark.anyio
QUOTA = 3 * BYTES
KIND = "application/pdf"


@dataclass
class Host:
    """A show with a host whose page uploads files."""

    show: Show
    session: str

    @property
    def folder(self) -> Path:
        return self.show.limits.files

    async def create(self, content: bytes, name: str = "slides.pdf") -> Any:
        asked = {"name": name, "type": KIND, "size": len(content), "sha256": sha256(content)}
        return await self.show.call(self.session, "CreateShowFile", activity_id=self.show.id, **asked)

    async def put(self, content: bytes, number: int = 0) -> Any:
        asked = part(self.show.id, content, number)
        fields = {name.lower(): asked[name] for name in ("Sha256", "Part", "Data")}
        return await self.show.call(self.session, "PutShowFilePart", activity_id=self.show.id, **fields)

    async def upload(self, content: bytes) -> None:
        for number in (await self.create(content)).missing:
            done = (await self.put(content, number)).done
        assert done

    async def delete(self, content: bytes) -> None:
        await self.show.call(self.session, "DeleteShowFile", activity_id=self.show.id, sha256=sha256(content))

    async def names(self) -> list[str]:
        listed = await self.show.call(self.session, "ListShowFiles", activity_id=self.show.id)
        return [file.name for file in listed.files]

    async def copied(self) -> Activity:
        """Make another show of the same account with the files of this one."""

        def work(db: Connection) -> Activity:
            new = activities.create(db, Owner(self.show.account), now_ms(), name="A copy", live_time=now_ms())
            table.copy(db, self.show.id, new.id, self.show.account, now_ms())
            return new

        return await self.show.store.write(work)

    async def sweep(self) -> None:
        await removal.run(cast(Services, Swept(self.show)))

    def on_disk(self) -> set[str]:
        """Return the names of all files in the folder."""
        return {str(each.relative_to(self.folder)) for each in self.folder.rglob("*") if each.is_file()}

    async def gone(self) -> list[table.Gone]:
        return await self.show.store.read(lambda db: table.gone(db, 100))


class Swept:
    """The part of the services that the periodic work needs."""

    def __init__(self, show: Show) -> None:
        self.store, self.limits, self.members = show.store, show.limits, OneServer()


def place(content: bytes) -> str:
    return f"{sha256(content)[:2]}/{sha256(content)}"


@pytest.fixture
async def host(store: Store, tmp_path: Path) -> Host:
    show = await make_show(store, Limits(files=tmp_path / "files", files_bytes=QUOTA))
    return Host(show, await show.host())


async def test_deleted_file_stays_while_another_show_has_it(host: Host) -> None:
    data = pdf()
    await host.upload(data)
    copy = await host.copied()
    await host.delete(data)
    await host.sweep()
    assert host.on_disk() == {place(data)}
    await host.show.store.write(lambda db: activities.remove(db, copy, now_ms()))
    assert host.on_disk() == {place(data)}, "a call deletes nothing outside the store"
    await host.sweep()
    assert host.on_disk() == set()
    assert await host.gone() == []


async def test_copied_show_keeps_its_files_when_the_first_one_is_deleted(host: Host) -> None:
    ready, half = pdf(), pdf(BYTES + 1)
    await host.upload(ready)
    await host.create(half)
    await host.put(half, 1)
    copy = await host.copied()
    again = await host.show.store.read(lambda db: table.listed(db, copy.id))
    assert [(file.sha256, file.ready_at > 0) for file in again] == [(sha256(ready), True)]
    await host.show.delete()
    await host.sweep()
    assert host.on_disk() == {place(ready)}, "the parts of an unfinished file go"


async def test_copy_fills_an_unfinished_upload_of_the_same_file(host: Host) -> None:
    data = pdf(BYTES + 1)
    await host.upload(data)
    copy = await host.copied()
    other = Host(Show(host.show.store, copy.id, host.show.account, host.show.limits), "")
    other.session = await other.show.host()
    await other.delete(data)
    await other.create(data)
    await other.put(data, 1)
    await host.show.store.write(lambda db: table.copy(db, host.show.id, copy.id, host.show.account, now_ms()))
    assert (await other.create(data)).done
    await host.sweep()
    assert host.on_disk() == {place(data)}


async def test_nothing_is_copied_from_another_account(host: Host) -> None:
    await host.upload(pdf())
    stranger = await make_show(host.show.store)
    await host.show.store.write(lambda db: table.copy(db, host.show.id, stranger.id, stranger.account, now_ms()))
    assert await host.show.store.read(lambda db: table.listed(db, stranger.id)) == []


async def test_quota_counts_unfinished_files_and_shared_ones_once(host: Host) -> None:
    large, rest = pdf(2 * BYTES), pdf(BYTES)
    await host.create(large)
    await host.create(large)
    with pytest.raises(FilesFull, match="0.00157286 GB"):
        await host.create(pdf(BYTES + 1))
    for number in range(2):
        await host.put(large, number)
    await host.copied()
    await host.upload(rest)
    with pytest.raises(FilesFull):
        await host.create(pdf(1)[:1])
    await host.delete(rest)
    await host.upload(pdf(BYTES - 1))
    stranger = await make_show(host.show.store, host.show.limits)
    await Host(stranger, await stranger.host()).upload(large)


async def test_concurrent_files_share_the_quota(host: Host) -> None:
    contents = [pdf(BYTES)[:-1] + bytes([number]) for number in range(8)]
    told = await asyncio.gather(*map(host.create, contents), return_exceptions=True)
    assert [type(each) for each in told if isinstance(each, BaseException)] == [FilesFull] * 5
    assert len(await host.names()) == 3


async def test_show_has_a_limited_number_of_files(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST", 2)
    for number in range(2):
        await host.upload(pdf(10 + number))
    with pytest.raises(TooMany):
        await host.create(pdf(20))
    assert (await host.create(pdf(10))).done
    copy = await host.copied()
    await host.delete(pdf(10))
    await host.upload(pdf(30))
    with pytest.raises(TooMany):
        await host.show.store.write(lambda db: table.copy(db, host.show.id, copy.id, host.show.account, now_ms()))


async def test_unfinished_upload_is_forgotten_after_a_day(host: Host) -> None:
    half, ready, hour = pdf(BYTES + 1), pdf(), 3_600_000
    await host.upload(ready)
    await host.create(half)
    await host.put(half, 1)
    host.show.late_ms = -23 * hour
    await age(host, 23 * hour)
    await host.sweep()
    assert len(host.on_disk()) == 2, "it may go on for a day"
    await age(host, 2 * hour)
    await host.sweep()
    assert host.on_disk() == {place(ready)}
    assert await host.names() == ["slides.pdf"]
    with pytest.raises(UnknownShowFile):
        await host.put(half, 0)


async def age(host: Host, ms: int) -> None:
    """Let the last parts be older by so many milliseconds."""

    def work(db: Connection) -> None:
        for file in table.listed(db, host.show.id):
            table.change(db, file, changed_at=file.changed_at - ms)

    await host.show.store.write(work)


async def test_part_renews_an_old_upload(host: Host) -> None:
    half, day = pdf(BYTES + 1), removal.UNFINISHED_MS
    await host.create(half)
    await age(host, day - 60_000)
    await host.put(half, 0)
    await age(host, 120_000)
    await host.sweep()
    assert (await host.put(half, 1)).done


@SQLITE
async def test_file_that_comes_back_while_it_is_deleted_is_there(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new upload of the same content ends between the two looks of the periodic work."""
    data = pdf()
    await host.upload(data)
    await host.delete(data)
    real, loop = parts.set_aside, asyncio.get_running_loop()
    raced: list[str] = []

    def set_aside(folder: Path, name: str) -> None:
        real(folder, name)
        asyncio.run_coroutine_threadsafe(host.upload(data), loop).result(60)
        raced.append(name)

    monkeypatch.setattr(parts, "set_aside", set_aside)
    await host.sweep()
    assert raced == [sha256(data)]
    assert place(data) in host.on_disk()
    assert (await host.create(data)).done


@SQLITE
async def test_unmounted_drive_takes_no_part_and_loses_no_note(host: Host) -> None:
    """Below an unmounted drive there is an empty folder."""
    data, other, drive = pdf(), pdf(120), host.folder.with_name("drive")
    await host.show.store.write(lambda db: folder.claim(db, host.folder, "sv_1"))
    await host.upload(data)
    await host.create(other)
    await host.delete(data)
    host.folder.rename(drive)
    host.folder.mkdir()
    with pytest.raises(FilesAway):
        await host.put(other)
    with pytest.raises(FilesAway):
        await host.sweep()
    assert host.on_disk() == set()
    host.folder.rmdir()
    drive.rename(host.folder)
    await host.sweep()
    assert (await host.put(other)).done
    assert host.on_disk() == {place(other), folder.MARK, f"{parts.PARTS}/{host.show.id}-{sha256(other)}/0"}


@SQLITE
async def test_crash_while_content_is_deleted_loses_no_needed_file(host: Host) -> None:
    data = pdf()
    await host.upload(data)
    await host.show.store.write(lambda db: table.note_gone(db, [table.Gone(sha256(data), table.CONTENT)]))
    parts.set_aside(host.folder, sha256(data))
    await host.sweep()
    assert place(data) in host.on_disk()


@SQLITE
async def test_file_deleted_while_its_last_part_is_written_leaves_nothing(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, put, loop = pdf(), parts.put, asyncio.get_running_loop()
    await host.create(data)

    def late(*given: Any) -> list[int]:
        left = put(*given)
        asyncio.run_coroutine_threadsafe(host.delete(data), loop).result(60)
        asyncio.run_coroutine_threadsafe(host.sweep(), loop).result(60)
        return left

    monkeypatch.setattr(parts, "put", late)
    assert not (await host.put(data)).done
    await host.sweep()
    assert host.on_disk() == set()


@SQLITE
async def test_upload_goes_on_after_a_takeover_and_no_other_one_begins(host: Host) -> None:
    data = pdf(BYTES + 1)
    await host.create(data)
    await host.put(data)
    await host.show.take_over(await host.show.host())
    assert (await host.put(data, 1)).done
    for refused in (host.create(pdf()), host.delete(data)):
        with pytest.raises(SeatTaken):
            await refused
    assert place(data) in host.on_disk()


@SQLITE
async def test_upload_without_parts_stalls_and_another_device_may_end_it(host: Host) -> None:
    data, other = pdf(BYTES + 1), Host(host.show, await host.show.host())

    async def listed() -> list[tuple[bool, bool]]:
        files = (await host.show.call(host.session, "ListShowFiles", activity_id=host.show.id)).files
        return [(file.done, file.stalled) for file in files]

    async def revision() -> str:
        return await host.show.store.read(lambda db: table.revision(db, host.show.id, now_ms()))

    await host.create(data)
    await host.put(data)
    comes = await revision()
    await age(host, table.STALLED_MS - 60_000)
    assert (await listed(), await revision()) == ([(False, False)], comes)
    await age(host, 60_001)
    assert await listed() == [(False, True)]
    assert await revision() != comes
    await host.show.take_over(other.session)
    assert (await other.create(data)).missing == [1]
    assert await listed() == [(False, False)]
    assert (await other.put(data, 1)).done
    assert await listed() == [(True, False)]
