"""Launch links: a token's address, and whether it opens anything now."""

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
    """A link that may be opened now."""

    id: str
    token: LaunchToken
    show: Activity


def url(call: Call, token: LaunchToken) -> str:
    """Its web address."""
    return f"{call.policy.public_url}/l/{mint(token, call.vault.key(PURPOSE))}"


def opened(call: Call, text: str) -> Link:
    """What the token in an address opens.

    Raises UnknownLink for one that is not ours, and for one of an activity that is no more; LinkExpired;
    LinkRevoked when its links were rotated or somebody it let in was put out.
    """
    try:
        token = read(text, {1: call.vault.key(PURPOSE)})
    except NotAToken:
        raise UnknownLink from None
    show = activities.find(call.db, token.activity)
    if show is None or show.deleted_at is not None:
        raise UnknownLink
    if token.expires and call.now >= token.expires * 1000:
        raise LinkExpired
    found = link_id(token, call.vault.key(ID_PURPOSE))
    if token.epoch != show.link_epoch or admission.is_blocked(call.db, found):
        raise LinkRevoked
    return Link(found, token, show)
