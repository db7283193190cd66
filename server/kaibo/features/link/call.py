"""A call of the launch page."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from kaibo.call import Call
from kaibo.features.link.state import Link


@dataclass(frozen=True, kw_only=True)
class ClientCall(Call):
    """The call of a person who is not signed in."""

    browser: str
    """Of the caller's device, such as Chrome; "" for an unknown one."""
    system: str
    """Of the caller's device, such as Linux; "" for an unknown one."""
    address: str = ""
    """The network that the call comes from."""
    computer: str = ""
    """The whole address, which is never stored; "" where it does not tell one computer from others."""

    def about(self, link: Link) -> dict[str, Any]:
        """Give what the audit log keeps of a link and its caller."""
        terms = link.terms
        return {"link": terms.id, "role": terms.role, "name": terms.name, **self.whence}

    @property
    def whence(self) -> dict[str, str]:
        """What the audit log keeps of the caller."""
        device = " · ".join(filter(None, (self.browser, self.system)))
        return {"device": device, "address": self.address}

    def refusing(self, link: Link) -> AbstractContextManager[None]:
        """Log a refusal raised in here as one of this link."""
        return self.refusing_about(link.show.account, link.show.id, **self.about(link))
