"""Unknown parameters and nulls. Our own version refuses a misspelt name, the vendor's logs it. Null is absent."""

import json
import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from kaibo.app import SIGNED
from kaibo.errors import InvalidParameter, MissingParameter
from kaibo.gateway import body, unknown
from kaibo.gateway.action import VERSION, Int, Wire
from kaibo.gateway.unknown import MOST_LOGGED, Noted

from tests.gateway.door import Caller, serving

OWN = [action for action in SIGNED if action.version == VERSION]
VENDORS = [action for action in SIGNED if action.version != VERSION]


@pytest.fixture
def caller(sqlite_form: Path, tmp_path: Path) -> Iterator[Caller]:
    file = tmp_path / "kaibo.db"
    file.write_bytes(sqlite_form.read_bytes())
    with serving(f"sqlite:///{file}") as (made, _):
        yield made


def error(caller: Caller, action: str, version: str, asked: Any) -> dict[str, Any]:
    answer = caller.send(action, version, json.dumps(asked).encode()).json()["ResponseMetadata"]
    return dict(answer.get("Error", {}))


class Leaf(Wire):
    title: str = "none"
    count: Int | None = None


class Tree(Wire):
    leaf: Leaf | None = None
    leaves: list[Leaf] = []
    numbers: list[Int] = []
    name: str = "unnamed"


def test_misspelt_limit_is_refused_and_makes_no_link(caller: Caller) -> None:
    show = caller.call("CreateActivityAPIV2", Name="show")["ActivityId"]
    wanted = {"ActivityId": show, "Role": "host", "MaxUse": 1, "ExpiresIn": 60}
    refused = error(caller, "CreateLaunchLink", VERSION, wanted)
    assert refused["Code"] == "InvalidParameter.MaxUse"
    assert refused["Message"].endswith("the nearest is MaxUses")
    listed = caller.call("ListLaunchLinks", VERSION, ActivityId=show)["Links"]
    assert [link["Kind"] for link in listed] == ["permanent"]


@pytest.mark.parametrize("action", OWN, ids=lambda action: action.name)
def test_every_own_call_refuses_an_unknown_parameter(action: Any) -> None:
    with pytest.raises(InvalidParameter) as refused:
        body.from_json(action.request, b'{"Surprise": 1}', unknown.refuse)
    assert refused.value.wire_code == "InvalidParameter.Surprise"


def test_unknown_parameter_of_a_query_is_refused(caller: Caller) -> None:
    answer = caller.send("ListAccessKeys", VERSION, method="GET", query="&PageSizes=5")
    assert answer.json()["ResponseMetadata"]["Error"]["Code"] == "InvalidParameter.PageSizes"
    assert caller.send("ListAccessKeys", VERSION, method="GET", query="&PageSize=5").status_code == 200


def test_common_parameters_in_a_body_are_known(caller: Caller) -> None:
    asked = {"Action": "ListAccessKeys", "Version": VERSION, "PageSize": 5}
    assert error(caller, "ListAccessKeys", VERSION, asked) == {}


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"Leaf": {"Titel": "x"}}, "Leaf.Titel"),
        ({"Leaves": [{"Title": "x"}, {"Counts": 1}]}, "Leaves.1.Counts"),
        ({"Nmae": None}, "Nmae"),
        ({"a\u001b[2J\u202e": 1}, r"a\x1b[2J\u202e"),
        ({"\ud800": 1}, "?"),
        ({"x" * 5000: 1}, "x" * unknown.LONGEST + "…"),
    ],
)
def test_unknown_parameter_is_named_at_every_depth(asked: Any, name: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        body.from_json(Tree, json.dumps(asked).encode(), unknown.refuse)
    assert refused.value.wire_code == f"InvalidParameter.{name}"


def test_unknown_setting_of_a_block_is_refused_with_the_nearest(caller: Caller) -> None:
    show = caller.call("CreateActivityAPIV2", Name="show")["ActivityId"]
    asked = {"ActivityId": show, "Settings": {"Guests": {"Mod": "off-air"}}}
    refused = error(caller, "PutShowSettings", VERSION, asked)
    assert refused["Code"] == "InvalidParameter.Settings.Guests.Mod"
    assert refused["Message"].endswith("the nearest is Mode")


def test_vendors_call_ignores_an_unknown_parameter_and_logs_it_once(
    caller: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "kaibo.gateway"):
        for _ in range(3):
            asked = {"Name": "show", "Nmae\u001b]0;x\u0007": "x", "SiteTags": [{"Index": 1, "Colour": "red"}]}
            assert error(caller, "CreateActivityAPIV2", "2020-06-01", asked) == {}
    assert [record.getMessage() for record in caplog.records] == [
        r"CreateActivityAPIV2 has no parameter Nmae\x1b]0;x\x07; the server ignores it",
        "CreateActivityAPIV2 has no parameter SiteTags.0.Colour; the server ignores it",
    ]


def test_logged_names_are_bounded(caplog: pytest.LogCaptureFixture) -> None:
    noted = Noted()
    with caplog.at_level(logging.WARNING, "kaibo.gateway"):
        for number in range(MOST_LOGGED + 50):
            noted.of("Any")(Tree, {f"p{number}": 1})
    assert len(caplog.records) == MOST_LOGGED


@pytest.mark.parametrize("action", VENDORS, ids=lambda action: action.name)
def test_every_vendors_call_accepts_an_unknown_parameter(action: Any) -> None:
    with suppress(MissingParameter):
        body.from_json(action.request, b'{"Surprise": 1}', Noted().of(action.name))


def test_only_requests_of_our_version_are_closed_in_the_document() -> None:
    shared = {action.request for action in OWN} & {action.request for action in VENDORS}
    assert not shared, "a model of both versions cannot be open and closed"


MAYBE = st.none() | st.text("ab")
LEAVES = st.fixed_dictionaries(
    {}, optional={"Title": st.none() | st.text("ab"), "Count": st.none() | st.integers(0, 9)}
)
TREES = st.fixed_dictionaries(
    {}, optional={"Leaf": st.none() | LEAVES, "Leaves": st.none() | st.lists(LEAVES), "Name": st.none() | st.text("ab")}
)


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


@given(TREES)
def test_null_counts_as_absent_at_every_depth(tree: Any) -> None:
    assert body.from_json(Tree, json.dumps(tree).encode()) == Tree.model_validate(without_nulls(tree))


@pytest.mark.parametrize(("asked", "name"), [({"Numbers": [1, None]}, "Numbers.1"), ({"Leaves": [None]}, "Leaves.0")])
def test_null_in_a_list_is_refused(asked: Any, name: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        body.from_json(Tree, json.dumps(asked).encode())
    assert refused.value.wire_code == f"InvalidParameter.{name}"


def test_host_account_with_a_null_id_is_created(caller: Caller) -> None:
    given_account = {"Id": None, "Name": "Studio", "AvatarUrl": None}
    assert caller.call("UpdateHostAccount", "2023-08-01", HostAccount=given_account)["HostAccountId"]
    tags = [{"Index": None, "Value": "news"}, {"Index": 2, "Value": None}]
    caller.call("CreateActivityAPIV2", Name="show", LiveTime=int(time.time()), SiteTags=tags)
    scope = {"Actions": None, "ActivityIds": [None]}
    assert caller.refused("CreateAccessKey", VERSION, **scope) == (400, "InvalidParameter.ActivityIds.0")
