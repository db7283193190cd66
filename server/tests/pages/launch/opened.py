"""Open launch links over HTTP: a backend makes them and a browser opens them."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.gateway.door import HOST, Caller

OURS = "2026-12-01"
ORIGIN = f"http://{HOST}"
SCRIPT = "<script>alert(1)</script>"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)


def links(caller: Caller, name: str = SCRIPT, **who: object) -> Any:
    activity = caller.call("CreateActivityAPIV2", Name=name, CoverImage="https://cdn.example.com/c.jpg")
    return caller.call("GetDownloadLiveClient", "2023-08-01", ActivityId=activity["ActivityId"], **who)


def client(caller: Caller, name: str, **body: object) -> Any:
    headers = {"Origin": ORIGIN, "User-Agent": CHROME}
    return caller.http.post(f"/client/{name}", json=body, headers=headers)


def launch(caller: Caller, url: str) -> Any:
    answer = client(caller, "OpenLaunch", Token=url.rpartition("/")[2])
    assert answer.status_code == 200, answer.text
    return answer.json()["Result"]


def contents(database: Path) -> list[str]:
    """Read a store, as statements.

    Leave out what a server writes unasked: its lease, its report, the people who are absent, its pages' files.
    """
    own = ('INSERT INTO "server" ', 'INSERT INTO "server_report" ', 'INSERT INTO "absence" ', 'INSERT INTO "asset" ')
    with closing(sqlite3.connect(database)) as db:
        return [line for line in db.iterdump() if not line.startswith(own)]
