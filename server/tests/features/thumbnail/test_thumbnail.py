"""A host's studio sends the show's picture, and admins of the account see it while the show is on air."""

import time
from base64 import b64encode
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from kaibo.account import table as access
from kaibo.activity import airings, table as activities
from kaibo.activity.status import Status
from kaibo.clock import now_ms
from kaibo.features.thumbnail import table
from sqlalchemy import Connection, func, select

from tests.features.admin.browser import Browser, Server, serving
from tests.features.file.uploads import TAB, picture
from tests.gateway.door import refusal

WEBP = picture("WEBP", (320, 180))


class House(NamedTuple):
    server: Server
    admin: Browser
    activity: int

    def enter(self, role: str = "host") -> str:
        """Enter the show. A host takes the seat. Return the path of the session's calls."""
        url = self.admin.call("CreateLaunchLink", ActivityId=self.activity, Role=role, UserName="Lin")["Url"]
        opened = self.post("/client/OpenLaunch", Token=url.rpartition("/")[2]).json()["Result"]
        ticket = {"Ticket": opened["Ticket"], "Nonce": "n" * 22}
        session = self.post("/client/RedeemTicket", **ticket).json()["Result"]["SessionId"]
        self.post(f"/s/{session}/call/EnterSession", Tab=TAB)
        return f"/s/{session}/call"

    def post(self, path: str, **body: object) -> Any:
        return self.admin.http.post(path, json=body, headers=self.admin.headers)

    def put(self, host: str, content: bytes = WEBP) -> Any:
        return self.post(f"{host}/PutThumbnail", Tab=TAB, Picture=b64encode(content).decode())

    def get(self, by: Browser | None = None, **headers: str) -> Any:
        http = (by or self.admin).http
        return http.get(f"/admin/shows/{self.activity}/thumbnail", headers=headers)

    def air(self, status: Status) -> None:
        """Bring the show on air, or take it off."""

        def work(db: Connection) -> None:
            activities.change(db, self.activity, status=int(status), live_requested=status is Status.LIVE)
            airings.end(db, self.activity, now_ms())
            if status is Status.LIVE:
                airings.begin(db, self.activity, now_ms())

        time.sleep(0.002)  # times in the store are whole milliseconds
        self.server.write(work)

    def kept(self) -> int:
        """Count the thumbnails after one round of forgetting."""
        self.server.write(table.forget)
        return int(self.server.write(lambda db: db.scalar(select(func.count()).select_from(table.thumbnail))))


@pytest.fixture
def house(store_url: str) -> Iterator[House]:
    with serving(store_url) as server:
        admin = server.admin()
        yield House(server, admin, admin.call("CreateActivityAPIV2", Name="A show")["ActivityId"])


def test_picture_of_a_show_on_air_is_there_for_its_admins_alone(house: House) -> None:
    host = house.enter()
    house.air(Status.LIVE)
    assert house.get().status_code == 404
    assert house.put(host).status_code == 200
    shown = house.get()
    assert (shown.content, shown.headers["content-type"]) == (WEBP, "image/webp")
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in shown.headers["content-security-policy"]
    assert house.get(**{"If-None-Match": shown.headers["etag"]}).status_code == 304
    house.put(host, picture("WEBP", (16, 9)))
    assert house.get(**{"If-None-Match": shown.headers["etag"]}).content != WEBP

    assert refusal(house.get(house.server.browser())) == (401, "SignedOut")
    house.server.account = house.server.write(lambda db: access.create_account(db, "other", 1))
    assert house.get(house.server.admin("Other")).status_code == 404
    far = house.admin.http.get(f"/admin/shows/{10**30}/thumbnail")
    assert far.status_code == 404


@pytest.mark.parametrize("end", ["over", "again", "deleted"])
def test_picture_is_not_older_than_the_airing(house: House, end: str) -> None:
    host = house.enter()
    house.air(Status.LIVE)
    house.put(host)
    assert (house.get().status_code, house.kept()) == (200, 1)
    if end == "deleted":
        house.admin.call("DeleteActivityAPI", ActivityId=house.activity)
    else:
        house.air(Status.OVER)
    if end == "again":
        house.air(Status.LIVE)
    assert (house.get().status_code, house.kept()) == (404, 0)


def test_nothing_but_a_small_webp_is_taken_and_only_from_the_host_on_air(house: House) -> None:
    host, guest = house.enter(), house.enter("guest")
    assert house.put(host).status_code == 200
    assert house.kept() == 0, "the show is not on air"
    house.air(Status.LIVE)
    bad = (400, "InvalidParameter.Picture")
    wide, long = picture("WEBP", (641, 9)), picture("WEBP", (16, 9), bytes(64 * 1024))
    for content in (picture("PNG"), wide, long, b"RIFF\0\0\0\0WEBP", b""):
        assert refusal(house.put(host, content)) == bad
    assert refusal(house.post(f"{host}/PutThumbnail", Tab=TAB, Picture="*")) == bad
    assert refusal(house.put(guest))[0] == 403
    assert house.kept() == 0
