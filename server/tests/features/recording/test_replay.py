"""A viewer watches the replay of a real recording, as far as the show's rule and its host allow."""

import re
from typing import Any

import pytest
from kaibo.activity import airings, table as activities
from kaibo.activity.status import Status
from kaibo.clock import now_ms
from kaibo.features.recording import keeping, table
from kaibo.features.recording.reading import folder_of
from sqlalchemy import Connection, select

from tests.features.recording import made
from tests.features.recording.conftest import House
from tests.features.recording.rfc8216 import faults
from tests.gateway.door import refusal

GONE, REFUSED = (404, "ResourceNotFound.Replay"), (403, "AccessDenied.Watch")


def segments(playlist: str) -> list[str]:
    return [line for line in playlist.split("\n") if line and not line.startswith("#")]


def inits(playlist: str) -> list[str]:
    return re.findall('URI="([^"]+)"', playlist)


def test_replay_plays_from_its_playlist(house: House) -> None:
    assert house.view()["Replay"] is None
    house.record()
    assert house.status is Status.REPLAY
    replay = house.view()["Replay"]
    assert (replay["State"], replay["Duration"], replay["Download"]) == ("online", 8.0, "")
    answer = house.viewer.get(replay["Playlist"])
    assert answer.headers["content-type"] == "application/vnd.apple.mpegurl"
    assert faults(answer.text) == []
    contents = {name: house.get(name) for name in (*inits(answer.text), *segments(answer.text))}
    assert {one.status_code for one in contents.values()} == {200}
    assert {one.headers["content-type"] for one in contents.values()} == {"video/mp4"}
    played = 0.0
    for init in inits(answer.text):
        run = init.removesuffix("init.mp4")
        whole = contents[init].content + b"".join(
            contents[name].content for name in segments(answer.text) if name.startswith(run)
        )
        played += made.seconds_of(whole)
    assert played == 8.0
    assert house.viewer.get(replay["Cover"]).content == made.JPEG
    board = house.viewer.get(replay["Storyboard"])
    assert board.headers["content-type"] == "text/vtt; charset=utf-8"
    sheet = re.search(r"\S+\.jpg", board.text)
    assert sheet
    assert house.get(sheet[0]).content == made.JPEG


def test_ranges_of_a_segment(house: House) -> None:
    house.record()
    name = segments(house.get("main.m3u8").text)[0]
    whole = house.get(name)
    assert whole.headers["accept-ranges"] == "bytes"
    size = len(whole.content)
    for asked, first, last in (
        ("0-9", 0, 9),
        ("5-", 5, size - 1),
        ("-7", size - 7, size - 1),
        ("3-999999", 3, size - 1),
    ):
        some = house.get(name, Range=f"bytes={asked}")
        assert (some.status_code, some.headers["content-range"]) == (206, f"bytes {first}-{last}/{size}")
        assert some.content == whole.content[first : last + 1]
    for beyond in (f"{size}-", "-0"):
        none = house.get(name, Range=f"bytes={beyond}")
        assert (none.status_code, none.headers["content-range"]) == (416, f"bytes */{size}")
    for other in ("bytes=0-1,3-4", "bytes=9-1", "lines=1-2"):
        assert house.get(name, Range=other).status_code == 200


def test_nothing_beside_the_replay_is_served(house: House) -> None:
    held = house.record()
    key = segments(house.get("main.m3u8").text)[0].partition("/")[0]
    (folder_of(house.files, held.id) / "runs/1/000009.m4s").write_bytes(b"no line names it")
    for rest in (
        f"{key}/1/000009.m4s",
        f"{key}/3/init.mp4",
        f"{key}/1/index.jsonl",
        f"{key}/fence",
        f"{key}/1/../../fence",
    ):
        assert house.get(rest).status_code == 404, rest
    other = "0" * len(key)
    assert refusal(house.get(f"{other}/1/init.mp4")) == GONE


def test_offline_and_deleted_replays_are_not_there(house: House) -> None:
    held = house.record()
    listed = house.call("ListReplays")["Replays"]
    assert [(one["Vid"], one["Online"], one["Duration"], one["State"]) for one in listed] == [
        (held.id, True, 8.0, "ready")
    ]
    assert (listed[0]["Name"], listed[0]["OrderNumber"], listed[0]["SourceType"]) == ("发布会 / launch", 1, 2)
    media = listed[0]["MediaId"]
    playlist = house.get("main.m3u8").text
    house.call("SetReplayOnline", MediaId=media, Online=False)
    assert (house.view()["Replay"]["State"], house.view()["Replay"]["Playlist"], house.status) == (
        "offline",
        "",
        Status.OVER,
    )
    assert refusal(house.get("main.m3u8")) == GONE
    assert refusal(house.get(segments(playlist)[0])) == GONE
    house.call("SetReplayOnline", MediaId=media, Online=True)
    assert (house.get(segments(playlist)[0]).status_code, house.status) == (200, Status.REPLAY)

    house.call("DeleteReplay", MediaId=media)
    assert (house.view()["Replay"]["State"], house.status) == ("gone", Status.OVER)
    assert house.admin.refused("DeleteReplay", ActivityId=house.show, MediaId=media) == (404, "ResourceNotFound.Media")
    assert folder_of(house.files, held.id).exists()
    sweep(house)
    assert not folder_of(house.files, held.id).exists()
    assert house.view()["Replay"]["State"] == "gone"


def sweep(house: House) -> None:
    """Do one round of the periodic work."""
    services = house.server.services
    assert house.server.http.portal
    house.server.http.portal.call(keeping.run, services)


def test_deleted_show_loses_its_recordings(house: House) -> None:
    held = house.record()
    house.admin.call("DeleteActivityAPI", ActivityId=house.show)
    sweep(house)
    assert not folder_of(house.files, held.id).exists()
    kept = house.server.write(lambda db: db.execute(select(table.recording.c.state, table.recording.c.kept)).one())
    assert tuple(kept) == ("gone", False)


@pytest.mark.parametrize(("days", "stays"), [(0, True), (3, True), (2, False)])
def test_replay_stays_for_its_days(house: House, days: int, stays: bool) -> None:
    house.call("PutShowSettings", Settings={"Recording": {"KeepDays": days}})
    held = house.record()
    old = held.start_time - 5 * keeping.DAY_MS // 2
    house.server.write(lambda db: table.change(db, held.id, end_time=old))
    sweep(house)
    assert folder_of(house.files, held.id).exists() is stays
    assert (house.view()["Replay"]["State"] == "online") is stays


@pytest.mark.parametrize("how", ["setting", "wire"])
def test_replay_waits_for_the_host(house: House, how: str) -> None:
    if how == "setting":
        house.call("PutShowSettings", Settings={"Recording": {"OnlineAtEnd": False}})
    else:
        house.show = int(house.admin.call("CreateActivityAPIV2", Name="x", IsReplayAutoOnlineEnable=0)["ActivityId"])
    house.record()
    assert house.status is Status.OVER


@pytest.mark.parametrize(("vendor", "setting", "status"), [(1, False, Status.REPLAY), (0, True, Status.OVER)])
def test_vendor_field_decides_before_the_setting(house: House, vendor: int, setting: bool, status: Status) -> None:
    made = house.admin.call("CreateActivityAPIV2", Name="x", IsReplayAutoOnlineEnable=vendor)
    house.show = int(made["ActivityId"])
    house.call("PutShowSettings", Settings={"Recording": {"OnlineAtEnd": setting}})
    house.record()
    assert house.status is status


@pytest.mark.parametrize("setting", [True, False])
def test_configuration_that_is_written_back_decides_nothing(house: House, setting: bool) -> None:
    house.call("PutShowSettings", Settings={"Recording": {"OnlineAtEnd": not setting}})
    whole = house.call("GetActivityBasicConfigAPI")
    assert whole["IsReplayAutoOnlineEnable"] == int(not setting)
    house.admin.call("UpdateActivityBasicConfigAPI", **whole | {"Name": "another name"})
    house.call("PutShowSettings", Settings={"Recording": {"OnlineAtEnd": setting}})
    house.record()
    assert house.status is (Status.REPLAY if setting else Status.OVER)


def test_configuration_decides_until_a_caller_leaves_it_out(house: House) -> None:
    def configured(**fields: int) -> int:
        house.call("UpdateActivityBasicConfigAPI", Name="x", **fields)
        return int(house.call("GetActivityBasicConfigAPI")["IsReplayAutoOnlineEnable"])

    house.call("PutShowSettings", Settings={"Recording": {"OnlineAtEnd": False}})
    assert configured(IsReplayAutoOnlineEnable=1) == 1
    house.record()
    assert house.status is Status.REPLAY
    assert configured() == 0


def test_show_with_a_replay_returns_to_it_after_an_airing_without_one(house: House) -> None:
    house.record()
    house.call("PutShowSettings", Settings={"Recording": {"On": False}})

    def air(db: Connection) -> None:
        activities.change(db, house.show, status=int(Status.LIVE), live_requested=True)
        airings.begin(db, house.show, now_ms())

    house.server.write(air)
    house.end()
    sweep(house)
    assert house.status is Status.REPLAY
    assert house.view()["Replay"]["State"] == "online"


def test_show_with_a_replay_returns_to_it_after_an_empty_recording(house: House) -> None:
    house.record()
    held = house.air()
    house.folder(held)
    house.end()
    sweep(house)
    statuses = [house.status]
    house.finish(held)
    assert [*statuses, house.status] == [Status.OVER, Status.REPLAY]


def test_password_of_the_show_holds_for_all_of_its_replay(house: House) -> None:
    house.record()
    open_playlist = house.get("main.m3u8").text

    def rule(password: str) -> None:
        kind: dict[str, Any] = {"ViewingAccountType": 2, "PasswordViewingRestriction": {"Password": password}}
        house.call("UpdateViewingRestriction", ViewingRestriction=kind)

    rule("ganbei")
    rest = [
        "main.m3u8",
        "storyboard.vtt",
        "cover.jpg",
        "download.mp4",
        segments(open_playlist)[0],
        inits(open_playlist)[0],
    ]
    assert {refusal(house.get(name)) for name in rest} == {REFUSED}
    assert house.viewer.post(f"{house.path}/call/EnterPassword", json={"Password": "ganbei"}).status_code == 200
    playlist = house.get("main.m3u8").text
    assert house.get(segments(playlist)[0]).status_code == 200
    assert refusal(house.get(segments(open_playlist)[0])) == GONE, "the rule changed, and so the addresses did"
    rule("another")
    assert {refusal(house.get(name)) for name in ("main.m3u8", segments(playlist)[0])} == {REFUSED}


def test_ban_holds_for_all_of_a_replay_and_its_chat_and_for_nobody_else(house: House) -> None:
    house.record()
    banned, other = house.browser(), house.browser()
    number, text = house.pass_of(banned), house.get("main.m3u8").text
    rest = ["main.m3u8", "storyboard.vtt", "cover.jpg", *segments(text), *inits(text)]
    calls: dict[str, dict[str, Any]] = {"GetMessagesAt": {"Time": 2_000_000_000}, "GetLaterMessages": {"After": 0}}

    def asks(http: Any) -> list[Any]:
        return [http.post(f"{house.path}/call/{name}", json=body) for name, body in calls.items()]

    assert {one.status_code for one in (*(house.get(name, banned) for name in rest), *asks(banned))} == {200}
    house.call("UpdateActivityUserBanStatus", UserIds=[number], BanStatus=1)
    assert {refusal(one) for one in (*(house.get(name, banned) for name in rest), *asks(banned))} == {REFUSED}
    assert refusal(house.get("download.mp4", banned)) == REFUSED
    assert house.view(banned)["Closed"] == "banned"
    again = house.get("main.m3u8", other).text
    rest = [*rest[:3], *segments(again), *inits(again)]
    assert {one.status_code for one in (*(house.get(name, other) for name in rest), *asks(other))} == {200}


def test_whether_a_show_is_recorded_is_told_before_it(house: House) -> None:
    assert (house.view()["Recording"], house.view()["Replay"]) == ("on", None)
    held = house.air()
    assert (house.view()["Recording"], house.view()["Replay"]) == ("on", None)
    for trouble in (table.FULL, table.DISK):
        house.server.write(lambda db, now=trouble: table.change(db, held.id, trouble=now))
        house.server.nudge(house.show)
        assert house.view()["Recording"] == trouble
    house.end()
    assert house.view()["Replay"]["State"] == "preparing"
    assert house.call("ListReplays")["Replays"][0]["State"] == "preparing"
    house.finish(held)
    assert house.view()["Replay"] is None, "no maker wrote anything"
    house.call("PutShowSettings", Settings={"Recording": {"On": False}})
    assert house.view()["Recording"] == "off"


@pytest.mark.parametrize("role", ["host", "guest"])
def test_person_reads_that_a_show_is_recorded_before_joining(house: House, role: str) -> None:
    url = house.call("CreateLaunchLink", Role=role, UserName="Lin")["Url"]

    def says() -> bool:
        page = house.viewer.get(url)
        assert page.status_code == 200
        return 'id="recorded"' in page.text and "This show is recorded" in page.text and "本场直播会被录制" in page.text

    assert says()
    house.call("PutShowSettings", Settings={"Recording": {"On": False}})
    assert not says()


def test_show_that_goes_on_air_again_has_a_replay_of_each_airing(house: House) -> None:
    first, second = house.record(), house.record()
    listed = house.call("ListReplays")["Replays"]
    assert [(one["Vid"], one["OrderNumber"]) for one in listed] == [(second.id, 2), (first.id, 1)]
    assert len({one["MediaId"] for one in listed}) == 2
    playlist = house.get("main.m3u8").text
    house.call("SetReplayOnline", MediaId=listed[0]["MediaId"], Online=False)
    assert house.status is Status.REPLAY, "viewers have the earlier one"
    assert segments(house.get("main.m3u8").text)[0] != segments(playlist)[0]


def test_host_has_the_replay_and_a_guest_only_hears_of_the_recording(house: House) -> None:
    host, guest = house.enter("host"), house.enter("guest")
    assert [page.call("GetSession")["Recording"] for page in (host, guest)] == ["on", "on"]
    house.record()
    assert guest.call("GetSession")["Replay"] is None
    replay = host.call("GetSession")["Replay"]
    assert (replay["State"], replay["Online"], replay["Duration"], replay["Bytes"] > 1000) == (
        "online",
        True,
        8.0,
        True,
    )
    one = {"ActivityId": house.show, "MediaId": replay["MediaId"]}
    for name, more in (("SetReplayOnline", {"Online": False}), ("DeleteReplay", {})):
        assert refusal(guest.ask(name, **one, **more))[0] == 403
    foreign = {"ActivityId": house.show + 1, "MediaId": replay["MediaId"], "Online": False}
    assert refusal(host.ask("SetReplayOnline", **foreign)) == (404, "ResourceNotFound.Activity")
    assert host.ask("SetReplayOnline", **one, Online=False).status_code == 200
    assert host.call("GetSession")["Replay"]["State"] == "offline"


def test_viewers_download_only_where_the_show_lets_them(house: House) -> None:
    held = house.record()
    assert refusal(house.get("download.mp4")) == GONE
    house.call("PutShowSettings", Settings={"Recording": {"Download": True}})
    address = house.view()["Replay"]["Download"]
    (folder_of(house.files, held.id) / "download.mp4").write_bytes(b"made before")
    file = house.viewer.get(address)
    assert (file.content, file.headers["content-type"]) == (b"made before", "video/mp4")
    named = "attachment; filename*=utf-8''%E5%8F%91%E5%B8%83%E4%BC%9A%20_%20launch.mp4"
    assert file.headers["content-disposition"] == named
    forged = house.viewer.get("/replay/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x/download.mp4")
    assert refusal(forged) == GONE


def test_download_has_all_of_a_recording_also_one_without_sound(house: House) -> None:
    house.record()
    [listed] = house.call("ListReplays")["Replays"]
    got = house.viewer.get(house.call("GetReplayDownload", MediaId=listed["MediaId"])["Url"])
    assert (got.status_code, got.headers["content-type"]) == (200, "video/mp4")
    assert made.seconds_of(got.content) == listed["Duration"]


def test_download_that_cannot_be_made_says_so_and_the_log_says_why(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    held = house.record()
    house.call("PutShowSettings", Settings={"Recording": {"Download": True}})
    (folder_of(house.files, held.id) / "runs/1/init.mp4").write_bytes(b"torn")
    assert refusal(house.get("download.mp4")) == (409, "ResourceConflict.NoDownload")
    assert f"the download of {held.id} failed: " in caplog.text
    assert not list(folder_of(house.files, held.id).glob("*download*"))
