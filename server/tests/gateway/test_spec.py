"""The signed calls as an OpenAPI document: served, valid, and equal to the committed one."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kaibo.app import SIGNED
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.gateway.door import HOST, Caller, serving

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def caller(sqlite_form: Path, tmp_path: Path) -> Iterator[Caller]:
    file = tmp_path / "kaibo.db"
    file.write_bytes(sqlite_form.read_bytes())
    with serving(f"sqlite:///{file}") as (caller, _):
        yield caller


def operations(document: dict[str, Any]) -> dict[str, Any]:
    return {one["operationId"]: one for path in document["paths"].values() for one in path.values()}


def test_served_document_is_the_committed_one_with_its_address(caller: Caller) -> None:
    answer = caller.http.get("/openapi.json")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-cache"
    served = answer.json()
    assert served.pop("servers") == [{"url": f"http://{HOST}"}]
    assert served == json.loads((ROOT / "spec/openapi.json").read_text())


def test_groups_keep_their_names_for_bookmarks() -> None:
    document = json.loads((ROOT / "spec/openapi.json").read_text())
    assert {tag["name"] for tag in document["tags"]} == {
        "access",
        "activity",
        "assistant",
        "audience",
        "viewing",
        "audit",
        "brand",
        "chat",
        "file",
        "guest",
        "design",
        "launch",
        "people",
        "program",
        "recording",
        "server",
        "stage",
    }


@pytest.mark.parametrize("form", ["{tag}", 'W/{tag}, "other"'])
def test_unchanged_document_is_not_sent_again(caller: Caller, form: str) -> None:
    tag = caller.http.get("/openapi.json").headers["etag"]
    again = caller.http.get("/openapi.json", headers={"If-None-Match": form.format(tag=tag)})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert caller.http.get("/openapi.json", headers={"If-None-Match": '"other"'}).status_code == 200


def test_document_is_valid_openapi(caller: Caller) -> None:
    OpenAPIV31SpecValidator(caller.http.get("/openapi.json").json()).validate()


def test_every_action_states_its_address_method_and_rate(caller: Caller) -> None:
    found = operations(caller.http.get("/openapi.json").json())
    assert set(found) == {action.name for action in SIGNED}
    for action in SIGNED:
        one = found[action.name]
        assert one["x-kaibo-query"] == f"Action={action.name}&Version={action.version}"
        assert one["x-kaibo-verbs"] == (["POST"] if action.writes and not action.by_get else ["POST", "GET"])
        assert one["x-kaibo-rate"] == action.rate
        assert one["description"].startswith(one["summary"])
        assert one["summary"]


def test_documented_methods_are_those_that_the_door_takes(caller: Caller) -> None:
    for operation in operations(caller.http.get("/openapi.json").json()).values():
        name, version = (part.partition("=")[2] for part in operation["x-kaibo-query"].split("&"))
        while (answer := caller.send(name, version, method="GET")).status_code == 429:
            time.sleep(1)
        assert (answer.status_code != 405) == ("GET" in operation["x-kaibo-verbs"]), name


def test_schemas_use_only_json_schema(caller: Caller) -> None:
    text = caller.http.get("/openapi.json").text
    assert not any(f'"{word}":' in text for word in ("ge", "gt", "le", "lt"))
    assert '"format": "int64"' in text
