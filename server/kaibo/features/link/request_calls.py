"""The calls of a person who asks the host for a new link or types a join code."""

from pydantic import Field

from kaibo.call import new_id
from kaibo.features.link import join_code, request as requests, state as links
from kaibo.features.link.call import ClientCall
from kaibo.features.link.client_calls import RATE, LinkToken
from kaibo.features.link.errors import TooManyAsk, UnknownLink
from kaibo.features.link.request import LinkRequest
from kaibo.features.link.state import Link, State
from kaibo.gateway.action import Wire, action
from kaibo.session.role import Role
from kaibo.vault import fingerprint

MAY_REQUEST = {State.EXPIRED, State.USED_UP}
JOIN_CODE_RATE, RATE_OF_JOIN_CODE = "20/minute", "600/minute"
"""The first counts calls by address; the second counts wrong codes by the activity that they name.

Anyone may name any activity, so a right code always opens the link. The second rate bounds the cost of guesses from
many networks, and what they write into the audit log.
"""


class RequestedLink(Wire):
    """A new link request."""

    listen_key: str
    """Hears of the answer at `/launch/{ListenKey}/events`, and collects the new link."""


class CollectLink(Wire):
    """Names a link request."""

    listen_key: str = Field(min_length=22, max_length=128)


class JoinCode(Wire):
    """A join code."""

    key: str = Field(max_length=100)
    """The join code as a person types it."""


class NewLink(Wire):
    """A launch link."""

    url: str


@action("AskForLink", rate="10/minute", writes=True)
def request_link(call: ClientCall, request: LinkToken) -> RequestedLink:
    """Ask the host for a new link, because this one has expired or is used up.

    Raises UnknownLink for any other link, and TooManyAsk when too many link requests wait already.
    """
    link = links.known(call, request.token)
    with call.refusing(link):
        _check_may_request(call, link)
    listen, terms = new_id("lk_"), link.terms
    requests.create(
        call.db,
        LinkRequest(
            id=new_id("as_"),
            activity=link.show.id,
            link=terms.id,
            role=terms.role,
            name=terms.name,
            browser=call.browser,
            system=call.system,
            listen_hash=fingerprint(listen),
            asked_at=call.now,
        ),
    )
    call.note("ask", link.show.account, link.show.id, **call.about(link))
    call.mark_changed(link.show.id)
    return RequestedLink(listen_key=listen)


@action("CollectLink", rate=RATE)
def collect_link(call: ClientCall, request: CollectLink) -> NewLink:
    """Return the new link of a link request. Raises UnknownLink until the host grants one."""
    link_request = requests.by_listener(call.db, fingerprint(request.listen_key))
    if link_request is None or not link_request.granted:
        raise UnknownLink
    return NewLink(url=links.url_of(call, links.of(call, link_request.granted).terms))


@action("OpenKey", rate=JOIN_CODE_RATE)
def open_join_code(call: ClientCall, request: JoinCode) -> NewLink:
    """Return the link that a join code stands for. Raises UnknownLink for a wrong join code.

    The server writes a wrong code into the activity's audit log a moment after the answer.
    So the time of the answer does not tell whether there is such an activity.
    """
    call.guesses.append((RATE_OF_JOIN_CODE, join_code.activity_in(request.key)))
    try:
        token = join_code.read(call, request.key)
    except UnknownLink as refused:
        if show := join_code.named(call, request.key):
            call.refuse(show.account, show.id, role=Role.HOST, detail=refused.wire_code, **call.whence)
        raise
    return NewLink(url=links.url(call, token))


def _check_may_request(call: ClientCall, link: Link) -> None:
    if link.show.deleted_at is not None or links.state(call, link) not in MAY_REQUEST:
        raise UnknownLink
    waiting = requests.waiting(call.db, link.show.id, call.now)
    of_link = requests.lately(call.db, link.show.id, link.terms.id, call.now)
    if len(waiting) >= requests.MOST or of_link >= requests.MOST_OF_LINK:
        raise TooManyAsk
