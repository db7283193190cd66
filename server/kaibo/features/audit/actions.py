"""The signed call that reads the audit log. It is Kaibo's own; the vendor has none."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from kaibo.account import table as access
from kaibo.activity import table as activities
from kaibo.activity.rights import of_call, within
from kaibo.call import Call, Event
from kaibo.errors import MissingParameter
from kaibo.features.audit import table
from kaibo.gateway.action import Int, Seconds, Wire, action
from kaibo.gateway.paging import Paged
from kaibo.session.role import NAMES, Role

Kind = Annotated[str, Field(max_length=16, pattern=r"^[a-z-]+$")]


class ListAuditEvents(Paged):
    """Which events to list. Times are unix seconds; 0 means no bound."""

    activity_id: Int | None = None
    kinds: Annotated[list[Kind], Field(max_length=30)] = []
    link_id: Annotated[str, Field(max_length=64)] = ""
    session_id: Annotated[str, Field(max_length=64)] = ""
    who: Annotated[str, Field(max_length=64)] = ""
    """The id of an access key, a session or an admin; or a part of a name. "" for all."""
    begin_time: Seconds = 0
    """The first moment to include."""
    end_time: Seconds = 0
    """The first moment to leave out."""
    page_token: Annotated[str, Field(pattern=r"^([0-9]{1,15}\.[0-9]{1,18}|[0-9]{0,18})$")] = ""
    """The NextPageToken of the page before; "" for the first page."""

    @property
    def before_id(self) -> int:
        """Return the id that this page begins after, 0 for the first page. In an older token the id stands alone."""
        return int(self.page_token.rpartition(".")[2] or 0)


class AuditEvent(Wire):
    """One event of the audit log."""

    time: int
    """In unix milliseconds."""
    kind: str
    activity_id: int
    actor: str
    """The access key, the session or the admin that acted; "" for a person who opened a link."""
    link_id: str
    session_id: str
    role: str
    user_name: str
    device: str
    """The device of the person who opened a link."""
    address_prefix: str
    """The network of the person who opened a link."""
    detail: str
    actor_name: str
    """The name of the access key now, or that of the session or the admin at that time."""
    activity_name: str
    """The name of the show now; "" for an event without one."""
    request_id: str
    """The id of the request that caused it; "" for an event of an older version."""


class AuditEvents(Wire):
    """A page of the audit log."""

    events: list[AuditEvent]
    next_page_token: str


@action("ListAuditEvents", slow=True)
def list_audit_events(call: Call, request: ListAuditEvents) -> AuditEvents:
    """List what happened to links and sessions, the newest first, for an activity or the whole account.

    A deleted activity may be named too. A sub-account must name an activity.
    Events of activities that the caller has no right to are left out.

    Raises UnknownActivity, and MissingParameter for a sub-account that names no activity.
    """
    _check(call, request.activity_id)
    rows = table.listed(
        call.db,
        call.owner.account,
        request.activity_id,
        within=within(call.reach(), table.audit.c.activity),
        kinds=request.kinds,
        link=request.link_id,
        session=request.session_id,
        who=request.who.strip(),
        since=request.begin_time * 1000,
        until=request.end_time * 1000,
        before=request.before_id,
        limit=request.limit,
    )
    page, next_token = request.cut(rows, lambda row: (row.event.at, row.id))
    keys = {key.id: key.name for key in access.keys(call.db, call.owner.account)[0]}
    shows = activities.names(call.db, {row.event.activity for row in page})
    return AuditEvents(events=[_listed(row.event, keys, shows) for row in page], next_page_token=next_token)


def _check(call: Call, activity_id: int | None) -> None:
    if activity_id is None:
        if call.owner.sub_account:
            raise MissingParameter("ActivityId")
        return
    of_call(call, activity_id, deleted=True)


def _listed(event: Event, keys: Mapping[str, str], shows: Mapping[int, str]) -> AuditEvent:
    return AuditEvent(
        time=event.at,
        kind=event.kind,
        activity_id=event.activity,
        actor=event.actor,
        link_id=event.link,
        session_id=event.session,
        role="" if event.role is None else NAMES[Role(event.role)],
        user_name=event.name,
        device=event.device,
        address_prefix=event.address,
        detail=event.detail,
        actor_name=event.actor_name or keys.get(event.actor, ""),
        activity_name=shows.get(event.activity, ""),
        request_id=event.request,
    )
