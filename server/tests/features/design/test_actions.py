"""The design of a show by the signed door, on both databases."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kaibo.cluster.events import Events
from kaibo.features.design import table
from kaibo.files import table as files
from kaibo.files.table import ShowFile
from sqlalchemy import create_engine, select, update

from tests.features.design.designed import HASH, first, on_air, titled
from tests.gateway.door import Caller, answering

OURS = "2026-12-01"
STALE = (409, "ResourceConflict.ShowDesign")
MISSING = (404, "ResourceNotFound.Activity")


@pytest.fixture
def new(store_url: str) -> Iterator[Callable[[], Caller]]:
    with answering(store_url) as made:
        yield made


@pytest.fixture
def caller(new: Callable[[], Caller]) -> Caller:
    return new()


def create(caller: Caller, **fields: Any) -> int:
    return int(caller.call("CreateActivityAPIV2", Name="show", **fields)["ActivityId"])


def read(caller: Caller, show: int) -> Any:
    return caller.call("GetShowDesign", OURS, ActivityId=show)


def put(caller: Caller, show: int, design: Any, revision: int = 0) -> int:
    return int(caller.call("PutShowDesign", OURS, ActivityId=show, Design=design, Revision=revision)["Revision"])


def notes(caller: Caller, show: int) -> list[str]:
    listed = caller.call("ListAuditEvents", OURS, ActivityId=show, Kinds=["design"])["Events"]
    assert {one["Actor"] for one in listed} <= {caller.key}
    return [one["Detail"] for one in reversed(listed)]


def test_show_without_a_design_has_the_first(caller: Caller) -> None:
    assert read(caller, create(caller)) == {"Design": first(), "Revision": 0}


def test_written_design_is_read_back_with_its_defaults(caller: Caller) -> None:
    show = create(caller)
    assert put(caller, show, titled("发布会")) == 1
    kept = read(caller, show)
    assert kept["Revision"] == 1
    assert kept["Design"]["sources"]["title"] == {"kind": "lowerThird", "title": "发布会", "line": ""}
    assert kept["Design"]["overlays"][0]["rect"] == {"x": 0, "y": 0, "width": 1, "height": 1}
    assert put(caller, show, kept["Design"] | {"overlays": []}, 1) == 2
    assert notes(caller, show) == ["put", "put"]


def test_stale_revision_changes_nothing_and_names_the_present_one(caller: Caller) -> None:
    show = create(caller)
    put(caller, show, titled("one"))
    put(caller, show, titled("two"), 1)
    for revision in (0, 1, 3):
        body = {"ActivityId": show, "Design": titled("three"), "Revision": revision}
        answer = caller.patiently("PutShowDesign", OURS, body)
        assert answer.status_code == 409
        error = answer.json()["ResponseMetadata"]["Error"]
        assert error["Code"] == STALE[1]
        assert "its revision is 2." in error["Message"]
    assert read(caller, show)["Design"]["sources"]["title"]["title"] == "two"


def test_repeated_call_changes_nothing(caller: Caller) -> None:
    show = create(caller)
    assert [put(caller, show, titled("one")) for _ in range(3)] == [1, 1, 1]
    assert notes(caller, show) == ["put"]


def test_revision_is_needed(caller: Caller) -> None:
    show = create(caller)
    refused = caller.refused("PutShowDesign", OURS, ActivityId=show, Design=first())
    assert refused == (400, "MissingParameter")
    assert caller.refused("PutShowDesign", OURS, ActivityId=show, Revision=0) == (400, "MissingParameter")


def test_fault_is_refused_with_its_place(caller: Caller) -> None:
    show, wrong = create(caller), first()
    wrong["scenes"][2]["items"][0]["rect"]["x"] = "left"
    body = {"ActivityId": show, "Design": wrong, "Revision": 0}
    assert caller.refused("PutShowDesign", OURS, **body) == (
        400,
        "InvalidParameter.Design.scenes.2.items.0.rect.x",
    )
    assert read(caller, show)["Revision"] == 0


def test_design_of_a_newer_release_is_said_to_be_newer(caller: Caller, store_url: str) -> None:
    show, other = create(caller), create(caller)
    put(caller, show, first())
    newer = json.dumps({"v": 2, "stage": {"made": "later"}})
    engine = create_engine(store_url)
    with engine.begin() as db:
        db.execute(update(table.show_design).values(document=newer, revision=7))
    answer = caller.patiently("GetShowDesign", OURS, {"ActivityId": show})
    error = answer.json()["ResponseMetadata"]["Error"]
    assert (answer.status_code, error["Code"]) == (409, "ResourceConflict.ShowDesignVersion")
    assert "(revision 7) has version 2" in error["Message"]
    assert caller.refused("PutShowDesign", OURS, ActivityId=show, Design=first(), Revision=0) == STALE
    caller.call("CopyShowDesign", OURS, ActivityId=other, FromActivityId=show)
    with engine.begin() as db:
        assert [*db.scalars(select(table.show_design.c.document))] == [newer, newer], "a copy loses nothing"
    engine.dispose()
    assert put(caller, show, first(), 7) == 8


def test_copy_takes_the_place_of_the_design(caller: Caller) -> None:
    source, show = create(caller), create(caller)
    put(caller, source, on_air(titled("old")))
    put(caller, show, titled("mine"))
    assert caller.call("CopyShowDesign", OURS, ActivityId=show, FromActivityId=source) == {"Revision": 2}
    kept = read(caller, show)["Design"]
    assert kept["sources"]["title"]["title"] == "old"
    assert kept["air"] == {"scene": "solo", "pages": {}, "overlays": ["title"], "ends": {}}
    assert read(caller, source)["Design"]["air"]["pages"] == {"deck": 7}
    assert notes(caller, show) == ["put", f"copied from {source}"]
    empty = create(caller)
    assert caller.call("CopyShowDesign", OURS, ActivityId=show, FromActivityId=empty) == {"Revision": 3}
    assert read(caller, show)["Design"] == first()


def test_new_show_gets_the_design_of_its_old_one(caller: Caller) -> None:
    source = create(caller)
    assert read(caller, create(caller, OldId=source))["Revision"] == 0
    put(caller, source, on_air(titled("old")))
    copied = read(caller, create(caller, OldId=source))
    assert copied["Revision"] == 1
    assert copied["Design"]["sources"]["title"]["title"] == "old"
    assert "shown" not in copied["Design"]["air"]


def test_files_come_along_with_the_design(caller: Caller, store_url: str) -> None:
    source, show = create(caller), create(caller)
    put(caller, source, {**first(), "sources": {**first()["sources"], "p": picture()}})
    file = ShowFile(source, HASH, caller.account, "logo.png", "image/png", 10, 1, 1, ready_at=1)
    engine = create_engine(store_url)
    with engine.begin() as db:
        files.announce(db, file, 10)
    engine.dispose()
    caller.call("CopyShowDesign", OURS, ActivityId=show, FromActivityId=source)
    for each in (source, show, create(caller, OldId=source)):
        listed = caller.call("ListShowFiles", OURS, ActivityId=each)["Files"]
        assert [one["Name"] for one in listed] == ["logo.png"]
        assert read(caller, each)["Design"]["sources"]["p"] == {**picture(), "name": ""}


def test_other_accounts_show_and_a_deleted_one_are_unknown(new: Callable[[], Caller]) -> None:
    caller, other = new(), new()
    mine, theirs, gone = create(caller), create(other), create(caller)
    put(caller, gone, titled("gone"))
    caller.call("DeleteActivityAPI", ActivityId=gone)
    for show in (theirs, gone):
        assert caller.refused("GetShowDesign", OURS, ActivityId=show) == MISSING
        assert caller.refused("PutShowDesign", OURS, ActivityId=show, Design=first(), Revision=0) == MISSING
        assert caller.refused("CopyShowDesign", OURS, ActivityId=mine, FromActivityId=show) == MISSING
        assert caller.refused("CopyShowDesign", OURS, ActivityId=show, FromActivityId=mine) == MISSING


def test_design_with_escaped_text_fits_the_body(caller: Caller) -> None:
    """A client may escape each character outside of ASCII, which doubles the bytes of Chinese text."""
    texts = {f"t{at}": {"kind": "text", "text": "会" * 2000} for at in range(40)}
    show = create(caller)
    put(caller, show, {**first(), "sources": {**first()["sources"], **texts, "p": picture()}})
    assert len(read(caller, show)["Design"]["sources"]["t39"]["text"]) == 2000


def test_write_nudges_hosts_pages_alone(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    shows = create(caller), create(caller)
    told: list[tuple[str, int]] = []
    for name in ("nudge", "nudge_hosts"):
        monkeypatch.setattr(Events, name, noting(name, getattr(Events, name), told))
    put(caller, shows[0], titled("one"))
    put(caller, shows[0], titled("one"))
    caller.call("CopyShowDesign", OURS, ActivityId=shows[1], FromActivityId=shows[0])
    assert told == [("nudge_hosts", show) for show in shows]


def noting(name: str, run: Any, told: list[tuple[str, int]]) -> Callable[[Events, int], None]:
    """Note each call of a function, and make it."""

    def noted(events: Events, show: int) -> None:
        told.append((name, show))
        run(events, show)

    return noted


def picture() -> dict[str, Any]:
    return {"kind": "picture", "file": HASH, "width": 1, "height": 1}
