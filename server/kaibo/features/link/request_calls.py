"""The calls of somebody whose link opens nothing any more: they ask the host for a new one, and get it."""

from pydantic import Field

from kaibo.call import new_id
from kaibo.errors import TooManyAsk, UnknownLink
from kaibo.features.link import join_code, request as requests, state as links
from kaibo.features.link.call import ClientCall
from kaibo.features.link.client_calls import RATE, LinkToken
from kaibo.features.link.request import Ask
from kaibo.features.link.state import Link, State
from kaibo.gateway.action import Wire, action
from kaibo.session.role import Role
from kaibo.vault import fingerprint

MAY_ASK = {State.EXPIRED, State.USED_UP}
KEY_RATE, RATE_OF_KEY = "20/minute", "600/minute"
"""By address, and of wrong ones by the activity that a key names, which anybody may name: a right key always opens. The
second bounds what guesses from many networks cost and what they write into the audit log."""


class Asked(Wire):
    """`listen_key` hears of the answer at `/launch/{ListenKey}/events`, and collects the new link."""

    listen_key: str


class CollectLink(Wire):
    listen_key: str = Field(min_length=22, max_length=128)


class OpenKey(Wire):
    """A key as a person types it."""

    key: str = Field(max_length=100)

    @property
    def guessed(self) -> tuple[str, str]:
        return RATE_OF_KEY, join_code.activity_in(self.key)


class NewLink(Wire):
    url: str


@action("AskForLink", rate="10/minute", writes=True)
def ask_for_link(call: ClientCall, request: LinkToken) -> Asked:
    """Tell the host that somebody stands before a link that has expired or is used up.

    Raises UnknownLink for any other, TooManyAsk when the host is asked by many already.
    """
    link = links.known(call, request.token)
    with call.refusing(link):
        _check_asking(call, link)
    listen, terms = new_id("lk_"), link.terms
    requests.create(
        call.db,
        Ask(
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
    return Asked(listen_key=listen)


@action("CollectLink", rate=RATE)
def collect_link(call: ClientCall, request: CollectLink) -> NewLink:
    """The new link, for who asked for it. Raises UnknownLink while the host has granted none."""
    asked = requests.by_listener(call.db, fingerprint(request.listen_key))
    if asked is None or not asked.granted:
        raise UnknownLink
    return NewLink(url=links.url_of(call, links.of(call, asked.granted).terms))


@action("OpenKey", rate=KEY_RATE)
def open_key(call: ClientCall, request: OpenKey) -> NewLink:
    """The link that a typed key stands for. Raises UnknownLink for a key that is none.

    A wrong one is in its activity's audit log a moment after the answer, whose time thus tells no guesser whether there
    is such an activity.
    """
    try:
        token = join_code.read(call, request.key)
    except UnknownLink as refused:
        if show := join_code.named(call, request.key):
            call.refuse(show.account, show.id, role=Role.HOST, detail=refused.wire_code, **call.whence)
        raise
    return NewLink(url=links.url(call, token))


def _check_asking(call: ClientCall, link: Link) -> None:
    if link.show.deleted_at is not None or links.state(call, link) not in MAY_ASK:
        raise UnknownLink
    waiting = requests.waiting(call.db, link.show.id, call.now)
    with_it = requests.lately(call.db, link.show.id, link.terms.id, call.now)
    if len(waiting) >= requests.MOST or with_it >= requests.MOST_OF_LINK:
        raise TooManyAsk
