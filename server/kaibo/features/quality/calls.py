"""The call by which a page reports how soon its picture came, and how often it stopped.

A report names no show and no person: the metrics have the role alone. A page may lie. So each number has a limit, and
so has the number of reports.
"""

from typing import Annotated

from pydantic import Field

from kaibo.call import Call, Pictured
from kaibo.gateway.action import Done, Int, Wire, action
from kaibo.session.call import SessionCall
from kaibo.session.role import ANY_ROLE, NAMES
from kaibo.session.viewer import WatchCall

MOST_MS = 60_000
"""A longer time counts as this one."""
MOST_STALLS = 10
"""More stalls in one report count as so many."""
VIEWER = "viewer"


class PictureReport(Wire):
    """The picture that the page gets from other people."""

    first_picture_ms: Annotated[Int, Field(ge=0)] | None = None
    """Milliseconds from when a picture was there to see until the page showed it. Only a page's first report has it."""
    stalls: Annotated[Int, Field(ge=0)] = 0
    """How often the picture stopped since the last report."""


@action("ReportPicture", rate="300/minute", by=ANY_ROLE)
def report_picture(call: Call, request: PictureReport) -> Done:
    """Count how soon the page's first picture came, and how often its picture stopped. A viewer needs a pass."""
    if role := _role(call):
        waited = request.first_picture_ms
        seconds = None if waited is None else min(waited, MOST_MS) / 1000
        call.pictured.append(Pictured(role, seconds, min(request.stalls, MOST_STALLS)))
    return Done()


def _role(call: Call) -> str:
    """Name the caller's role. "" for a viewer who was let in to no show."""
    if isinstance(call, SessionCall):
        return NAMES[call.session.role]
    return VIEWER if isinstance(call, WatchCall) and call.viewer else ""
