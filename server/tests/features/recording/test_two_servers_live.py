"""Two servers share a store and the folder of files. Viewers of one show by HLS are at both."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kaibo.access.number import number as viewer_number

from tests.features.recording.conftest import House, Recording, serving
from tests.features.recording.test_live import REFUSED, Air, addresses, watches
from tests.gateway.door import refusal
from tests.waiting import until


class Pair:
    """A show at server A, with a recording that both servers read."""

    def __init__(self, a: Recording, b: Recording) -> None:
        self.a, self.b = a, b
        self.house = House(a, a.admin())
        self.air = Air(self.house)
        self.air.run(1)
        self.air.come(6)

    def viewer(self) -> tuple[Any, Any]:
        """Return one viewer's way to A and to B, with the same pass."""
        here = self.house.browser()
        watches(here, self.house)
        there = self.b.viewer()
        there.cookies.update(here.cookies)
        return here, there

    def texts(self, here: Any, there: Any, name: str) -> tuple[str, str]:
        """Return a playlist as A and B write it."""
        answers = [self.air.get(name, http=http) for http in (here, there)]
        assert {answer.status_code for answer in answers} == {200}
        return answers[0].text, answers[1].text

    def share(self) -> None:
        """Let both servers tell each other who watches."""
        for server in (self.a, self.b) * 2:
            assert server.http.portal
            server.http.portal.call(server.services.members.renew)
            server.http.portal.call(server.services.hls_viewers.share)

    def counted(self) -> int:
        """Return the viewers that the owner of the show counts."""
        [owner] = [server for server in (self.a, self.b) if server.services.members.owns(self.house.show)]
        return len(owner.services.hls_viewers.of(self.house.show))


@pytest.fixture
def pair(store_url: str, tmp_path: Path) -> Iterator[Pair]:
    files = str(tmp_path / "files")
    with (
        serving(store_url, tmp_path / "a", files, "sv_a") as a,
        serving(store_url, tmp_path / "b", files, "sv_b") as b,
    ):
        yield Pair(a, b)


def test_both_servers_write_the_same_playlists_also_over_a_change_of_the_rule(pair: Pair) -> None:
    here, there = pair.viewer()
    before = {name: pair.texts(here, there, name) for name in ("main.m3u8", "dvr.m3u8")}
    for ours, theirs in before.values():
        assert ours == theirs
    pair.house.call("UpdateViewingRestriction", ViewingRestriction={"ViewingAccountType": 1})
    new = pair.air.get(http=here).text
    assert key(new) != key(before["main.m3u8"][0])
    [*parts, _] = [name for name in addresses(new) if name.count(".") > 1]
    assert [pair.air.get(name, http=there).status_code for name in parts] == [200] * len(parts), "B hears it by the key"
    until(lambda: key(pair.air.get(http=there).text) == key(new), "B's new key")
    for name in before:
        ours, theirs = pair.texts(here, there, name)
        assert ours == theirs
    pair.air.come(2)
    ours, theirs = pair.texts(here, there, pair.air.msn(1, 3))
    assert ours == theirs


def key(playlist: str) -> str:
    """Return the part of the addresses that changes with the rule."""
    [found] = set(re.findall(r"^([^#/]+)/\d+/", playlist, re.MULTILINE))
    return str(found)


def test_viewer_at_both_servers_counts_once(pair: Pair) -> None:
    here, there = pair.viewer()
    pair.texts(here, there, "main.m3u8")
    pair.share()
    assert pair.counted() == 1
    _, other = pair.viewer()
    assert pair.air.get(http=other).status_code == 200
    pair.share()
    assert pair.counted() == 2


def test_ban_at_one_server_ends_a_request_that_waits_at_the_other(pair: Pair) -> None:
    here, there = pair.viewer()
    first = pair.air.get(http=there).text
    [(_, viewer)] = pair.b.services.hls_viewers._asked
    answers: list[Any] = []
    waiting = threading.Thread(target=lambda: answers.append(pair.air.get(pair.air.msn(1, 3), http=there)))
    waiting.start()
    until(lambda: pair.b.services.counts.open("wait"), "the request that waits")
    pair.house.call("UpdateActivityUserBanStatus", UserIds=[str(viewer_number(viewer))], BanStatus=1)
    waiting.join()
    assert refusal(answers[0]) == REFUSED
    assert [refusal(pair.air.get(name, http=there)) for name in ("main.m3u8", addresses(first)[0])] == [REFUSED] * 2
    assert pair.air.get(http=pair.b.viewer()).status_code == 200
