"""The sources of a show design: what stands in its scenes."""

from typing import Annotated, Literal

from pydantic import Field

from kaibo.features.design.fields import LINES, WHOLE, ById, Colour, Hash, Line, Name, PageNumber, Part, Pixels


class CameraSource(Part):
    """A camera. The source `camera` is the one in the device bar, and has no device here."""

    kind: Literal["camera"]
    name: Name = ""
    device: Annotated[str, Field(max_length=200)] = ""
    """The browser's id of the device. It differs on each machine."""
    label: Line = ""
    """The name of the device, by which another machine finds it."""


class MicrophoneSource(Part):
    """A further microphone. It has no picture, so it is in no scene, and is heard in all of them."""

    kind: Literal["microphone"]
    name: Name = ""
    device: Annotated[str, Field(max_length=200)] = ""
    label: Line = ""


class ScreenSource(Part):
    """A shared screen, window or tab. The source `screen` is that of the share button."""

    kind: Literal["screen"]
    name: Name = ""


class PictureSource(Part):
    """A picture from a file."""

    kind: Literal["picture"]
    name: Name = ""
    file: Hash
    width: Pixels
    height: Pixels


class SlidesSource(Part):
    """The pages of a PDF. `Air.pages` holds which one is shown."""

    kind: Literal["slides"]
    name: Name = ""
    file: Hash
    pages: PageNumber
    width: Pixels
    """Of the first page, in points."""
    height: Pixels


class TextSource(Part):
    """Lines of text."""

    kind: Literal["text"]
    text: Annotated[str, Field(max_length=2000), LINES]
    size: Annotated[float, Field(ge=0.01, le=1, allow_inf_nan=False)] = 0.08
    """Of a letter, as a share of the frame's height. Text that does not fit its rectangle gets smaller."""
    colour: Colour = "#ffffff"
    back: Annotated[str, Field(pattern=r"^(#[0-9a-f]{6})?$")] = ""
    """The colour behind the text; "" for none."""
    align: Literal["left", "center", "right"] = "center"
    bold: bool = True


class LowerThirdSource(Part):
    """A banner with a title and a line, in the brand's colour."""

    kind: Literal["lowerThird"]
    title: Name
    line: Line = ""


class CountdownSource(Part):
    """The time that is left. `Air.ends` holds when it ends."""

    kind: Literal["countdown"]
    title: Name = ""
    seconds: Annotated[int, Field(ge=0, le=86_400), WHOLE] = 300
    """How long it runs from its start. 0: until the planned start of the show."""
    next_scene: Annotated[str, Field(max_length=64)] = ""
    """The scene that the page switches to at the end; "" for none."""


class ClockSource(Part):
    """The time of day."""

    kind: Literal["clock"]
    zone: Annotated[str, Field(max_length=64)] = ""
    """An IANA time zone; "" for the host's."""
    seconds: bool = False


class GuestSource(Part):
    """The guest on the n-th seat: the n-th of those on air."""

    kind: Literal["guest"]
    seat: Annotated[int, Field(ge=1, le=25), WHOLE]


class GuestsSource(Part):
    """Every guest on air who stands nowhere else in the scene. They share the rectangle."""

    kind: Literal["guests"]


class GuestScreenSource(Part):
    """The screen that a guest shares, while the crew shows it. It has no picture at other times."""

    kind: Literal["guestScreen"]


class PersonSource(Part):
    """One guest, found by name, while on air."""

    kind: Literal["person"]
    who: Name


Source = Annotated[
    CameraSource
    | MicrophoneSource
    | ScreenSource
    | PictureSource
    | SlidesSource
    | TextSource
    | LowerThirdSource
    | CountdownSource
    | ClockSource
    | GuestSource
    | GuestsSource
    | GuestScreenSource
    | PersonSource,
    Field(discriminator="kind"),
]
Sources = ById[Source]
