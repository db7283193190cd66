"""The faults of a show design that no field can tell alone."""

from collections.abc import Iterator
from typing import Any

from kaibo.features.design.document import Design, Item
from kaibo.features.design.sources import CameraSource, MicrophoneSource, ScreenSource

Fault = tuple[tuple[str | int, ...], str]
"""A place in the document, as keys, and what is wrong there."""
OWNED = {"camera": CameraSource, "screen": ScreenSource}
"""The sources of the device bar and the share button, by id."""


def faults(design: Design) -> Iterator[Fault]:
    """Yield what is wrong: an id that is there twice, one that names nothing, a crop that leaves nothing."""
    scenes = [scene.id for scene in design.scenes]
    for at in _twice(scenes):
        yield ("scenes", at, "id"), "another scene has this id"
    if design.air.scene not in scenes:
        yield ("air", "scene"), f"there is no scene {design.air.scene}"
    yield from _of_sources((), design.sources)
    for at, scene in enumerate(design.scenes):
        yield from _of_items(("scenes", at, "items"), scene.items, design.sources)
    yield from _of_items(("overlays",), design.overlays, design.sources)
    if shown := design.air.shown:
        yield from _of_sources(("air", "shown"), shown.sources)
        yield from _of_items(("air", "shown", "scene", "items"), shown.scene.items, shown.sources)
        yield from _of_items(("air", "shown", "overlays"), shown.overlays, shown.sources)


def _of_sources(place: tuple[str | int, ...], sources: dict[str, Any]) -> Iterator[Fault]:
    for name, kind in OWNED.items():
        if name in sources and not isinstance(sources[name], kind):
            yield (*place, "sources", name, "kind"), f"the source {name} is of the kind {name}"


def _of_items(place: tuple[str | int, ...], items: list[Item], sources: dict[str, Any]) -> Iterator[Fault]:
    for at in _twice([item.id for item in items]):
        yield (*place, at, "id"), "another item here has this id"
    for at, item in enumerate(items):
        crop = item.crop
        if item.source not in sources:
            yield (*place, at, "source"), f"there is no source {item.source}"
        elif isinstance(sources[item.source], MicrophoneSource):
            yield (*place, at, "source"), "a microphone has no picture"
        if crop.left + crop.right >= 1:
            yield (*place, at, "crop", "right"), "left and right cut all of the picture away"
        if crop.top + crop.bottom >= 1:
            yield (*place, at, "crop", "bottom"), "top and bottom cut all of the picture away"


def _twice(ids: list[str]) -> Iterator[int]:
    """Yield each place whose id is at an earlier place too."""
    seen: set[str] = set()
    for at, each in enumerate(ids):
        if each in seen:
            yield at
        seen.add(each)
