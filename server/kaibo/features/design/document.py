"""The document of a show design, version 1.

It is plain JSON in camelCase. Lengths and places are fractions of the frame: x and width of its width, y and height of
its height. The pages change it by pure functions (web/src/design), and validate it by the same rules.
"""

from typing import Annotated, Literal

from pydantic import FailFast, Field

from kaibo.features.design.fields import (
    MAX_ITEMS,
    MAX_SCENES,
    MAY_BE_ABSENT,
    WHOLE,
    ById,
    Colour,
    Cut,
    Hash,
    Id,
    Length,
    Moment,
    Name,
    PageNumber,
    Part,
    Place,
    Share,
)
from kaibo.features.design.sources import Sources


class Rect(Part):
    """Where an item stands. It may reach over the edges of the frame."""

    x: Place = 0
    y: Place = 0
    width: Length = 1
    height: Length = 1


class Crop(Part):
    """The cut at each side of a source's picture, as shares of its width and height."""

    left: Cut = 0
    top: Cut = 0
    right: Cut = 0
    """Less than 1 together with `left`."""
    bottom: Cut = 0
    """Less than 1 together with `top`."""


class Item(Part):
    """A source in a scene. The list of items is the order of painting."""

    id: Id
    source: Id
    rect: Rect = Rect()
    """An arranged scene places its cameras, screens, slides and guests itself (`Scene.free`)."""
    crop: Crop = Crop()
    fit: Literal["cover", "contain"] = "cover"
    """cover: fills the rectangle and cuts. contain: shows all of it."""
    shape: Literal["square", "rounded", "circle"] = "square"
    mirror: bool = False
    opacity: Share = 1
    seen: bool = True
    locked: bool = False
    plate: bool = True
    """Write a person's name on the picture."""


Items = Annotated[list[Item], Field(max_length=MAX_ITEMS), FailFast()]


class Background(Part):
    """The ground below all items: a picture, else a gradient from one colour to another."""

    first: Colour = "#22343a"
    last: Colour = "#151f27"
    file: Hash = ""


class Scene(Part):
    """One picture that the host can show."""

    id: Id
    name: Name = ""
    """Empty: pages name it after its template."""
    template: Literal["", "solo", "grid", "large", "slides", "interview", "soon", "back", "thanks"] = ""
    """The template that it was made from."""
    layout: Literal["grid", "large"] = "grid"
    """How a scene that is not free arranges its cameras, screens, slides and guests: all equal, or one large."""
    large: Annotated[str, Field(max_length=100)] = ""
    """The source, or the person's public identity, that is large. Empty: the page decides."""
    free: bool = False
    """The host dragged something: each item stands in its own rectangle. Guests share theirs among them."""
    items: Items = []
    background: Annotated[Background | None, MAY_BE_ABSENT] = None
    """Absent: the brand's."""


class Brand(Part):
    """The look of the whole show."""

    colour: Colour = "#2f6f62"
    """Of lower thirds and of the strips behind titles."""
    background: Background = Background()


class Shown(Part):
    """The scene on air as viewers see it, while the host's change of it is a draft."""

    scene: Scene
    sources: Sources
    overlays: Items
    brand: Brand


class Air(Part):
    """The state of the show on air. The host switches it during the show, and undo never touches it."""

    scene: Id
    """The scene on air. Before the show: the one that will be."""
    pages: ById[PageNumber] = {}
    """The page of each slides source, from 1."""
    overlays: Annotated[list[Id], Field(max_length=MAX_ITEMS), FailFast()] = []
    """The ids of the overlay items that are up."""
    ends: ById[Moment] = {}
    """When each started countdown ends, by the server's clock."""
    shown: Annotated[Shown | None, MAY_BE_ABSENT] = None
    """Absent: viewers see the scene as it is, and there is no draft."""


class Design(Part):
    """The document."""

    v: Annotated[Literal[1], WHOLE] = 1
    """The version of the format."""
    sources: Sources
    scenes: Annotated[list[Scene], Field(min_length=1, max_length=MAX_SCENES), FailFast()]
    overlays: Items = []
    """Items above every scene: the logo, lower thirds."""
    brand: Brand = Brand()
    air: Air
