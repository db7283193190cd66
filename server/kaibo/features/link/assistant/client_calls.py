"""The call of the page that asks an assistant for the password, at `/client/SignInAssistant`."""

from typing import Annotated

from pydantic import Field

from kaibo.activity import table as activities
from kaibo.features.link import client_calls
from kaibo.features.link.assistant import accounts, table
from kaibo.features.link.assistant.errors import WrongAssistantPassword
from kaibo.features.link.call import ClientCall
from kaibo.features.link.client_calls import OpenedLaunch
from kaibo.features.link.errors import UnknownLink
from kaibo.gateway.action import Wire, action
from kaibo.session.role import Role
from kaibo.vault import fingerprint

RATE = "600/minute"
"""For one address. A whole school may share one."""
RATE_OF_ACCOUNT = "60/minute"
"""For one account from one network. One person uses an account."""
WRONG = "10/minute"
"""Wrong passwords of one account. A right one always opens, or a stranger could shut the assistant out."""


class SignInAssistant(Wire):
    """The account that an address names, and a password."""

    door: Annotated[str, Field(min_length=1, max_length=64)]
    """The part of the address after `/a/`."""
    password: Annotated[str, Field(max_length=4 * accounts.LONGEST)]

    @property
    def counted(self) -> tuple[str, str]:
        """Return the rate of tries at this account, and the name that they are counted under."""
        return RATE_OF_ACCOUNT, fingerprint(self.door)


@action("SignInAssistant", rate=RATE, writes=True)
def sign_in_assistant(call: ClientCall, request: SignInAssistant) -> OpenedLaunch:
    """Make a ticket for the link of an assistant account, as OpenLaunch does.

    Raises WrongAssistantPassword. Raises UnknownLink when there is no such account, and when its link is turned off.
    Raises LinkCrowded.
    """
    call.guesses.append((WRONG, fingerprint(request.door)))
    account = table.by_door(call.db, request.door)
    show = activities.find(call.db, account.activity) if account else None
    if account is None or show is None or show.deleted_at is not None:
        raise UnknownLink
    if not accounts.fits(call, account, request.password):
        wrong = WrongAssistantPassword()
        about = {"link": account.link, "role": Role.ASSISTANT, "name": account.name, **call.whence}
        call.refuse(show.account, show.id, detail=wrong.wire_code, **about)
        raise wrong
    link = accounts.link_of(call, show, account)
    if link is None:
        raise UnknownLink
    return client_calls.admitted(call, link)
