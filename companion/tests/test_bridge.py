"""What a page may say of itself, and what is none of it."""

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


def test_a_pages_report() -> None:
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
        {"microphone": "on"},
        {"camera": 1},
        {"can": None},
        {"can": [1]},
        {"show": None},
        {"link": 1},
    ],
)
def test_what_is_no_report(changed: dict[str, object]) -> None:
    assert read_state(json.dumps({**GOOD, **changed})) is None


@pytest.mark.parametrize("text", ["", "[]", "1", "{}", json.dumps(GOOD)[:-1]])
def test_what_is_no_json_of_one(text: str) -> None:
    assert read_state(text) is None


def test_a_page_of_another_version_says_more_or_less() -> None:
    assert read_state(json.dumps({**GOOD, "mood": "calm"})) == read_state(json.dumps(GOOD))
    told = read_state(json.dumps({**GOOD, "link": "ln_1"}))
    assert told
    assert told.link == "ln_1"
    least = {name: GOOD[name] for name in ("page", "state", "air", "show")}
    assert read_state(json.dumps(least)) == PageState("studio", "live", True, "All hands", 0, None, None, frozenset())
