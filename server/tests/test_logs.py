"""The lines of the log, in both forms, and the id of a request on each of them."""

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from kaibo.gateway import envelope
from kaibo.logs import REQUEST_ID, JsonFormatter, TextFormatter

from tests.plain import NO_TLS
from tests.strangers import House

TYPED = '名\x1b[31m\r\n2026 INFO forged\u202e"}\U000e0041'
log = logging.getLogger("kaibo")


@pytest.fixture(params=[TextFormatter(), JsonFormatter("sv_1")], ids=["text", "json"])
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Collect the log in one of its forms."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param)
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield stream
    log.removeHandler(handler)
    log.setLevel(level)


async def get(house: House, path: str) -> httpx2.Response:
    async with httpx2.AsyncClient(trust_env=False, verify=NO_TLS, timeout=30) as http:
        return await http.get(f"http://localhost:{house.port}{path}")


as_json = pytest.mark.parametrize("written", [JsonFormatter("sv_1")], indirect=True)


def read(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@as_json
def test_typed_text_is_one_line_of_json_and_reads_back_whole(written: io.StringIO) -> None:
    log.warning("named %s", TYPED)
    assert "名" in written.getvalue()
    assert written.getvalue().count("\n") == 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e\U000e0041]", written.getvalue())
    (line,) = read(written)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line.pop("ts"))
    assert line == {"level": "warning", "logger": "kaibo", "msg": f"named {TYPED}", "server": "sv_1"}


@as_json
def test_traceback_is_one_field(written: io.StringIO) -> None:
    try:
        raise ValueError(TYPED)
    except ValueError:
        log.exception("it failed")
    (line,) = read(written)
    assert line["traceback"].startswith("Traceback (most recent call last):\n")
    assert TYPED in line["traceback"]


@pytest.mark.anyio
async def test_each_line_of_a_call_has_the_id_that_its_answer_gives(
    written: io.StringIO, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:

    def refused(meta: dict[str, Any], error: Exception, honest: Any = envelope.refused) -> Any:
        log.info("the call is refused")
        return honest(meta, error)

    monkeypatch.setattr(envelope, "refused", refused)
    answers = [await get(house, path) for path in ("/?Action=ListActivityAPI&Version=2020-06-01", "/go", "/health")]
    ids = [answer.headers["x-request-id"] for answer in answers]
    assert len(set(ids)) == 3
    meta = answers[0].json()["ResponseMetadata"]
    assert meta["RequestId"] == answers[0].headers["x-tt-logid"] == ids[0]
    lines = written.getvalue().splitlines()
    assert [sum(each in line for line in lines) for each in ids] == [2, 1, 1], lines
    assert REQUEST_ID.get() == ""


@as_json
@pytest.mark.anyio
async def test_access_line_has_its_parts_as_fields(written: io.StringIO, house: House) -> None:
    answer = await get(house, "/s/se_1?access_token=secret")
    (line,) = [line for line in read(written) if line["logger"] == "kaibo.access"]
    assert line.pop("ms") >= 0
    assert {name: line[name] for name in ("method", "path", "status", "request_id")} == {
        "method": "GET",
        "path": "/s/se_1",
        "status": answer.status_code,
        "request_id": answer.headers["x-request-id"],
    }
    assert "secret" not in written.getvalue()
