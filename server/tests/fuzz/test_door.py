"""Every call of spec/openapi.json through the signed door, with valid and invalid bodies.

A path `/{Action}/{Version}` of the document means `/?Action=…&Version=…`. Each body is sent as JSON, as a form and as a
query with dotted keys. Every answer must come soon, have the envelope and match the document."""

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings, strategies as st
from kaibo.gateway.headers import overfull
from schemathesis import GenerationMode

from tests.fuzz import SHARES, SOAK_SECONDS
from tests.gateway.door import Caller, answering

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = json.loads((ROOT / "spec/openapi.json").read_text())
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS = {path: SCHEMA[path]["POST"] for path in DOCUMENT["paths"]}
ERROR = re.compile(r"^## (\S+)\n(\d+) · HTTP (\d+) · “(.+)”$", re.MULTILINE)
ERRORS = {
    code: (int(number), int(http), text)
    for code, number, http, text in ERROR.findall((ROOT / "docs/errors.md").read_text())
}
SLOWEST = 5
"""Seconds of the processor that an answer may take. The test and its server are one process."""
CALLS = 4
"""Calls of one account in a row: fewer than any rate allows."""
EXAMPLES, MORE_EXAMPLES = 5, 80
LONGEST_QUERY = 60_000

ODD = ["", " ", "\0", "a\0b", "\ud800", "\udfff\ud800", "\u202e", "\ufeff", "😀" * 150, "%", "_", "\\", "'", "1_0", "²"]
ODD_VALUES: list[Any] = [*ODD, None, True, 0, -1, 2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**400, 1e308, -0.0, [], {}]
ODD_VALUES += ["1" * 5000, [[[]]], {"1": {"1": "x"}}, {"01": 1, "1": 2}, {"9" * 5000: "x"}, "x" * 2001]


class People:
    """A caller and an activity of theirs. Both are replaced after some calls, so that no rate is reached."""

    def __init__(self, new: Callable[[], Caller]) -> None:
        self._new, self._left = new, 0

    def one(self) -> tuple[Caller, int]:
        if self._left == 0:
            self._left, self._caller = CALLS, self._new()
            self._activity = self._caller.call("CreateActivityAPIV2", Name="show")["ActivityId"]
        self._left -= 1
        return self._caller, self._activity

    def renew(self) -> None:
        """Forget the activity, because a call deleted it."""
        self._left = 0


@pytest.fixture(scope="module")
def people(sqlite_form: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    file = shutil.copy(sqlite_form, tmp_path_factory.mktemp("fuzz") / "kaibo.db")
    with answering(f"sqlite:///{file}") as new:
        yield People(new)


def dotted(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Write the SDK's form of a query: lists as `Key.1`, objects as `Key.Sub`."""
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value, 1)
        for part, item in items:
            yield from dotted(item, f"{key}.{part}" if key else str(part))
    elif value is not None:
        yield key, str(value)


def send(caller: Caller, path: str, body: Any, way: str) -> Any:
    """Send that body as JSON, as a form or as a query. Return the answer."""
    action, version = path.strip("/").split("/")
    raw = body if isinstance(body, bytes) else json.dumps(body, allow_nan=True).encode()
    if way == "json" or isinstance(body, bytes):
        return caller.send(action, version, raw)
    text = urlencode(list(dotted(body)), errors="surrogatepass")
    if way == "form" or len(text) > LONGEST_QUERY or overfull(f"Action={action}&Version={version}&{text}"):
        return caller.send(action, version, text.encode(), kind="application/x-www-form-urlencoded")
    return caller.send(action, version, method="GET", query=f"&{text}" if text else "")


def check(path: str, answer: Any, seconds: float) -> None:
    """Check what every answer must have."""
    assert seconds < SLOWEST
    assert answer.status_code < 500, answer.text
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    wire = answer.json()
    meta = wire["ResponseMetadata"]
    assert re.fullmatch(r"\d{14}[0-9A-F]{20}", meta["RequestId"])
    assert f"/{meta['Action']}/{meta['Version']}" == path
    responses = DOCUMENT["paths"][path]["post"]["responses"]
    refused = DOCUMENT["components"]["responses"]["Refused"]
    promised = (responses["200"] if answer.status_code == 200 else refused)["content"]["application/json"]["schema"]
    jsonschema_rs.validate({**promised, "components": DOCUMENT["components"]}, wire)
    if answer.status_code == 200:
        assert "Error" not in meta
        return
    assert "Result" not in wire
    error = meta["Error"]
    code = error["Code"]
    number, status, text = ERRORS["InvalidParameter" if code.startswith("InvalidParameter.") else code]
    assert (error["CodeN"], answer.status_code) == (number, status)
    assert re.fullmatch(re.escape(text).replace("%s", ".*"), error["Message"], re.DOTALL), error


def explore(people: People, path: str, mode: GenerationMode, examples: int, number: int) -> None:
    """Send that many bodies of that kind. The number makes them repeatable."""
    schema = DOCUMENT["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
    fields = sorted(DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]["properties"]) or [
        "ActivityId"
    ]

    @seed(number)
    @settings(
        max_examples=examples,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],  # print a finding as it is, because making it smaller takes minutes
    )
    @given(
        OPERATIONS[path].as_strategy(generation_mode=mode),
        st.sampled_from(["json", "json", "form", "query"]),
        st.booleans(),
        st.none() | st.tuples(st.sampled_from(fields), st.sampled_from(ODD_VALUES)),
    )
    def sent(case: schemathesis.Case[Any], way: str, mine: bool, odd: tuple[str, Any] | None) -> None:
        caller, activity = people.one()
        body = case.body
        if isinstance(body, dict):
            body = {**body, **({odd[0]: odd[1]} if odd else {}), **({"ActivityId": activity} if mine else {})}
        started = time.process_time()
        answer = send(caller, path, body, way)
        check(path, answer, time.process_time() - started)
        if path.startswith("/DeleteActivity") and answer.status_code == 200:
            people.renew()

    sent()


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("path", OPERATIONS)
def test_each_call_survives_some_bodies(people: People, path: str, mode: GenerationMode) -> None:
    explore(people, path, mode, EXAMPLES, 1)


@pytest.mark.soak
def test_each_call_survives_minutes_of_bodies(people: People) -> None:
    end, number = time.monotonic() + SOAK_SECONDS / SHARES, 1
    while time.monotonic() < end:
        number += 1
        for path in OPERATIONS:
            for mode in GenerationMode:
                if time.monotonic() < end:
                    explore(people, path, mode, MORE_EXAMPLES, number)
    print(f"{number - 1} rounds")
