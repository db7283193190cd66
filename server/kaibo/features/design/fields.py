"""The fields of a show design's parts."""

import re
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from kaibo.names import BREAKS

T = TypeVar("T")
MAX_BYTES = 256 * 1024
"""The longest document, as UTF-8 JSON."""
MOST_VALUES = 40_000
"""The most values of a request with a document. A document of MAX_BYTES has about 20,000."""
MAX_SCENES = 50
MAX_ITEMS = 100
"""Items of one scene."""
MAX_SOURCES = 300
PROTOTYPE = "__proto__"
"""The one key that JavaScript does not store as any other."""
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
ENDS_OF_LINES = re.compile(r"\r\n|[\r\u2028\u2029]")


def _whole(value: object) -> object:
    """Take 3.0 for 3, because JSON has one kind of number. Raises ValueError, which pydantic reports."""
    if isinstance(value, bool):
        raise ValueError("an integer is wanted")
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _storable(value: str) -> str:
    """Check an id. Raises ValueError, which pydantic reports."""
    if value == PROTOTYPE:
        raise ValueError(f"{PROTOTYPE} is no id")
    return value


def _line(text: str) -> str:
    """Write each run of control characters and ends of lines as one space."""
    return BREAKS.sub(" ", text)


def _lines(text: str) -> str:
    """Write each end of a line as a newline, and each other control character as a space."""
    return CONTROLS.sub(" ", ENDS_OF_LINES.sub("\n", text))


Id = Annotated[
    str,
    Field(pattern=r"^[A-Za-z0-9_-]{1,64}$", json_schema_extra={"not": {"const": PROTOTYPE}}),
    AfterValidator(_storable),
]
"""An id inside one document."""


def _by_id(schema: dict[str, Any]) -> None:
    """Write the schema of a dict by ids so that it refuses all other keys."""
    ((pattern, value),) = schema.pop("patternProperties").items()
    schema |= {"additionalProperties": value, "propertyNames": {"pattern": pattern, "not": {"const": PROTOTYPE}}}


def _without_null(schema: dict[str, Any]) -> None:
    """Write the schema of an optional field so that it knows no null. The doors take a null as absent."""
    schema |= schema.pop("anyOf")[0]


MAY_BE_ABSENT = Field(json_schema_extra=_without_null)
ById = Annotated[dict[Id, T], Field(max_length=MAX_SOURCES, json_schema_extra=_by_id)]
LINES = AfterValidator(_lines)
Name = Annotated[str, Field(max_length=100), AfterValidator(_line)]
"""One line that people see. It is text everywhere, and never markup."""
Line = Annotated[str, Field(max_length=200), AfterValidator(_line)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Hash = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
"""The SHA-256 of a file of this activity; "" for none."""
WHOLE = BeforeValidator(_whole)
Pixels = Annotated[int, Field(ge=1, le=100_000), WHOLE]
PageNumber = Annotated[int, Field(ge=1, le=500), WHOLE]
Moment = Annotated[int, Field(ge=0, lt=2**53), WHOLE]
"""Unix milliseconds; 0 for never."""
Place = Annotated[float, Field(ge=-4, le=4, allow_inf_nan=False)]
Length = Annotated[float, Field(gt=0, le=8, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Cut = Annotated[float, Field(ge=0, le=0.9, allow_inf_nan=False)]


class Part(BaseModel):
    """A part of the document. An absent field has its default. An unknown field is refused, and so is a wrong type."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        extra="forbid",
        frozen=True,
        strict=True,
    )
