"""The signed call that reads the audit log (ours)."""

from typing import Annotated

from pydantic import Field

from kaibo.activity.rights import of_call, within
from kaibo.call import Call
from kaibo.errors import MissingParameter
from kaibo.features.audit import table
from kaibo.features.audit.table import Row
from kaibo.gateway.action import Int, Seconds, Wire, action

ROLES = {0: "host", 1: "guest", None: ""}
Kind = Annotated[str, Field(max_length=16, pattern=r"^[a-z-]+$")]


class ListAuditEvents(Wire):
    """Times in unix seconds, 0 for no bound: from `begin_time` until before `end_time`. `page_token` is the
    NextPageToken of the page before."""

    activity_id: Int | None = None
    kinds: Annotated[list[Kind], Field(max_length=30)] = []
    link_id: Annotated[str, Field(max_length=64)] = ""
    session_id: Annotated[str, Field(max_length=64)] = ""
    begin_time: Seconds = 0
    end_time: Seconds = 0
    page_size: Annotated[Int, Field(ge=1, le=100)] = 20
    page_token: Annotated[str, Field(pattern=r"^[0-9]{0,18}$")] = ""


class AuditEvent(Wire):
    """One thing that happened. `time` in unix milliseconds; `actor` is who did it: an access key, a session, or "" for
    whoever opened the link; `device` and `address_prefix` are theirs."""

    time: int
    kind: str
    activity_id: int
    actor: str
    link_id: str
    session_id: str
    role: str
    user_name: str
    device: str
    address_prefix: str
    detail: str


class AuditEvents(Wire):
    events: list[AuditEvent]
    next_page_token: str


@action("ListAuditEvents", slow=True)
def list_audit_events(call: Call, request: ListAuditEvents) -> AuditEvents:
    """What happened to links and sessions, the newest first: of an activity, also of a deleted one, or of the account.

    A sub-account names an activity. What happened to activities that the caller may not ask about is left out.

    Raises UnknownActivity.
    """
    _check(call, request.activity_id)
    found = table.listed(
        call.db,
        call.owner.account,
        request.activity_id,
        within=within(call.reach(), table.audit.c.activity),
        kinds=request.kinds,
        link=request.link_id,
        session=request.session_id,
        since=request.begin_time * 1000,
        until=request.end_time * 1000,
        before=int(request.page_token or 0),
        limit=request.page_size + 1,
    )
    page = found[: request.page_size]
    last = str(page[-1].id) if len(found) > len(page) else ""
    return AuditEvents(events=[_shown(row) for row in page], next_page_token=last)


def _check(call: Call, activity_id: int | None) -> None:
    if activity_id is None:
        if call.owner.sub_account:
            raise MissingParameter("ActivityId")
        return
    of_call(call, activity_id, deleted=True)


def _shown(row: Row) -> AuditEvent:
    event = row.event
    return AuditEvent(
        time=event.at,
        kind=event.kind,
        activity_id=event.activity,
        actor=event.actor,
        link_id=event.link,
        session_id=event.session,
        role=ROLES[event.role],
        user_name=event.name,
        device=event.device,
        address_prefix=event.address,
        detail=event.detail,
    )
