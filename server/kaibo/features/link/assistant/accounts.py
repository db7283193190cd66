"""The links, addresses and passwords of assistant accounts, as the calls use them."""

import hmac
import secrets
import unicodedata

from kaibo.activity.table import Activity
from kaibo.call import Call, new_id
from kaibo.errors import InvalidParameter
from kaibo.features.link import rotation, state as links, table as link_table
from kaibo.features.link.assistant import table
from kaibo.features.link.assistant.table import AssistantAccount
from kaibo.features.link.state import ISSUE, Link, State
from kaibo.features.link.table import LaunchLink
from kaibo.session.role import Role

SHORTEST, LONGEST = 6, 64
"""Characters of a password. The vendor's samples have six."""
LETTERS, MADE = "abcdefghijkmnpqrstuvwxyz23456789", 12
"""A password that the server makes: 60 bits, without letters that look alike."""
NOTE = "assistant account"
"""The note of an account's link, as ListLaunchLinks shows it."""


def login_url(call: Call, account: AssistantAccount) -> str:
    """Return the address that asks for the password. The address alone opens nothing."""
    return f"{call.limits.public_url}/a/{account.door}"


def password(call: Call, account: AssistantAccount) -> str:
    """Return an account's password."""
    return call.vault.unseal(account.sealed_password, table.label(account.id))


def made_password() -> str:
    """Make a password."""
    return "".join(secrets.choice(LETTERS) for _ in range(MADE))


def checked_password(text: str) -> str:
    """Return a given password in its one form. Raises InvalidParameter."""
    plain = plain_password(text)
    if not SHORTEST <= len(plain) <= LONGEST or not plain.isprintable():
        raise InvalidParameter("Password", f"it has {SHORTEST} to {LONGEST} visible characters")
    return plain


def plain_password(text: str) -> str:
    """Return a password without blanks around it. Full-width letters count as the plain ones (NFKC)."""
    return unicodedata.normalize("NFKC", text).strip()


def fits(call: Call, account: AssistantAccount, typed: str) -> bool:
    """Tell whether a typed password is the account's. The time does not depend on the place of a wrong letter."""
    return hmac.compare_digest(plain_password(typed).encode(), password(call, account).encode())


def link_of(call: Call, show: Activity, account: AssistantAccount) -> Link | None:
    """Return the link of an account. None when it lets nobody in: it was turned off, or its person was removed."""
    terms = link_table.find(call.db, account.link)
    link = Link(terms, show) if terms else None
    return link if link and links.state(call, link) is State.OPEN else None


def make_link(call: Call, show: Activity, name: str) -> str:
    """Make a launch link for an assistant. Return its id."""
    terms = LaunchLink(
        id=new_id("ln_"),
        activity=show.id,
        role=Role.ASSISTANT,
        name=name,
        epoch=links.epoch(show, Role.ASSISTANT),
        expires_at=0,
        created_at=call.now,
        created_by=call.key,
        note=NOTE,
    )
    link_table.store(call.db, terms)
    links.note(call, ISSUE, Link(terms, show), NOTE)
    return terms.id


def turn_off(call: Call, show: Activity, account: AssistantAccount) -> None:
    """Revoke an account's link, and end its sessions."""
    if terms := link_table.find(call.db, account.link):
        rotation.revoke(call, Link(terms, show), rotation.EVERYONE)
    call.mark_changed(show.id)
