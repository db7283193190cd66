"""The signed calls about a show's design. They are Kaibo's own; the vendor has none."""

from typing import Annotated, ClassVar

from pydantic import Field

from kaibo.activity.rights import of_call
from kaibo.call import Call
from kaibo.features.design import designs
from kaibo.features.design.check import Given, Stored
from kaibo.features.design.fields import MOST_VALUES
from kaibo.gateway.action import Int, Wire, action

Revision = Annotated[Int, Field(ge=0)]


class GetShowDesign(Wire):
    activity_id: Int


class ShowDesign(Wire):
    """A show's design."""

    design: Stored
    revision: int
    """0: no call wrote a design yet, and this is the first one of every show."""


class DesignRevision(Wire):
    """The revision of the design after the call."""

    revision: int


class NewDesign(Wire):
    """A design that takes the place of another one."""

    most_values: ClassVar[int] = MOST_VALUES
    design: Given
    revision: Revision
    """The revision of the design that the caller read; 0 for a show without one."""


class PutShowDesign(NewDesign):
    activity_id: Int


class CopyShowDesign(Wire):
    activity_id: Int
    """The show that gets the design."""
    from_activity_id: Int
    """The show that has it."""


@action("GetShowDesign", rate="600/minute")
def get_show_design(call: Call, request: GetShowDesign) -> ShowDesign:
    """Get the design of a show: its scenes, sources, overlays and brand. docs/show-design.md has the format.

    Raises DesignTooNew when a newer release wrote it.
    """
    present = designs.read(call, of_call(call, request.activity_id))
    return ShowDesign(design=present.document, revision=present.revision)


@action("PutShowDesign", rate="120/minute", writes=True)
def put_show_design(call: Call, request: PutShowDesign) -> DesignRevision:
    """Replace the design of a show. An absent field has its default. The same design again changes nothing.

    Raises DesignChanged when `Revision` is not the present one.
    """
    show = of_call(call, request.activity_id)
    return DesignRevision(revision=designs.put(call, show, request.design, request.revision, each=True))


@action("CopyShowDesign", rate="120/minute", writes=True)
def copy_show_design(call: Call, request: CopyShowDesign) -> DesignRevision:
    """Give a show the design of another one, instead of its own.

    In the copy no countdown runs, slides are at their first page, and there is no draft.
    """
    show = of_call(call, request.activity_id)
    return DesignRevision(revision=designs.copy(call, of_call(call, request.from_activity_id), show))
