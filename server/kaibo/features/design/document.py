"""The document of a show design, version 1.

It is plain JSON in camelCase. Lengths and places are fractions of the frame: x and width of its width, y and height of
its height. The pages change it by pure functions (web/src/design), and validate it by the same rules.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic.alias_generators import to_camel

MAX_BYTES = 256 * 1024
"""The longest document, as UTF-8 JSON."""
MAX_SCENES = 50
MAX_ITEMS = 100
"""Items of one scene."""
MAX_SOURCES = 300

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""An id inside one document."""
Name = Annotated[str, Field(max_length=100)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Hash = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
"""The SHA-256 of a file of this activity; "" for none."""
Pixels = Annotated[int, Field(ge=1, le=100_000)]
Moment = Annotated[int, Field(ge=0, lt=2**53)]
"""Unix milliseconds; 0 for never."""
Place = Annotated[float, Field(ge=-4, le=4, allow_inf_nan=False)]
Length = Annotated[float, Field(gt=0, le=8, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class Part(BaseModel):
    """A part of the document. An absent field has its default. An unknown field is refused."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
    )

    @model_serializer(mode="wrap")
    def _without_none(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = write(self)
        return {key: value for key, value in written.items() if value is not None}


class Rect(Part):
    """Where an item stands. It may reach over the edges of the frame."""

    x: Place = 0
    y: Place = 0
    width: Length = 1
    height: Length = 1


class Crop(Part):
    """The cut at each side of a source's picture, as shares of its width and height."""

    left: Annotated[float, Field(ge=0, le=0.9)] = 0
    top: Annotated[float, Field(ge=0, le=0.9)] = 0
    right: Annotated[float, Field(ge=0, le=0.9)] = 0
    bottom: Annotated[float, Field(ge=0, le=0.9)] = 0


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
    items: Annotated[list[Item], Field(max_length=MAX_ITEMS)] = []
    background: Background | None = None
    """None: the brand's."""


class Camera(Part):
    """A camera. The source `camera` is the one in the device bar, and has no device here."""

    kind: Literal["camera"]
    name: Name = ""
    device: Annotated[str, Field(max_length=200)] = ""
    """The browser's id of the device. It differs on each machine."""
    label: Annotated[str, Field(max_length=200)] = ""
    """The name of the device, by which another machine finds it."""


class Microphone(Part):
    """A further microphone. It has no picture, so it is in no scene, and is heard in all of them."""

    kind: Literal["microphone"]
    name: Name = ""
    device: Annotated[str, Field(max_length=200)] = ""
    label: Annotated[str, Field(max_length=200)] = ""


class Screen(Part):
    """A shared screen, window or tab. The source `screen` is that of the share button."""

    kind: Literal["screen"]
    name: Name = ""


class Picture(Part):
    """A picture from a file."""

    kind: Literal["picture"]
    name: Name = ""
    file: Hash
    width: Pixels
    height: Pixels


class Slides(Part):
    """The pages of a PDF. `Air.pages` holds which one is shown."""

    kind: Literal["slides"]
    name: Name = ""
    file: Hash
    pages: Annotated[int, Field(ge=1, le=500)]
    width: Pixels
    """Of the first page, in points."""
    height: Pixels


class TextSource(Part):
    """Lines of text."""

    kind: Literal["text"]
    text: Annotated[str, Field(max_length=2000)]
    size: Annotated[float, Field(ge=0.01, le=1)] = 0.08
    """Of a letter, as a share of the frame's height. Text that does not fit its rectangle gets smaller."""
    colour: Colour = "#ffffff"
    back: Annotated[str, Field(pattern=r"^(#[0-9a-f]{6})?$")] = ""
    """The colour behind the text; "" for none."""
    align: Literal["left", "center", "right"] = "center"
    bold: bool = True


class LowerThird(Part):
    """A banner with a title and a line, in the brand's colour."""

    kind: Literal["lowerThird"]
    title: Name
    line: Annotated[str, Field(max_length=200)] = ""


class Countdown(Part):
    """The time that is left. `Air.ends` holds when it ends."""

    kind: Literal["countdown"]
    title: Name = ""
    seconds: Annotated[int, Field(ge=0, le=86_400)] = 300
    """How long it runs from its start. 0: until the planned start of the show."""
    then: Annotated[str, Field(max_length=64)] = ""
    """The scene that the page switches to at the end; "" for none."""


class Clock(Part):
    """The time of day."""

    kind: Literal["clock"]
    zone: Annotated[str, Field(max_length=64)] = ""
    """An IANA time zone; "" for the host's."""
    seconds: bool = False


class Guest(Part):
    """The guest on the n-th seat: the n-th of those on air."""

    kind: Literal["guest"]
    seat: Annotated[int, Field(ge=1, le=25)]


class Guests(Part):
    """Every guest on air who stands nowhere else in the scene. They share the rectangle."""

    kind: Literal["guests"]


class Person(Part):
    """One guest, found by name, while on air."""

    kind: Literal["person"]
    who: Name


Source = Annotated[
    Camera
    | Microphone
    | Screen
    | Picture
    | Slides
    | TextSource
    | LowerThird
    | Countdown
    | Clock
    | Guest
    | Guests
    | Person,
    Field(discriminator="kind"),
]
Sources = Annotated[dict[Id, Source], Field(max_length=MAX_SOURCES)]


class Brand(Part):
    """The look of the whole show."""

    colour: Colour = "#2f6f62"
    """Of lower thirds and of the strips behind titles."""
    background: Background = Background()


class Shown(Part):
    """The scene on air as viewers see it, while the host's change of it is a draft."""

    scene: Scene
    sources: Sources
    overlays: Annotated[list[Item], Field(max_length=MAX_ITEMS)]
    brand: Brand


class Air(Part):
    """The state of the show on air. The host switches it during the show, and undo never touches it."""

    scene: Id
    """The scene on air. Before the show: the one that will be."""
    pages: dict[Id, Annotated[int, Field(ge=1, le=500)]] = {}
    """The page of each slides source, from 1."""
    overlays: Annotated[list[Id], Field(max_length=MAX_ITEMS)] = []
    """The ids of the overlay items that are up."""
    ends: dict[Id, Moment] = {}
    """When each started countdown ends, by the server's clock."""
    shown: Shown | None = None
    """None: viewers see the scene as it is, and there is no draft."""


class Design(Part):
    """The document."""

    v: Literal[1] = 1
    """The version of the format."""
    sources: Sources
    scenes: Annotated[list[Scene], Field(min_length=1, max_length=MAX_SCENES)]
    overlays: Annotated[list[Item], Field(max_length=MAX_ITEMS)] = []
    """Items above every scene: the logo, lower thirds."""
    brand: Brand = Brand()
    air: Air

    @model_validator(mode="after")
    def _check_ids(self) -> Self:
        """Check that ids are unique, and that each id that is used exists. Raises ValueError."""
        scenes = [scene.id for scene in self.scenes]
        _unique("scene", scenes)
        if self.air.scene not in scenes:
            raise ValueError(f"there is no scene {self.air.scene!r}")
        for scene in self.scenes:
            _check_items(scene.items, self.sources)
        _check_items(self.overlays, self.sources)
        if shown := self.air.shown:
            _check_items(shown.scene.items, shown.sources)
            _check_items(shown.overlays, shown.sources)
        return self


def _check_items(items: list[Item], sources: dict[str, Any]) -> None:
    _unique("item", [item.id for item in items])
    for item in items:
        if item.source not in sources:
            raise ValueError(f"there is no source {item.source!r}")


def _unique(what: str, ids: list[str]) -> None:
    if len(set(ids)) < len(ids):
        raise ValueError(f"two {what}s have the same id")
