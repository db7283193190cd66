"""Launch links: a token's address, and whether it opens anything now: the store is asked each time."""

from typing import NamedTuple

from kaibo.activity import table as activities
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.errors import LinkExpired, LinkRevoked, UnknownLink
from kaibo.launch.token import LaunchToken, NotAToken, link_id, mint, read
from kaibo.stage import admission

PURPOSE = "launch token"
ID_PURPOSE = "launch link id"


class Link(NamedTuple):
    """A link of an activity that is there."""

    id: str
    token: LaunchToken
    show: Activity


def url(call: Call, token: LaunchToken) -> str:
    """Its web address."""
    return f"{call.policy.public_url}/l/{mint(token, call.vault.key(PURPOSE))}"


def known(call: Call, text: str) -> Link:
    """The link that a token in an address is, open or not.

    Raises UnknownLink for one that is not ours, and for one of an activity that is no more.
    """
    try:
        token = read(text, {1: call.vault.key(PURPOSE)})
    except NotAToken:
        raise UnknownLink from None
    return of(call, link_id(token, call.vault.key(ID_PURPOSE)), token)


def of(call: Call, found: str, token: LaunchToken) -> Link:
    """The link with this id and this token. Raises UnknownLink when its activity is no more."""
    show = activities.find(call.db, token.activity)
    if show is None or show.deleted_at is not None:
        raise UnknownLink
    return Link(found, token, show)


def check_open(call: Call, link: Link) -> Link:
    """The same link. Raises LinkExpired, or LinkRevoked when the activity's links were rotated or somebody whom
    this one let in was put out."""
    if link.token.expires and call.now >= link.token.expires * 1000:
        raise LinkExpired
    if link.token.epoch != link.show.link_epoch or admission.is_blocked(call.db, link.id):
        raise LinkRevoked
    return link
