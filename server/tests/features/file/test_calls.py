"""The files of a show, through the signed door and through the door of a host's session."""

import hashlib
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from kaibo.files import parts
from kaibo.files.parts import BYTES, content
from kaibo.session.call import COOKIE

from tests.databases import SQLITE
from tests.features.file.uploads import (
    ORIGIN,
    Ask,
    announced,
    enter,
    error,
    of_page,
    part,
    pdf,
    picture,
    result,
    sha256,
    signed,
    upload,
    wide_png,
)
from tests.gateway.door import Caller, serving

TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}


class House(NamedTuple):
    caller: Caller
    activity: int
    ask: Ask
    """Calls at one of the two doors."""
    folder: Path
    """The folder of files."""
    session: str
    """The path of the host's session."""

    def files(self) -> list[dict[str, Any]]:
        return list(result(self.ask("ListShowFiles", {"ActivityId": self.activity}))["Files"])

    def get(self, hash: str, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.caller.http.get(f"{self.session}/file/{hash}", headers=named)


@pytest.fixture(params=["signed", "session"])
def house(request: pytest.FixtureRequest, store_url: str, tmp_path: Path) -> Iterator[House]:
    with serving(store_url, data=tmp_path, files=str(tmp_path / "files")) as (caller, _):
        activity = caller.call("CreateActivityAPIV2", Name="A show")["ActivityId"]
        session = enter(caller, activity)
        ask = signed(caller) if request.param == "signed" else of_page(caller, session)
        yield House(caller, activity, ask, tmp_path / "files", session)


@pytest.mark.parametrize("kind", TYPES)
def test_picture_is_stored_listed_served_and_deleted(house: House, kind: str) -> None:
    data, show = picture(kind), {"ActivityId": house.activity}
    made = result(house.ask("CreateShowFile", announced(house.activity, data, TYPES[kind])))
    assert made == {"Sha256": sha256(data), "Done": False, "PartBytes": BYTES, "Missing": [0]}
    put = result(house.ask("PutShowFilePart", part(house.activity, data, 0)))
    assert put == {"Sha256": sha256(data), "Done": True, "PartBytes": BYTES, "Missing": []}
    again = result(house.ask("CreateShowFile", announced(house.activity, data, TYPES[kind])))
    assert again == put, "the show has the file already"
    [listed] = house.files()
    assert abs(listed.pop("CreateTime") - time.time()) < 600
    assert listed == {
        "Sha256": sha256(data),
        "Name": "一张图.png",
        "Type": TYPES[kind],
        "Size": len(data),
        "Done": True,
        "Stalled": False,
    }
    assert house.get(sha256(data)).content == data
    assert result(house.ask("DeleteShowFile", {**show, "Sha256": sha256(data)})) == {"Status": True}
    assert house.files() == []
    assert error(house.get(sha256(data))) == (404, "ResourceNotFound.ShowFile")
    gone = error(house.ask("DeleteShowFile", {**show, "Sha256": sha256(data)}))
    assert gone == (404, "ResourceNotFound.ShowFile")


def test_upload_goes_on_where_it_stopped(house: House) -> None:
    data = pdf(3 * BYTES + 7)
    asked = announced(house.activity, data, "application/pdf")
    assert result(house.ask("CreateShowFile", asked))["Missing"] == [0, 1, 2, 3]
    for number in (3, 1, 1):
        answer = result(house.ask("PutShowFilePart", part(house.activity, data, number)))
    assert (answer["Done"], answer["Missing"]) == (False, [0, 2])
    assert error(house.get(sha256(data))) == (404, "ResourceNotFound.ShowFile")
    assert result(house.ask("CreateShowFile", asked))["Missing"] == [0, 2]
    for number in (2, 0):
        answer = result(house.ask("PutShowFilePart", part(house.activity, data, number)))
    assert answer["Done"]
    assert result(house.ask("PutShowFilePart", part(house.activity, data, 2)))["Done"], "a part came twice"
    assert house.get(sha256(data)).content == data


@pytest.mark.parametrize(
    ("data", "kind", "says"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", "no type that a show can use"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png", "SVG and HTML"),
        (b"\xef\xbb\xbf \n<!doctype html><script>1</script>", "application/pdf", "SVG and HTML"),
        (b"PK\x03\x04pptx", "application/pdf", "save the slides as PDF"),
        (b"\xd0\xcf\x11\xe0ppt", "application/pdf", "save the slides as PDF"),
        (b"hello", "application/pdf", "of an unknown type"),
        (pdf(), "image/png", "application/pdf, not image/png"),
        (b"\xff\xd8\xff nothing more", "image/jpeg", "broken"),
        (b"RIFF\x10\0\0\0WEBPVP8 \xff\xff\xff\xff", "image/webp", "broken"),
        (picture()[:30], "image/png", "broken"),
        (wide_png(50_001, 1_000), "image/png", "at most 50 million pixels"),
        (wide_png(2**31 - 1, 2**31 - 1), "image/png", "at most 50 million pixels"),
    ],
    ids=["announced", "svg", "html", "pptx", "ppt", "text", "pdf", "jpeg", "webp", "cut", "wide", "huge"],
)
@SQLITE
def test_unusable_file_is_refused_with_words(house: House, data: bytes, kind: str, says: str) -> None:
    answer = house.ask("CreateShowFile", announced(house.activity, data, kind))
    if answer.status_code == 200:
        answer = house.ask("PutShowFilePart", part(house.activity, data, 0))
    assert error(answer) == (415, "UnsupportedFile")
    assert says in answer.json()["ResponseMetadata"]["Error"]["Message"]
    assert not content(house.folder, sha256(data)).exists()
    assert error(house.get(sha256(data))) == (404, "ResourceNotFound.ShowFile")


@pytest.mark.parametrize(("kind", "most"), [("image/webp", 20), ("application/pdf", 150)])
@SQLITE
def test_large_file_is_refused_before_its_first_byte(house: House, kind: str, most: int) -> None:
    asked = {**announced(house.activity, b"", kind), "Size": most << 20}
    assert result(house.ask("CreateShowFile", asked))["Missing"][-1] == 2 * most - 1
    answer = house.ask("CreateShowFile", {**asked, "Size": (most << 20) + 1})
    assert error(answer) == (415, "UnsupportedFile")
    assert f"at most {most} MB" in answer.json()["ResponseMetadata"]["Error"]["Message"]


def test_other_content_than_announced_is_refused_and_may_be_sent_again(house: House) -> None:
    data = pdf(BYTES + 1)
    asked = announced(house.activity, data, "application/pdf")
    house.ask("CreateShowFile", asked)
    wrong = part(house.activity, data[:-1] + b"?", 1) | {"Sha256": sha256(data)}
    house.ask("PutShowFilePart", wrong)
    refused = error(house.ask("PutShowFilePart", part(house.activity, data, 0)))
    assert refused == (409, "ResourceConflict.FileDamaged")
    assert result(house.ask("CreateShowFile", asked))["Missing"] == [0, 1]
    assert result(upload(house.ask, house.activity, data, "application/pdf"))["Done"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"Sha256": "A" * 64}, "InvalidParameter.Sha256"),
        ({"Sha256": "../" * 10}, "InvalidParameter.Sha256"),
        ({"Part": 1}, "InvalidParameter.Part"),
        ({"Part": -1}, "InvalidParameter.Part"),
        ({"Data": "AA"}, "InvalidParameter.Data"),
        ({"Data": "AA=="}, "InvalidParameter.Data"),
        ({"Data": "A" * 700_000}, "InvalidParameter.Data"),
    ],
)
@SQLITE
def test_wrong_part_is_refused_by_name(house: House, change: dict[str, Any], code: str) -> None:
    data = picture()
    house.ask("CreateShowFile", announced(house.activity, data, "image/png"))
    assert error(house.ask("PutShowFilePart", part(house.activity, data, 0) | change)) == (400, code)


@SQLITE
def test_part_of_an_unannounced_file_is_refused(house: House) -> None:
    answer = house.ask("PutShowFilePart", part(house.activity, picture(), 0))
    assert error(answer) == (404, "ResourceNotFound.ShowFile")
    assert not (house.folder / parts.PARTS).exists()


@SQLITE
def test_name_of_a_file_is_text(house: House) -> None:
    data = picture()
    asked = announced(house.activity, data, "image/png", "a\u202egnp.exe")
    assert error(house.ask("CreateShowFile", asked)) == (400, "InvalidParameter.Name")
    result(house.ask("CreateShowFile", announced(house.activity, data, "image/png", '"; filename="x.html')))
    house.ask("PutShowFilePart", part(house.activity, data, 0))
    kept = house.get(sha256(data)).headers["content-disposition"]
    assert kept == "attachment; filename*=utf-8''%22%3B%20filename%3D%22x.html"


@SQLITE
def test_full_disk_is_told_and_the_part_may_come_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    before, data = resource.getrlimit(resource.RLIMIT_FSIZE), pdf(BYTES)
    house.ask("CreateShowFile", announced(house.activity, data, "application/pdf"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES - 1, before[1]))
    try:
        answer = house.ask("PutShowFilePart", part(house.activity, data, 0))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert error(answer) == (507, "InsufficientStorage")
    assert [each for each in (house.folder / parts.PARTS).rglob("*") if each.is_file()] == []
    assert result(house.ask("PutShowFilePart", part(house.activity, data, 0)))["Done"]


@SQLITE
def test_folder_that_does_not_answer_is_a_passing_trouble(house: House) -> None:
    data = picture()
    house.ask("CreateShowFile", announced(house.activity, data, "image/png"))
    house.folder.write_text("a file in its place")
    away = house.ask("PutShowFilePart", part(house.activity, data, 0))
    assert (error(away), away.headers["retry-after"]) == ((503, "ServiceUnavailableTemp.Files"), "2")
    house.folder.unlink()
    assert result(house.ask("PutShowFilePart", part(house.activity, data, 0)))["Done"]


@SQLITE
def test_served_file_is_harmless_and_comes_in_pieces(house: House) -> None:
    data = picture(more=b"<script>alert(1)</script>")
    upload(house.ask, house.activity, data, "image/png")
    answer = house.get(sha256(data))
    sent = {name: answer.headers[name] for name in ("content-type", "x-content-type-options", "cache-control", "etag")}
    assert sent == {
        "content-type": "image/png",
        "x-content-type-options": "nosniff",
        "cache-control": "private, max-age=31536000, immutable",
        "etag": f'"{sha256(data)}"',
    }
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["content-disposition"].startswith("attachment;")
    piece = house.get(sha256(data), Range="bytes=2-5")
    assert (piece.status_code, piece.content) == (206, data[2:6])
    assert house.get(sha256(data), If_None_Match=answer.headers["etag"]).status_code == 304
    assert house.get("../../../etc/passwd").status_code in (404, 200)
    assert error(house.get("0" * 64)) == (404, "ResourceNotFound.ShowFile")


@SQLITE
def test_only_sessions_of_this_show_get_the_file(house: House) -> None:
    data, caller = picture(), house.caller
    upload(house.ask, house.activity, data, "image/png")
    other = caller.call("CreateActivityAPIV2", Name="Another show")["ActivityId"]
    guest, stranger = enter(caller, house.activity, 1), enter(caller, other)
    assert caller.http.get(f"{guest}/file/{sha256(data)}").content == data
    assert error(caller.http.get(f"{stranger}/file/{sha256(data)}")) == (404, "ResourceNotFound.ShowFile")
    caller.call("DeleteActivityAPI", ActivityId=house.activity)
    assert error(house.get(sha256(data))) == (403, "SessionEnded")


@SQLITE
def test_viewer_gets_no_file(house: House) -> None:
    data, caller = picture(), house.caller
    upload(house.ask, house.activity, data, "image/png")
    host = house.session
    caller.http.cookies.clear()
    path = caller.call("GetActivityAPI", ActivityId=house.activity)["ViewUrl"].rpartition("/")[2]
    caller.http.post(f"/w/{path}/call/WatchShow", json={}, headers=ORIGIN)
    assert error(caller.http.get(f"{host}/file/{sha256(data)}")) == (401, "NoSession")
    assert caller.http.get(f"/w/{path}/file/{sha256(data)}").status_code == 404
    caller.http.cookies.set(COOKIE, "x" * 43)
    assert error(caller.http.get(f"{host}/file/{sha256(data)}")) == (401, "NoSession")


@SQLITE
def test_page_of_another_show_or_of_a_guest_changes_nothing(house: House) -> None:
    data, caller = picture(), house.caller
    other = caller.call("CreateActivityAPIV2", Name="Another show")["ActivityId"]
    asked = announced(house.activity, data, "image/png")
    assert error(of_page(caller, enter(caller, other))("CreateShowFile", asked)) == (404, "ResourceNotFound.Activity")
    guest, second = enter(caller, house.activity, 1), enter(caller, house.activity)
    for name, body, without_seat in (
        ("CreateShowFile", asked, (403, "SeatTaken")),
        ("PutShowFilePart", part(house.activity, data, 0), (404, "ResourceNotFound.ShowFile")),
        ("DeleteShowFile", {"ActivityId": house.activity, "Sha256": sha256(data)}, (403, "SeatTaken")),
    ):
        assert error(of_page(caller, guest)(name, body)) == (403, "AccessDenied")
        assert error(of_page(caller, second)(name, body)) == without_seat
    assert error(of_page(caller, guest)("ListShowFiles", {"ActivityId": house.activity})) == (403, "AccessDenied")
    assert house.files() == []


def test_hash_of_another_shows_file_gives_nothing_without_the_content(house: House) -> None:
    """A host who learnt a hash sends other bytes under it. The server must not lend the other show's file."""
    data, caller = pdf(900), house.caller
    upload(house.ask, house.activity, data, "application/pdf")
    other = caller.call("CreateActivityAPIV2", Name="Another show")["ActivityId"]
    thief = enter(caller, other)
    ask = of_page(caller, thief)
    assert result(ask("CreateShowFile", announced(other, data, "application/pdf")))["Missing"] == [0]
    forged = part(other, pdf(899) + b"?", 0) | {"Sha256": hashlib.sha256(data).hexdigest()}
    assert error(ask("PutShowFilePart", forged)) == (409, "ResourceConflict.FileDamaged")
    assert error(caller.http.get(f"{thief}/file/{sha256(data)}")) == (404, "ResourceNotFound.ShowFile")
    assert house.get(sha256(data)).content == data
