"""The calls of the console: of a person who signs in, and of an admin who is signed in."""

from dataclasses import dataclass

from kaibo.call import Call
from kaibo.features.admin.sessions import AdminSession
from kaibo.features.admin.table import Admin


@dataclass(frozen=True, kw_only=True)
class EntryCall(Call):
    """The call of a person who is not signed in yet."""

    device: str
    """The name of the caller's device, such as "Chrome · Windows"."""
    address: str
    """The network that the call comes from."""

    @property
    def whence(self) -> dict[str, str]:
        """Return the fields that the audit log keeps of the caller."""
        return {"device": self.device, "address": self.address}


@dataclass(frozen=True, kw_only=True)
class AdminCall(Call):
    """One call of a signed-in admin."""

    admin: Admin
    session: AdminSession

    @property
    def actor_name(self) -> str:
        return self.admin.name
