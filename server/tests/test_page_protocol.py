"""docs/page-protocol.md names every call and every event that the pages use."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/page-protocol.md").read_text()
DOCUMENT = json.loads((ROOT / "spec/client.json").read_text())


def test_every_call_of_the_pages_is_documented() -> None:
    calls = {path.split("/")[1] for path in DOCUMENT["paths"]}
    start, end = PAGE.index("### `/client/{Action}`"), PAGE.index("## Cookies")
    named = set(re.findall(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)*\b", PAGE[start:end]))
    assert calls <= named


def test_every_documented_call_exists() -> None:
    calls = {path.split("/")[1] for path in DOCUMENT["paths"]}
    rows = re.findall(
        r"^\| (each role|host|guest|guest and assistant|assistant|crew)(?:: [a-z ]+)? \| (.+) \|$", PAGE, re.MULTILINE
    )
    assert {who for who, _ in rows} == {"each role", "host", "guest", "guest and assistant", "assistant", "crew"}
    assert {name for _, row in rows for name in row.split(", ")} < calls


def test_every_state_of_the_launch_stream_is_documented() -> None:
    states = DOCUMENT["components"]["schemas"]["LaunchState"]["properties"]["State"]["enum"]
    start = PAGE.index("### The launch stream")
    assert all(f"`{state}`" in PAGE[start:] for state in states)
