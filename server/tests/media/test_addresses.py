"""Which of LiveKit's addresses the server tries first."""

import pytest
from kaibo.media import addresses
from kaibo.media.addresses import Addresses

ONE, TWO, THREE = "http://one:1", "http://two:1", "http://three:1"


def test_address_that_did_not_answer_is_tried_last_until_it_answers() -> None:
    made = Addresses(f"{ONE},{TWO},{THREE}")
    made.failed(ONE)
    made.failed(TWO)
    assert made.order() == [THREE, ONE, TWO]
    made.answered(ONE)
    assert made.order() == [ONE, THREE, TWO]


def test_long_work_is_spread_over_those_that_answer() -> None:
    made = Addresses(f"{ONE},{TWO},{THREE}")
    made.failed(ONE)
    firsts = {made.spread()[0] for _ in range(200)}
    assert firsts == {TWO, THREE}
    assert made.spread()[2] == ONE


def test_silent_address_is_asked_again_by_one_caller_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Addresses(f"{ONE},{TWO}")
    monkeypatch.setattr(addresses, "AGAIN_SECONDS", 0.0)
    made.failed(ONE)
    monkeypatch.setattr(addresses, "AGAIN_SECONDS", 60.0)
    assert made.silent() == [ONE]
    assert made.silent() == []


def test_each_change_of_an_address_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    made = Addresses(f"{ONE},{TWO}")
    for _ in range(3):
        made.failed(ONE)
    for _ in range(3):
        made.answered(ONE)
    assert [record.message.partition(";")[0] for record in caplog.records] == [
        f"LiveKit at {ONE} does not answer",
        f"LiveKit at {ONE} answers again",
    ]


def test_only_address_goes_without_a_line(caplog: pytest.LogCaptureFixture) -> None:
    made = Addresses(ONE)
    made.failed(ONE)
    assert made.order() == [ONE]
    made.answered(ONE)
    assert not caplog.records, "the reconciler says it"
