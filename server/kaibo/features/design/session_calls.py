"""The studio's calls about its show's design."""

from typing import Annotated

from pydantic import Field

from kaibo.activity import table as activities
from kaibo.activity.errors import UnknownActivity
from kaibo.features.design import designs, looks, table
from kaibo.features.design.actions import DesignRevision, NewDesign, ShowDesign
from kaibo.gateway.action import Int, Nothing, Wire, action
from kaibo.session.call import SessionCall
from kaibo.session.calls import RATE, Tab
from kaibo.session.role import HOST

WRITES = "90/minute"
"""A second between two writes of a studio, with some room for bursts."""
MOST_EARLIER = 20


class PutDesign(Tab, NewDesign):
    """A design from the studio."""


class CopyDesign(Tab):
    """From which earlier show to start."""

    from_activity_id: Int


class Searched(Tab):
    """Which earlier shows to list."""

    search: Annotated[str, Field(max_length=100)] = ""
    """A part of their names, whatever its case. "" for all."""


class EarlierShow(Wire):
    """Another show of the same host account."""

    activity_id: int
    name: str
    live_time: int
    """Its start, in unix seconds."""
    scenes: int
    """How many scenes its design has."""
    template: str
    """The template of its scene on air. "" for none."""
    colours: list[str]
    """The two colours of that scene's background, from the top left to the bottom right."""


class EarlierShows(Wire):
    """The other shows with a design, those with the latest start first."""

    shows: list[EarlierShow]


@action("GetShowDesign", rate=RATE, by=HOST)
def get_show_design(call: SessionCall, request: Nothing) -> ShowDesign:
    """Return the design of the show, also to a host without the seat. Raises DesignTooNew."""
    present = designs.read(call, call.activity)
    return ShowDesign(design=present.document, revision=present.revision)


@action("PutShowDesign", rate=WRITES, writes=True, by=HOST, seat=True)
def put_show_design(call: SessionCall, request: PutDesign) -> DesignRevision:
    """Replace the design of the show. The same design again changes nothing.

    Raises DesignChanged when another page or call changed the design since this page read it.
    """
    changed = designs.put(call, call.activity, request.design, request.revision, each=False, **call.session.about)
    return DesignRevision(revision=changed)


@action("ListEarlierShows", rate="60/minute", by=HOST, seat=True)
def list_earlier_shows(call: SessionCall, request: Searched) -> EarlierShows:
    """List at most 20 other shows whose design this show may start from.

    They belong to the same host account. A host of a show without one sees none. A link to one show must not tell of
    another team's shows. A design of a newer release is in no list, because this one's pages cannot show it.
    """
    found = table.earlier(call.db, call.activity, MOST_EARLIER, search=request.search.strip())
    return EarlierShows(
        shows=[
            EarlierShow(activity_id=each.id, name=each.name, live_time=each.live_time // 1000, **look._asdict())
            for each in found
            if (look := looks.of(each.document))
        ]
    )


@action("CopyShowDesign", rate="20/minute", writes=True, by=HOST, seat=True)
def copy_show_design(call: SessionCall, request: CopyDesign) -> DesignRevision:
    """Start from an earlier show: give this show its design, instead of the present one.

    Raises UnknownActivity for a show that ListEarlierShows could not list.
    """
    wanted = request.from_activity_id
    source = activities.find(call.db, wanted) if table.earlier(call.db, call.activity, 1, only=wanted) else None
    if source is None:
        raise UnknownActivity(wanted)
    return DesignRevision(revision=designs.copy(call, source, call.activity, **call.session.about))
