"""A call of the launch page."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from kaibo.call import Call
from kaibo.features.link.state import Link
from kaibo.gateway.device import Device


@dataclass(frozen=True, kw_only=True)
class ClientCall(Call):
    """The call of a person who is not signed in."""

    browser: str
    """The caller's browser, such as Chrome; "" for an unknown one."""
    system: str
    """The caller's system, such as Linux; "" for an unknown one."""
    address: str = ""
    """The network that the call comes from."""
    computer: str = ""
    """The whole address, which the server never stores. "" where several computers may share it."""

    def about(self, link: Link) -> dict[str, Any]:
        """Return the fields that the audit log keeps of a link and the caller."""
        terms = link.terms
        return {"link": terms.id, "role": terms.role, "name": terms.name, **self.whence}

    @property
    def whence(self) -> dict[str, str]:
        """Return the fields that the audit log keeps of the caller."""
        return {"device": Device(self.browser, self.system).text, "address": self.address}

    def refusing(self, link: Link) -> AbstractContextManager[None]:
        """Return a context that adds every error raised inside to the audit log, as a refusal of this link."""
        return self.refusing_about(link.show.account, link.show.id, **self.about(link))
