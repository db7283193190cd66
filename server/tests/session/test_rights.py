import pytest
from kaibo.app import SESSION
from kaibo.session.role import SOURCES, Role

from tests.session.may import MAY, WITHOUT_SEAT


def test_every_session_call_is_a_right_of_a_role() -> None:
    assert [action.name for action in SESSION if not action.by] == []


def test_each_call_is_of_the_roles_that_the_table_says() -> None:
    assert {frozenset(one.by): {each.name for each in SESSION if each.by == one.by} for one in SESSION} == MAY


@pytest.mark.parametrize("role", [Role.GUEST, Role.ASSISTANT])
def test_only_hosts_publish_the_program(role: Role) -> None:
    assert SOURCES[role].program is None


def test_assistant_publishes_nothing() -> None:
    assert SOURCES[Role.ASSISTANT].stage is None


def test_host_call_that_touches_the_show_needs_the_seat() -> None:
    assert {one.name for one in SESSION if Role.HOST in one.by and not one.seat} == WITHOUT_SEAT
