"""Viewers watch a show on air by HLS, and go back in time. The files are real (`made.py`)."""

import asyncio
import json
import logging
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from kaibo.activity import delivery
from kaibo.clock import now_ms
from kaibo.features.recording import address, keeping
from kaibo.features.recording.live import routes

from tests.features.recording import made
from tests.features.recording.conftest import WAITS, WAITS_OF_ADDRESS, House
from tests.features.recording.made import BEGAN
from tests.features.recording.rfc8216 import live_faults
from tests.gateway.door import refusal
from tests.show import TAB
from tests.waiting import PATIENCE, until

NONE, REFUSED, TOO_MANY = (404, "ResourceNotFound.Live"), (403, "AccessDenied.Watch"), (429, "FlowLimitExceeded.Open")

PASSWORD = {"ViewingAccountType": 2, "PasswordViewingRestriction": {"Password": "ganbei"}}


class Air:
    """A show on air, whose maker is this test."""

    def __init__(self, house: House, later: int = 0) -> None:
        """Put the show on air, `later` ms from now."""
        self.house, self.held = house, house.air(later)
        self.place = house.folder(self.held)
        house.server.nudge(house.show)
        self._lines: list[dict[str, Any]] = []
        self._index = Path()

    def run(self, number: int, seconds: float = 8, *, at: int = BEGAN, passing: bool = False, filling: int = 0) -> None:
        """Begin a run whose parts come by `come`. Its first `filling` segments fill a gap."""
        self._lines = made.run(self.place, number, seconds, at=at, end="", colour=10 * number)
        if passing:
            self._lines = [line | {"w": 1} for line in self._lines]
        self._lines = [line | ({"f": 1} if line["s"] < filling else {}) for line in self._lines]
        self._index = self.place / "runs" / str(number) / "index.jsonl"
        self._index.write_text("")

    def come(self, parts: int, *, end: bool = False) -> None:
        """Name the next parts in the index."""
        with self._index.open("a") as file:
            for line in self._lines[:parts]:
                file.write(json.dumps(line) + "\n")
            if end:
                file.write('{"end":"stopped"}\n')
        del self._lines[:parts]

    def msn(self, segment: int, part: int | None = None) -> str:
        """Return the address that waits for a segment of the recording, counted from 0, or for a part of it."""
        first = address.first_number(self.house.show, self.held.start_time)
        return f"main.m3u8?_HLS_msn={first + segment}" + ("" if part is None else f"&_HLS_part={part}")

    def get(self, rest: str = "main.m3u8", http: Any = None, **headers: str) -> Any:
        return (http or self.house.viewer).get(f"{self.house.path}/hls/{rest}", headers=headers)


@pytest.fixture
def air(house: House) -> Air:
    return Air(house)


def addresses(playlist: str) -> list[str]:
    return re.findall(r'(?:URI="([^"]+)")', playlist) + re.findall(r"^(?!#).+$", playlist, re.MULTILINE)


def test_live_playlist_has_parts_that_play(air: Air) -> None:
    air.run(1)
    air.come(6)
    live = air.house.view()["Live"]
    at, since = f"{air.house.path}/hls", air.held.start_time // 1000
    assert live == {"Hls": f"{at}/main.m3u8", "Dvr": f"{at}/dvr.m3u8", "Since": since}
    answer = air.house.viewer.get(live["Hls"])
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == (
        "application/vnd.apple.mpegurl",
        "no-cache",
    )
    assert live_faults(answer.text) == []
    text = answer.text
    [init] = re.findall(r'MAP:URI="([^"]+)"', text)
    parts = re.findall(r'EXT-X-PART:.*URI="([^"]+)"', text)
    assert len(parts) == 6
    contents = [air.get(name) for name in (init, *parts)]
    assert {one.status_code for one in contents} == {200}
    assert made.seconds_of(b"".join(one.content for one in contents)) == 3.0
    [segment] = re.findall(r"^[^#].*m4s$", text, re.MULTILINE)
    assert air.get(segment).content == b"".join(one.content for one in contents[1:5])
    some = air.get(parts[0], Range="bytes=0-9")
    assert (some.status_code, some.content) == (206, contents[1].content[:10])


def test_requests_wait_for_the_part_that_they_name(air: Air) -> None:
    air.run(1)
    air.come(5)
    first = air.get().text
    hint = re.findall(r'PRELOAD-HINT:TYPE=PART,URI="([^"]+)"', first)[0]
    late = threading.Timer(0.4, air.come, [1])
    late.start()
    began = time.monotonic()
    answer = air.get(air.msn(1, 1))
    assert time.monotonic() - began > 0.3
    assert (answer.status_code, live_faults(answer.text)) == (200, [])
    assert hint in answer.text
    assert hint not in re.findall(r'EXT-X-PART:.*URI="([^"]+)"', first)
    late.join()
    following = re.findall(r'PRELOAD-HINT:TYPE=PART,URI="([^"]+)"', answer.text)[0]
    late = threading.Timer(0.3, air.come, [1])
    late.start()
    assert air.get(following).status_code == 200
    late.join()
    bad = [f"main.m3u8?{query}" for query in ("_HLS_part=1", "_HLS_msn=x", "_HLS_msn=-1")]
    assert {refusal(air.get(one))[0] for one in (air.msn(9), air.msn(1, 99), *bad)} == {400}


def test_next_run_follows_behind_a_discontinuity_and_the_end_is_named(air: Air) -> None:
    air.run(1)
    air.come(6)
    before = air.get().text
    air.run(2, at=BEGAN + 5000)
    air.come(4)
    after = air.get(air.msn(2)).text
    assert (live_faults(after), after.count("#EXT-X-DISCONTINUITY\n"), after.count("#EXT-X-MAP")) == ([], 1, 2)
    assert set(re.findall(r"^[^#].*m4s$", before, re.MULTILINE)) <= set(addresses(after))
    back = air.get("dvr.m3u8")
    assert live_faults(back.text) == []
    assert back.text.count("#EXTINF") == 3
    air.come(4, end=True)
    air.house.end()
    air.house.finish(air.held)
    for name in ("main.m3u8", "dvr.m3u8"):
        ended = air.get(name).text
        assert ended.endswith("#EXT-X-ENDLIST\n")
        assert live_faults(ended) == []


def test_filled_gap_belongs_to_the_recording_and_not_to_the_live_edge(air: Air) -> None:
    air.run(1)
    air.come(6)
    before = air.get().text
    late = threading.Timer(0.3, air.come, [8])
    air.run(2, at=BEGAN + 3000, filling=2)
    late.start()
    hint = re.findall(r'PRELOAD-HINT:TYPE=PART,URI="([^"]+)"', before)[0]
    assert refusal(air.get(hint)) == NONE, "the gap ends the request for the next part of the old run"
    late.join()
    filled = air.get().text
    assert not [name for name in addresses(filled) if "/2/" in name and "PRELOAD" not in name and "0000" in name]
    air.come(6)
    after, back = air.get(air.msn(2)).text, air.get("dvr.m3u8").text
    assert [live_faults(text) for text in (filled, after, back)] == [[], [], []]
    live = re.findall(r"^[^#].*/(\d/\d+)\.m4s$", after, re.MULTILINE)
    assert live == ["1/000000", "1/000001", "2/000002"]
    assert after.count("#EXT-X-DISCONTINUITY\n") == 1
    all_of_it = re.findall(r"^[^#].*/(\d/\d+)\.m4s$", back, re.MULTILINE)
    assert all_of_it == ["1/000000", "1/000001", "2/000000", "2/000001", "2/000002"]
    assert sum(map(float, re.findall(r"#EXTINF:([\d.]+)", back))) == 9
    assert {air.get(name).status_code for name in addresses(back)} == {200}


def test_viewer_who_may_not_watch_gets_nothing(air: Air) -> None:
    air.run(1)
    air.come(6)
    text = air.get().text
    [old] = re.findall(r"^[^#].*m4s$", text, re.MULTILINE)
    air.house.call("UpdateViewingRestriction", ViewingRestriction=PASSWORD)
    assert [refusal(air.get(name)) for name in ("main.m3u8", "dvr.m3u8", old)] == [REFUSED] * 3


def test_show_without_a_recording_asks_for_a_maker_and_keeps_nothing(air: Air, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "FIRST_SECONDS", 0.3)
    house = air.house
    house.admin.call("PutShowSettings", ActivityId=house.show, Settings={"Recording": {"On": False}})
    assert house.view()["Live"]["Dvr"] == ""
    air.run(1, passing=True)
    air.come(8)
    text = air.get().text
    assert (live_faults(text), text.count("#EXTINF")) == ([], 2)
    assert house.server.write(lambda db: delivery.is_wished(db, house.show, now_ms()))
    assert refusal(air.get("dvr.m3u8")) == (404, "ResourceNotFound.NotYetLive")
    air.come(0, end=True)
    house.end()
    house.finish(air.held)
    assert house.view()["Replay"] is None
    assert house.server.http.portal
    house.server.http.portal.call(keeping.run, house.server.services)
    assert not air.place.exists()


def test_show_off_air_has_no_playlist(house: House) -> None:
    assert house.view()["Live"] is None
    assert [refusal(house.viewer.get(f"{house.path}/hls/{name}.m3u8")) for name in ("main", "dvr")] == [NONE] * 2
    assert refusal(house.viewer.get("/w/nobody/hls/main.m3u8")) == NONE


def watches(http: Any, house: House) -> Any:
    return http.post(f"{house.path}/call/WatchShow", json={}).json()["Result"]


def test_viewers_beyond_the_places_get_hls_and_count(air: Air) -> None:
    house = air.house
    house.call("PutShowSettings", Settings={"Delivery": {"WebrtcViewers": 1}})
    first, second = house.browser(), house.browser()
    assert [watches(first, house)["Mode"] for _ in range(2)] == ["webrtc"] * 2, "a viewer keeps the place"
    beyond = watches(second, house)
    assert (beyond["Mode"], beyond["Token"]) == ("hls", "")
    air.run(1)
    air.come(6)
    assert air.get(http=second).status_code == 200
    counted = house.server.services.hls_viewers
    assert house.server.http.portal
    house.server.http.portal.call(counted.share)
    assert len(counted.of(house.show)) == 1
    house.server.write(lambda db: delivery.refuse(db, house.show, now_ms()))
    house.server.nudge(house.show)
    assert (watches(second, house)["Mode"], house.view()["Live"]) == ("webrtc", None), "where HLS cannot be"
    house.end()
    assert watches(second, house)["Mode"] == "none"


def test_ban_ends_requests_that_wait_and_closes_every_address(air: Air, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "BLOCK_SECONDS", 2 * PATIENCE)
    house, viewer, other = air.house, air.house.browser(), air.house.browser()
    air.run(1)
    air.come(6)
    number = house.pass_of(viewer)
    live, back = air.get(http=viewer).text, air.get("dvr.m3u8", viewer).text
    [following_part] = re.findall(r'PRELOAD-HINT:TYPE=PART,URI="([^"]+)"', live)
    there = ["main.m3u8", "dvr.m3u8", *(set(addresses(live + back)) - {following_part})]
    assert {air.get(name, viewer).status_code for name in there} == {200}
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(air.get, name, viewer) for name in (air.msn(1, 3), following_part)]
        until(lambda: house.server.services.counts.open("wait") == 2, "the requests that wait")
        house.call("UpdateActivityUserBanStatus", UserIds=[number], BanStatus=1)
        assert [refusal(one.result(PATIENCE)) for one in waiting] == [REFUSED] * 2
    assert {refusal(air.get(name, viewer)) for name in (*there, following_part)} == {REFUSED}
    again = air.get(http=other).text
    served = [*addresses(again), *addresses(air.get("dvr.m3u8", other).text)]
    left = {*served} - {*re.findall(r'PRELOAD-HINT:TYPE=PART,URI="([^"]+)"', again)}
    assert {air.get(name, other).status_code for name in left} == {200}


def following() -> list[str]:
    """Name the tasks of this loop that follow a recording."""
    return [task.get_name() for task in asyncio.all_tasks() if "Follower.run" in repr(task.get_coro())]


def test_server_that_stops_follows_no_recording(
    air: Air, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    server, left = air.house.server, list[str]()

    async def close() -> None:
        left.extend(following())

    air.run(1)
    air.come(6)
    assert air.get().status_code == 200
    assert server.http.portal
    assert len(server.http.portal.call(lambda: _soon(following))) == 1
    monkeypatch.setattr(server.services.engine, "close", close)  # it is closed last
    server.http.exit_stack.close()
    assert left == []
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_key_of_the_files_is_only_in_playlists_of_who_may_watch(air: Air, caplog: pytest.LogCaptureFixture) -> None:
    """The console's lists, the views, the log and the pages know no key, no pass and no launch token."""
    house = air.house
    with caplog.at_level(logging.DEBUG):
        host, viewer = house.enter("host"), house.browser()
        watches(viewer, house)
        air.run(1)
        air.come(6)
        playlists = [air.get(name, viewer).text for name in ("main.m3u8", "dvr.m3u8")]
        for name in {each for text in playlists for each in addresses(text) if ".0.m4s" not in each}:
            air.get(name, viewer)
        shown = [
            house.view(viewer),
            host.post(host.path.replace("/call", "/events"), Tab=TAB),
            viewer.get(house.path).text,
        ]
        listed = [house.call("ListActivityUsers", SearchStatus=1), house.call("GetActivityAPI")]
        house.call("UpdateViewingRestriction", ViewingRestriction=PASSWORD)
        listed.append(house.admin.call("ListAuditEvents"))
        refused = [air.get(name, viewer) for name in ("main.m3u8", "dvr.m3u8", addresses(playlists[0])[0])]
    assert [refusal(one) for one in refused] == [REFUSED] * 3
    [key] = {each.split("/")[0] for text in playlists for each in addresses(text)}
    signed = {value for http in (viewer, host.http) for value in http.cookies.values()}
    secrets = [key, *signed, host.url.rpartition("/")[2]]
    assert len(signed) >= 2
    ours = [record for record in caplog.records if not record.name.startswith("http")]  # the test's own client
    logged = "\n".join(record.getMessage() + repr(vars(record)) for record in ours)
    assert "/hls/" in logged
    for text in (logged, repr(shown), repr(listed), repr([(one.text, one.headers) for one in refused])):
        assert [secret for secret in secrets if secret in text] == []


async def _soon(work: Any) -> Any:
    return work()


def test_waiting_requests_of_one_viewer_and_of_one_address_are_limited(air: Air) -> None:
    house, counts = air.house, air.house.server.services.counts
    air.run(1)
    air.come(6)
    following_part = air.msn(1, 2)
    first, second, third = viewers = [house.browser() for _ in range(3)]
    for viewer in viewers:
        watches(viewer, house)
    with ThreadPoolExecutor(WAITS_OF_ADDRESS) as pool:
        waiting = [pool.submit(air.get, following_part, first) for _ in range(WAITS)]
        until(lambda: counts.open("wait") == WAITS, "the requests that wait")
        assert refusal(air.get(following_part, first)) == TOO_MANY
        assert air.get(http=first).status_code == 200, "what need not wait is served"
        waiting += [pool.submit(air.get, following_part, second)]
        until(lambda: counts.open("wait") == WAITS + 1, "one more that waits")
        assert refusal(air.get(following_part, third)) == TOO_MANY, "the address has its most"
        air.come(1)
        assert {one.result().status_code for one in waiting} == {200}
    assert counts.open("wait") == 0


def test_numbers_go_on_when_the_show_goes_on_air_again(air: Air) -> None:
    """They never go back within one address (RFC 8216bis §6.2.2). The old maker may still write."""
    house, viewer = air.house, air.house.browser()
    air.run(1)
    air.come(6)
    before, since, last = numbers(air.get().text), house.view()["Live"]["Since"], air.get("dvr.m3u8").text
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(air.get, air.msn(1, 2), viewer)
        until(lambda: house.server.services.counts.open("wait") == 1, "the request that waits")
        house.end()
        again = Air(house, 10_000)
        again.run(1)
        again.come(10)
        answer = waiting.result()
    after = numbers(answer.text)
    assert (answer.status_code, live_faults(answer.text)) == (200, [])
    assert all(new >= old + 3 for old, new in zip(before, after, strict=True)), "behind all of the first airing"
    assert answer.text == again.get().text == again.get(again.msn(2, 1)).text
    assert set(addresses(last)) & set(addresses(again.get("dvr.m3u8").text)) == set()
    assert house.view()["Live"]["Since"] >= since + 10


def numbers(playlist: str) -> list[int]:
    """Return the numbers of the first segment and of the breaks before it."""
    return [int(value) for value in re.findall(r"-SEQUENCE:(\d+)", playlist)]
