"""A replay tells no secret: its playlist, the log, the metrics, the lists of the calls and the pages."""

import logging
import re
from typing import Any

import pytest
from kaibo.readiness.metrics_page import MetricsPage
from starlette.testclient import TestClient

from tests.features.recording.conftest import House
from tests.features.recording.test_live import PASSWORD, REFUSED, addresses
from tests.gateway.door import refusal


def test_key_of_a_replay_is_only_in_its_playlist_its_storyboard_and_the_address_of_its_cover(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        host, viewer = house.enter("host"), house.browser()
        house.record()
        viewer.post(f"{house.path}/call/EnterChat", json={})
        replay = house.view(viewer)["Replay"]
        playlist = viewer.get(replay["Playlist"]).text
        board = viewer.get(replay["Storyboard"]).text
        for name in {*addresses(playlist), "cover.jpg", *re.findall(r"\S+\.jpg", board)}:
            assert house.get(name, viewer).status_code == 200, name
        [listed] = house.call("ListReplays")["Replays"]
        download = house.call("GetReplayDownload", MediaId=listed["MediaId"])["Url"]
        got = viewer.get(download)
        assert got.status_code == 200
        [media] = house.call("ListMediasAPI")["Medias"]
        cover = media.pop("CoverImage")
        told: list[Any] = [
            listed,
            media,
            replay,
            house.view(viewer),
            host.call("GetSession"),
            viewer.get(house.path).text,
        ]
        told += [house.call("ListActivityUsers", SearchStatus=1), house.call("GetActivityAPI")]
        told += [house.admin.call("ListAuditEvents"), metrics(house)]
        assert viewer.get(cover).status_code == 200
        house.call("UpdateViewingRestriction", ViewingRestriction=PASSWORD)
        refused = [viewer.get(cover), *(house.get(name, viewer) for name in ("main.m3u8", addresses(playlist)[0]))]
    assert [refusal(one) for one in refused] == [REFUSED] * 3
    [key] = {each.split("/")[0] for each in addresses(playlist)}
    assert f"/replay/{key}/" in cover
    signed = {value for http in (viewer, host.http) for value in http.cookies.values()}
    assert len(signed) >= 2
    tokens = [*signed, host.url.rpartition("/")[2], download.rpartition("/replay/")[2].partition("/")[0]]
    ours = [record for record in caplog.records if not record.name.startswith("http")]  # the test's own client
    logged = "\n".join(record.getMessage() + repr(vars(record)) for record in ours)
    assert "/replay/" in logged
    for text in (logged, repr(told), repr([(one.text, one.headers) for one in (got, *refused)])):
        assert [secret for secret in (key, *tokens) if secret in text] == []
    assert [token for token in tokens if token in playlist + board + cover] == []


def metrics(house: House) -> str:
    """Read the page for Prometheus."""
    page = TestClient(MetricsPage(house.server.dependencies.metrics).app()).get("/metrics").text
    assert "kaibo_" in page
    return page
