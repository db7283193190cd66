"""No other site can act for a session's page. Every call of every door checks the Origin."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from kaibo.app import CLIENT, SESSION, WATCH

from tests.gateway.door import HOST, Caller, refusal, serving

ORIGIN = f"http://{HOST}"
FOREIGN = ["https://evil.example", "null", f"http://{HOST}.evil.example", "http://localhost", f"https://{HOST}", ""]
SIMPLE = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "application/json-patch"]
"""Content types that a form or script of another site may send without a preflight (Fetch, "simple" requests)."""
CALLS = [f"/client/{action.name}" for action in CLIENT]
CALLS += [f"/s/{{session}}/call/{action.name}" for action in SESSION]
CALLS += [f"/w/{{watch}}/call/{action.name}" for action in WATCH]


class Signed:
    """Make a session whose cookie the browser sends along."""

    def __init__(self, caller: Caller) -> None:
        self.http = caller.http
        activity = caller.call("CreateActivityAPIV2", Name="A show")
        url = caller.call("GetDownloadLiveClient", "2023-08-01", ActivityId=activity["ActivityId"])["Url"]
        headers = {"Origin": ORIGIN}
        token = {"Token": url.rpartition("/")[2]}
        ticket = self.http.post("/client/OpenLaunch", json=token, headers=headers).json()["Result"]["Ticket"]
        way = {"Ticket": ticket, "Nonce": "n" * 22}
        self.session = self.http.post("/client/RedeemTicket", json=way, headers=headers).json()["Result"]["SessionId"]
        self.watch = activity["ViewUrl"].rpartition("/")[2]

    def path(self, call: str) -> str:
        return call.format(session=self.session, watch=self.watch)


@pytest.fixture(scope="module")
def signed(sqlite_form: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    file = tmp_path_factory.mktemp("csrf") / "kaibo.db"
    file.write_bytes(sqlite_form.read_bytes())
    with serving(f"sqlite:///{file}") as (caller, _):
        yield Signed(caller)


@pytest.mark.parametrize("call", CALLS)
def test_other_site_can_make_no_call(signed: Signed, call: str) -> None:
    for origin in FOREIGN:
        headers = {"Origin": origin} if origin else {}
        answer = signed.http.post(signed.path(call), json={}, headers=headers)
        assert refusal(answer) == (403, "WrongOrigin"), origin


@pytest.mark.parametrize("call", CALLS)
def test_request_of_a_form_is_no_call(signed: Signed, call: str) -> None:
    for kind in SIMPLE:
        headers = {"Origin": ORIGIN, **({"Content-Type": kind} if kind else {})}
        answer = signed.http.post(signed.path(call), content=b"{}", headers=headers)
        assert refusal(answer) == (400, "InvalidParameter.Content-Type"), kind


@pytest.mark.parametrize("call", CALLS)
def test_only_a_post_is_a_call(signed: Signed, call: str) -> None:
    for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"):
        assert signed.http.request(method, signed.path(call), headers={"Origin": ORIGIN}).status_code in (404, 405)


def test_session_streams_are_for_the_own_page_only(signed: Signed) -> None:
    for origin in FOREIGN[:-1]:
        answer = signed.http.get(f"/s/{signed.session}/events", headers={"Origin": origin})
        assert refusal(answer) == (403, "WrongOrigin"), origin
        answer = signed.http.get(f"/s/{signed.session}/rtc/validate?access_token=x", headers={"Origin": origin})
        assert answer.status_code in (403, 503)
