"""The signed calls that list links and that show one link. They are Kaibo's own; the vendor has none."""

from collections.abc import Mapping
from typing import Literal

from kaibo.activity.rights import of_call
from kaibo.call import Call
from kaibo.features.link import state as links, table
from kaibo.features.link.named import OneLink, named
from kaibo.features.link.state import AGAIN, ISSUE, Link
from kaibo.gateway.action import Int, Wire, action
from kaibo.gateway.paging import Paged
from kaibo.session import table as sessions
from kaibo.session.role import NAMES, ROLES, Role
from kaibo.session.table import Session

USES_SHOWN = 100


class LinkUse(Wire):
    """A session of the link. Times are unix seconds; 0 means none."""

    session_id: str
    use_time: int
    via: str
    """`app` or `browser`."""
    browser: str
    system: str
    address_prefix: str
    is_in: bool
    """Whether the session lives."""
    connected: bool
    end_time: int
    end_reason: str


class ListedLink(Wire):
    """A launch link. Times are unix seconds; 0 means none."""

    link_id: str
    activity_id: int
    kind: str
    role: str
    state: str
    """open, early, used-up, expired, revoked, rotated, or blocked (a person of the link was removed)."""
    user_name: str
    external_user_id: str
    avatar_url: str
    not_before: int
    expire_time: int
    max_uses: int
    used_count: int
    last_use_time: int
    """When the latest of its sessions began, as far back as sessions are kept."""
    locale: str
    prefer: str
    return_url: str
    note: str
    create_time: int
    first_open_time: int
    revoke_time: int


class LaunchLinkDetails(ListedLink):
    """A launch link with its web address and its latest sessions."""

    url: str
    uses: list[LinkUse]


class ListLaunchLinks(Paged):
    """Which links to list."""

    activity_id: Int
    role: Literal["", "host", "guest", "assistant"] = ""


class ListedLinks(Wire):
    links: list[ListedLink]
    next_page_token: str


@action("GetLaunchLink")
def get_launch_link(call: Call, request: OneLink) -> LaunchLinkDetails:
    """Return a link, its state, and its latest hundred sessions."""
    link = named(call, request)
    if not request.url:
        links.note(call, ISSUE, link, AGAIN)
    uses = [_use(call, session) for session in sessions.of_link(call.db, link.terms.id, USES_SHOWN)]
    return LaunchLinkDetails(**listed(call, link).model_dump(), url=links.url_of(call, link.terms), uses=uses)


@action("ListLaunchLinks", slow=True)
def list_launch_links(call: Call, request: ListLaunchLinks) -> ListedLinks:
    """List the links of an activity, the newest first, without their web addresses.

    A permanent or temporary link is listed once it was opened or revoked. The permanent host link is always listed.
    """
    show = of_call(call, request.activity_id)
    role = ROLES[request.role] if request.role else None
    rows = table.listed(call.db, show.id, role, request.before(), request.limit)
    page, next_token = request.cut(rows, lambda row: (row.created_at, row.id))
    used = table.last_uses(call.db, [terms.id for terms in page])
    entries = [listed(call, Link(terms, show), used) for terms in page]
    if not next_token and role in (None, Role.HOST):
        host = links.permanent(call, show, Role.HOST)
        if table.find(call.db, host.id) is None:
            entries.append(listed(call, Link(host, show)))
    return ListedLinks(links=entries, next_page_token=next_token)


def listed(call: Call, link: Link, used: Mapping[str, int] | None = None) -> ListedLink:
    """Return a link as the signed calls show it. `used` has the last uses of many links (unix ms), read at once."""
    terms = link.terms
    used = table.last_uses(call.db, [terms.id]) if used is None else used
    return ListedLink(
        link_id=terms.id,
        activity_id=terms.activity,
        kind=terms.kind,
        role=NAMES[Role(terms.role)],
        state=links.state(call, link),
        user_name=terms.name,
        external_user_id=terms.external_user,
        avatar_url=terms.avatar_url,
        not_before=terms.not_before // 1000,
        expire_time=terms.expires_at // 1000,
        max_uses=terms.max_uses,
        used_count=links.used(call, terms),
        last_use_time=used.get(terms.id, 0) // 1000,
        locale=terms.locale,
        prefer=terms.prefer,
        return_url=terms.return_url,
        note=terms.note,
        create_time=terms.created_at // 1000,
        first_open_time=terms.first_opened_at // 1000,
        revoke_time=(terms.revoked_at or 0) // 1000,
    )


def _use(call: Call, session: Session) -> LinkUse:
    return LinkUse(
        session_id=session.id,
        use_time=session.created_at // 1000,
        via=session.via,
        browser=session.browser,
        system=session.system,
        address_prefix=session.address,
        is_in=session.lives(call.now),
        connected=session.connected,
        end_time=(session.ended_at or 0) // 1000,
        end_reason=session.end_reason,
    )
