"""Times as parameters: every one is in unix seconds, and its error says so."""

import re
from typing import Any

import pytest
from kaibo.app import CLIENT, SESSION, SIGNED, WATCH
from kaibo.errors import InvalidParameter
from kaibo.gateway import body
from kaibo.gateway.action import LATEST, Seconds, Wire
from pydantic import ValidationError

STORED = {"ReservationTime"}
"""Times of the vendor's that the server stores and does not read."""
TIME = re.compile(r"(Time|NotBefore)$")


class Request(Wire):
    live_time: Seconds = 0


def times() -> list[tuple[str, type[Wire], str]]:
    """List the times of every action: the action's name, the request, the parameter."""
    actions: list[Any] = [*SIGNED, *SESSION, *CLIENT, *WATCH]
    found = [(each.name, each.request, field.alias) for each in actions for field in each.request.model_fields.values()]
    return [one for one in found if TIME.search(one[2]) and one[2] not in STORED]


@pytest.mark.parametrize(("action", "request_model", "name"), times())
@pytest.mark.parametrize("wrong", [1_700_000_000_000, "1700000000000", -1, 1.5, True, "2026-12-01", [], LATEST + 1])
def test_error_about_a_time_names_seconds(action: str, request_model: type[Wire], name: str, wrong: object) -> None:
    with pytest.raises(ValidationError) as refused:
        request_model.model_validate({name: wrong})
    (text,) = [error["msg"] for error in refused.value.errors() if error["loc"] == (name,)]
    assert text == "Value error, a time is a whole number of unix seconds, not milliseconds, up to 8589934592"


def test_every_kind_of_action_with_a_time_is_tried() -> None:
    tried = {(action, name) for action, _, name in times()}
    assert {
        ("CreateActivityAPIV2", "LiveTime"),
        ("CreateLaunchLink", "NotBefore"),
        ("CreateLaunchLink", "ExpireTime"),
        ("ListAuditEvents", "BeginTime"),
        ("UpdateAccessKey", "ExpireTime"),
    } <= tried


def test_time_in_milliseconds_is_refused_by_name() -> None:
    with pytest.raises(InvalidParameter) as refused:
        body.from_json(Request, b'{"LiveTime": 1700000000000}')
    assert refused.value.wire_code == "InvalidParameter.LiveTime"
    assert "unix seconds, not milliseconds" in str(refused.value)
    for raw in (b'{"LiveTime": 1700000000}', b'{"LiveTime": "1700000000"}'):
        assert body.from_json(Request, raw).live_time == 1_700_000_000
