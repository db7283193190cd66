"""The link that a signed call names, by its LinkId or by its web address."""

from typing import Annotated

from pydantic import Field

from kaibo.activity import table as activities
from kaibo.activity.errors import UnknownActivity
from kaibo.activity.rights import of_call
from kaibo.call import Call
from kaibo.errors import InvalidParameter, MissingParameter
from kaibo.features.link import state as links, table
from kaibo.features.link.errors import UnknownLink
from kaibo.features.link.state import Link
from kaibo.gateway.action import Int, Wire
from kaibo.session.role import Role

Address = Annotated[str, Field(max_length=2000)]


class OneLink(Wire):
    """Names one link, by its LinkId or by its web address. The server drops other text behind the address."""

    activity_id: Int | None = None
    """Optional, except for an access key that may use only some activities."""
    link_id: Annotated[str, Field(max_length=64)] = ""
    url: Address = ""


def named(call: Call, request: OneLink) -> Link:
    """Return the link that a request names.

    Raises UnknownLink, also for a link of another account, and AccessDenied as `of_call` does.
    """
    if bool(request.link_id) == bool(request.url):
        raise MissingParameter("LinkId") if not request.url else InvalidParameter("Url", "give it or LinkId, not both")
    if request.url:
        link = links.known(call, request.url)
    else:
        link = _permanent(call, request) or links.of(call, request.link_id)
    if request.activity_id is not None and link.show.id != request.activity_id:
        raise UnknownLink
    try:
        of_call(call, link.show.id)
    except UnknownActivity:
        raise UnknownLink from None
    return link


def _permanent(call: Call, request: OneLink) -> Link | None:
    """Return the permanent host link of the activity if the request names it. It is listed before it has a row."""
    show = activities.find(call.db, request.activity_id) if request.activity_id is not None else None
    if show is None:
        return None
    host = links.permanent(call, show, Role.HOST)
    return Link(table.find(call.db, host.id) or host, show) if host.id == request.link_id else None
