"""The look of a show's design, for a list of shows."""

import json
from typing import NamedTuple

from kaibo.features.design.check import VERSION, version_of


class Look(NamedTuple):
    """Enough to recognise a design."""

    scenes: int
    template: str
    """The template of the scene on air. "" for none."""
    colours: list[str]
    """The two colours of that scene's background."""


def of(text: str) -> Look | None:
    """Read the look of a stored design. Return None for a design of a newer release."""
    document = json.loads(text)
    if version_of(document) != VERSION:
        return None
    scenes, air = document["scenes"], document["air"]["scene"]
    scene = next((one for one in scenes if one["id"] == air), scenes[0])
    background = scene.get("background", document["brand"]["background"])
    return Look(len(scenes), scene["template"], [background["first"], background["last"]])
