"""The state that a page reports: valid messages, and broken ones."""

import json

import pytest
from kaibo_companion.bridge import PageState, read_state

GOOD = {
    "page": "studio",
    "state": "live",
    "air": True,
    "show": "All hands",
    "since": 1_795_000_000,
    "microphone": True,
    "camera": None,
    "can": ["microphone", "next-scene"],
}


def test_valid_state_is_read() -> None:
    can = frozenset(("microphone", "next-scene"))
    assert read_state(json.dumps(GOOD)) == PageState(
        "studio", "live", True, "All hands", 1_795_000_000, True, None, can
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"air": 1},
        {"since": True},
        {"since": 1.5},
        {"waiting": "1"},
        {"microphone": "on"},
        {"camera": 1},
        {"can": None},
        {"can": [1]},
        {"show": None},
        {"link": 1},
    ],
)
def test_state_with_wrong_type_is_ignored(changed: dict[str, object]) -> None:
    assert read_state(json.dumps({**GOOD, **changed})) is None


@pytest.mark.parametrize("text", ["", "[]", "1", "{}", json.dumps(GOOD)[:-1]])
def test_broken_state_message_is_ignored(text: str) -> None:
    assert read_state(text) is None


def test_state_of_another_version_is_read() -> None:
    assert read_state(json.dumps({**GOOD, "mood": "calm"})) == read_state(json.dumps(GOOD))
    told = read_state(json.dumps({**GOOD, "link": "ln_1", "waiting": 2}))
    assert told
    assert (told.link, told.waiting) == ("ln_1", 2)
    least = {name: GOOD[name] for name in ("page", "state", "air", "show")}
    assert read_state(json.dumps(least)) == PageState("studio", "live", True, "All hands", 0, None, None, frozenset())
