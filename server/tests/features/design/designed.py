"""Designs for tests: whole ones, and made-up ones."""

import json
from typing import Any

from hypothesis import strategies as st
from kaibo.features.design import designs
from kaibo.features.design.document import Item, Rect
from kaibo.features.design.fields import PROTOTYPE

HASH = "a" * 64
KINDS: dict[str, dict[str, Any]] = {
    "camera": {},
    "microphone": {},
    "screen": {},
    "picture": {"file": HASH, "width": 10, "height": 10},
    "slides": {"file": HASH, "pages": 3, "width": 10, "height": 10},
    "text": {"text": "发布会\n2026"},
    "lowerThird": {"title": "王芳"},
    "countdown": {},
    "clock": {},
    "guest": {"seat": 1},
    "guests": {},
    "guestScreen": {},
    "person": {"who": "小红"},
}
"""Each kind of source, with the fields that it must have."""
ids = st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True).filter(lambda one: one != PROTOTYPE)
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


def first() -> dict[str, Any]:
    """Return the design of a new show."""
    document: dict[str, Any] = json.loads(designs.first())
    return document


def titled(title: str) -> dict[str, Any]:
    """Return a design with a title strip over every scene."""
    document = first()
    document["sources"]["title"] = {"kind": "lowerThird", "title": title}
    document["overlays"] = [{"id": "title", "source": "title"}]
    document["air"]["overlays"] = ["title"]
    return document


def on_air(document: dict[str, Any]) -> dict[str, Any]:
    """Return the design in the middle of a show, with a draft."""
    scene = document["scenes"][0]
    shown = {name: document[name] for name in ("sources", "overlays", "brand")} | {"scene": scene}
    air = {**document["air"], "scene": scene["id"], "pages": {"deck": 7}, "ends": {"soon": 1_700_000_000_000}}
    made: dict[str, Any] = json.loads(json.dumps({**document, "air": {**air, "shown": shown}}))
    return made


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Make designs that the server takes. Some leave out what has a default."""
    names = draw(st.lists(ids.filter(lambda one: one not in KINDS), min_size=1, max_size=4, unique=True))
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=len(names), max_size=len(names)))
    sources = {name: {"kind": kind, **KINDS[kind]} for name, kind in zip(names, kinds, strict=True)}
    pictured = [name for name, source in sources.items() if source["kind"] != "microphone"]

    def items() -> list[dict[str, Any]]:
        if not pictured:
            return []
        made = st.builds(
            Item,
            id=ids,
            source=st.sampled_from(pictured),
            rect=st.builds(Rect, x=st.floats(-4, 4), width=st.floats(0.001, 8)),
            opacity=st.floats(0, 1),
            fit=st.sampled_from(["cover", "contain"]),
            seen=st.booleans(),
        )
        some = draw(st.lists(made, max_size=3, unique_by=lambda item: item.id))
        return [item.model_dump(by_alias=True, exclude_defaults=draw(st.booleans())) for item in some]

    scenes = [
        {"id": one, "name": draw(text), "free": draw(st.booleans()), "items": items()}
        for one in draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    ]
    document = {"sources": sources, "scenes": scenes, "overlays": items(), "air": {"scene": scenes[-1]["id"]}}
    return on_air({**document, "brand": {}}) if draw(st.booleans()) else document
