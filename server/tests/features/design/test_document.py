"""The form of a show design: the server takes, refuses and completes documents."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, strategies as st
from kaibo.errors import ApiError, InvalidParameter
from kaibo.features.design import check, designs
from kaibo.features.design.check import checked
from kaibo.features.design.document import Design
from kaibo.features.design.fields import MAX_BYTES, MAX_ITEMS, MAX_SCENES, MAX_SOURCES, MOST_VALUES
from kaibo.gateway import body
from kaibo.gateway.action import Wire

from tests.features.design.designed import HASH, KINDS, documents, first, on_air

ROOT = Path(__file__).resolve().parents[4]
SCHEMA = jsonschema_rs.validator_for(json.loads((ROOT / "spec/show-design.json").read_text()))
Path_ = list[str | int]


class Request(Wire):
    """A call with a design, as both doors parse it."""

    most_values = MOST_VALUES
    design: check.Given


def parsed(document: Any) -> str:
    """Parse a design as the doors do. Raises ApiError."""
    return body.from_json(Request, json.dumps({"Design": document}).encode()).design


def place_of(document: Any) -> str:
    """Return the place at which the server refuses a design."""
    with pytest.raises(ApiError) as refused:
        parsed(document)
    return str(refused.value.parts[0])


def changed(place: Path_, value: Any) -> dict[str, Any]:
    """Return the first design with another value at a place. A list gets it appended at its end."""
    document = first()
    at: Any = document
    for key in place[:-1]:
        at = at[key]
    if isinstance(at, list) and place[-1] == len(at):
        at.append(value)
    else:
        at[place[-1]] = value
    return document


def source(kind: str, **fields: Any) -> dict[str, Any]:
    """Return the first design with one more source, `a`."""
    return changed(["sources", "a"], {"kind": kind, **KINDS.get(kind, {}), **fields})


def test_first_design_is_what_the_server_makes_of_it() -> None:
    written = json.loads((ROOT / "server/kaibo/features/design/first.json").read_text())
    assert json.loads(designs.first()) == written
    assert list(json.loads(designs.first())) == list(written)


@given(documents())
def test_taken_design_comes_back_the_same(document: dict[str, Any]) -> None:
    text = parsed(document)
    assert checked(json.loads(text)) == text
    assert SCHEMA.is_valid(document)
    assert SCHEMA.is_valid(json.loads(text))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_source_is_taken_with_its_defaults(kind: str) -> None:
    kept = json.loads(parsed(source(kind)))["sources"]["a"]
    assert kept.items() >= {"kind": kind, **KINDS[kind]}.items()


WRONG: list[tuple[Path_, Any, str]] = [
    (["v"], 0, "v"),
    (["v"], True, "v"),
    (["v"], "1", "v"),
    (["w"], 1, "w"),
    (["scenes"], [], "scenes"),
    (["scenes"], {}, "scenes"),
    (["scenes", 1, "items", 0, "rect", "x"], "left", "scenes.1.items.0.rect.x"),
    (["scenes", 1, "items", 0, "rect", "x"], 4.5, "scenes.1.items.0.rect.x"),
    (["scenes", 1, "items", 0, "rect", "x"], True, "scenes.1.items.0.rect.x"),
    (["scenes", 1, "items", 0, "rect", "x"], 10**400, "scenes.1.items.0.rect.x"),
    (["scenes", 1, "items", 0, "rect", "width"], 0, "scenes.1.items.0.rect.width"),
    (["scenes", 1, "items", 0, "rect", "z"], 0, "scenes.1.items.0.rect.z"),
    (["scenes", 1, "items", 0, "seen"], 1, "scenes.1.items.0.seen"),
    (["scenes", 1, "items", 0, "source"], "toString", "scenes.1.items.0.source"),
    (["scenes", 1, "items", 1, "id"], "camera", "scenes.1.items.1.id"),
    (["scenes", 1, "items", 2], {"id": "x"}, "scenes.1.items.2.source"),
    (["scenes", 1, "items", 1], 7, "scenes.1.items.1"),
    (["scenes", 1, "id"], "solo", "scenes.1.id"),
    (["scenes", 1, "id"], "", "scenes.1.id"),
    (["scenes", 1, "name"], "x" * 101, "scenes.1.name"),
    (["scenes", 1, "background"], {"file": "x"}, "scenes.1.background.file"),
    (["overlays", 0], {"id": "x", "source": "x"}, "overlays.0.source"),
    (["air", "scene"], "gone", "air.scene"),
    (["air", "pages"], {"a b": 1}, "air.pages.a b"),
    (["air", "pages"], {"a": 1.5}, "air.pages.a"),
    (["air", "ends"], {str(at): 1 for at in range(MAX_SOURCES + 1)}, "air.ends"),
    (["brand", "colour"], "red", "brand.colour"),
    (["sources", "camera"], {"kind": "guests"}, "sources.camera.kind"),
    (["sources", "a"], {"kind": "film"}, "sources.a"),
    (["sources", "a"], {}, "sources.a"),
    (["sources", "a"], [], "sources.a"),
    (["sources", "__proto__"], {"kind": "guests"}, "sources.__proto__"),
    (["sources", "sources"], {"kind": "guest", "seat": 0}, "sources.sources.seat"),
    (["sources", "guest"], {"kind": "guest", "guest": 1, "seat": 1}, "sources.guest.guest"),
]
"""Where the first design is changed, to what, and the place that the server names."""


@pytest.mark.parametrize(("place", "value", "named"), WRONG, ids=[f"{one[2]}-{at}" for at, one in enumerate(WRONG)])
def test_wrong_value_is_refused_with_its_place(place: Path_, value: Any, named: str) -> None:
    assert place_of(changed(place, value)) == f"Design.{named}"


@pytest.mark.parametrize("value", [None, 1, "{}", [], True])
def test_design_is_an_object(value: Any) -> None:
    assert place_of(value) == "Design"


def test_fault_of_what_viewers_see_is_refused_with_its_place() -> None:
    document = on_air(first())
    document["air"]["shown"]["sources"]["a"] = {"kind": "slides", "file": "", "pages": 501, "width": 1, "height": 1}
    assert place_of(document) == "Design.air.shown.sources.a.pages"
    document["air"]["shown"]["sources"] = {}
    assert place_of(document) == "Design.air.shown.scene.items.0.source"


def test_crop_leaves_some_of_the_picture() -> None:
    place: Path_ = ["scenes", 0, "items", 0, "crop"]
    assert place_of(changed(place, {"left": 0.5, "right": 0.5})) == "Design.scenes.0.items.0.crop.right"
    assert place_of(changed(place, {"top": 0.9, "bottom": 0.2})) == "Design.scenes.0.items.0.crop.bottom"
    assert parsed(changed(place, {"left": 0.9, "top": 0.9}))


def test_microphone_stands_in_no_scene() -> None:
    document = source("microphone")
    document["overlays"] = [{"id": "a", "source": "a"}]
    assert place_of(document) == "Design.overlays.0.source"


def test_show_has_several_screens_and_microphones() -> None:
    document = source("screen")
    document["sources"] |= {"b": {"kind": "screen"}, "c": {"kind": "microphone"}, "d": {"kind": "microphone"}}
    document["scenes"][0]["items"] = [{"id": one, "source": one} for one in ("a", "b", "screen")]
    kept = json.loads(parsed(document))
    assert list(kept["sources"]) == list(document["sources"])
    assert [item["source"] for item in kept["scenes"][0]["items"]] == ["a", "b", "screen"]


def keys(value: Any, above: Path_) -> list[Path_]:
    """List the places of all values of a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, item in inner for place in ([*above, key], *keys(item, [*above, key]))]


ODD = st.sampled_from(
    [-1, 0, 1, 1.5, 5, 2**53, -0.0, True, False, "", "x", "solo", "__proto__", [], [[]], {}, {"a": 1}]
)


@given(st.data(), documents(), ODD)
def test_odd_value_is_refused_by_name_or_taken_whole(data: st.DataObject, document: dict[str, Any], odd: Any) -> None:
    place = data.draw(st.sampled_from(keys(document, [])))
    at: Any = document
    for key in place[:-1]:
        at = at[key]
    at[place[-1]] = odd
    fits = SCHEMA.is_valid(document)
    try:
        text = parsed(document)
    except ApiError as refused:
        named = str(refused.parts[0])
        assert named.split(".")[0] == "Design"
    else:
        assert fits, "the schema refuses what the server takes"
        assert checked(json.loads(text)) == text
        assert SCHEMA.is_valid(json.loads(text))


def test_null_counts_as_absent_at_every_depth() -> None:
    document = first()
    document["scenes"][0] |= {"background": None, "name": None}
    document["scenes"][0]["items"][0] |= {"rect": None, "crop": {"left": None}}
    document["air"] |= {"shown": None, "ends": None}
    assert parsed(document) == designs.first()
    document["scenes"][0]["items"].append(None)
    assert place_of(document) == "Design.scenes.0.items.1"


def test_whole_floats_are_integers() -> None:
    kept = json.loads(parsed(source("picture", width=1920.0, height=1080)))
    assert json.dumps(kept["sources"]["a"]["width"]) == "1920"
    text = parsed(changed(["scenes", 0, "items", 0, "rect"], {"x": -0.0, "y": 0.5, "width": 1.0}))
    assert '"rect":{"x":0,"y":0.5,"width":1,"height":1}' in text


def test_design_of_a_newer_format_is_refused_as_newer() -> None:
    with pytest.raises(InvalidParameter, match="version 2 is newer") as refused:
        parsed({"v": 2, "stage": {}})
    assert refused.value.parts[0] == "Design.v"


def test_controls_become_spaces_and_other_text_stays() -> None:
    document = source("text", text="一\r\n二\u2028三\t\x07四 <b>&amp; 👩‍🚀")
    document["scenes"][0]["name"] = "a\n\tb\x85c \u200fعربي"
    kept = json.loads(parsed(document))
    assert kept["sources"]["a"]["text"] == "一\n二\n三  四 <b>&amp; 👩‍🚀"
    assert kept["scenes"][0]["name"] == "a b c \u200fعربي"


def test_text_that_no_store_can_keep_is_refused() -> None:
    assert place_of(source("text", text="a\0b")) == "Design.sources.a.text"
    half = json.dumps({"Design": source("text")}).replace(r"\u53d1", r"\ud83d")
    with pytest.raises(InvalidParameter):
        body.from_json(Request, half.encode())
    for odd in ('{"\\ud83d": 1}', '{"sources": {"\\ud83d": {"kind": "guests"}}}'):
        with pytest.raises(ApiError):
            body.from_json(Request, b'{"Design": %s}' % odd.encode())


def full(scenes: int, text: str = "") -> dict[str, Any]:
    """Return a design with so many scenes, each with as many items as it may have, with nothing but ids."""
    items = [{"id": str(at), "source": "camera"} for at in range(MAX_ITEMS)]
    made = [{"id": f"s{at}", "items": items, "name": text} for at in range(scenes)]
    return {**first(), "scenes": made, "air": {"scene": "s0"}}


def test_largest_design_is_taken_and_a_larger_one_refused() -> None:
    most = max(number for number in range(1, MAX_SCENES) if size_of(full(number)) <= MAX_BYTES)
    text = parsed(full(most))
    assert MAX_BYTES * 0.85 < len(text.encode()) <= MAX_BYTES
    with pytest.raises(InvalidParameter, match="bytes of UTF-8 JSON") as refused:
        parsed(full(most + 1))
    assert refused.value.parts[0] == "Design"


def size_of(document: dict[str, Any]) -> int:
    """Count the bytes of a design with its defaults, without the server's check."""
    whole = Design.model_validate(document).model_dump(by_alias=True)
    return len(check.compact(check._plain(whole)).encode()) - whole_nulls(whole)


def whole_nulls(value: Any) -> int:
    """Count the bytes of absent fields."""
    if isinstance(value, dict):
        return sum(len(key) + 8 if item is None else whole_nulls(item) for key, item in value.items())
    return sum(map(whole_nulls, value)) if isinstance(value, list) else 0


def test_size_counts_bytes_and_not_characters() -> None:
    texts = {f"t{at}": {"kind": "text", "text": "会" * 1000} for at in range(80)}
    assert parsed({**first(), "sources": first()["sources"] | texts})
    texts = {f"t{at}": {"kind": "text", "text": "会" * 2000} for at in range(80)}
    assert place_of({**first(), "sources": first()["sources"] | texts}) == "Design"


def test_large_design_is_refused_before_its_parts_are_read() -> None:
    with pytest.raises(InvalidParameter, match="bytes of UTF-8 JSON"):
        checked({"odd": ["x" * 1000] * 300})


@pytest.mark.parametrize("odd", [{"a": [0] * 50_000}, {"sources": {str(at): 0 for at in range(45_000)}}])
def test_design_of_too_many_values_is_refused(odd: dict[str, Any]) -> None:
    with pytest.raises(ApiError, match="more than 40000 values"):
        parsed(odd)


def test_deep_design_is_refused() -> None:
    deep: Any = {}
    for _ in range(40):
        deep = {"a": deep}
    with pytest.raises(ApiError, match="nests too deep"):
        parsed(deep)


def test_copy_begins_before_the_show() -> None:
    before = json.loads(checked(on_air(first())))
    after = json.loads(designs.fresh(json.dumps(before)))
    assert after["air"] == {"scene": "solo", "pages": {}, "overlays": [], "ends": {}}
    assert {key: value for key, value in after.items() if key != "air"} == {
        key: value for key, value in before.items() if key != "air"
    }
    newer = '{"v": 2, "stage": {}}'
    assert designs.fresh(newer) == newer


def test_documented_design_is_taken() -> None:
    page = (ROOT / "docs/show-design.md").read_text()
    document = json.loads(page.partition("```json\n")[2].partition("```")[0])
    assert SCHEMA.is_valid(document)
    assert json.loads(parsed(document))["air"]["scene"] == "soon"
    kinds = page.partition("| kind of source |")[2]
    assert [kind for kind in KINDS if f"`{kind}`" not in kinds] == []


def test_file_that_the_show_does_not_have_is_allowed() -> None:
    assert HASH in parsed(source("picture"))
