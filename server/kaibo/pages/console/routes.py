"""The routes of the console: its page, and its two doors. One is for people who sign in, the other for admins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kaibo.call import Copy, Owner
from kaibo.clock import now_ms
from kaibo.errors import AccessDenied
from kaibo.features.admin import roles, sessions
from kaibo.features.admin.call import AdminCall, EntryCall
from kaibo.features.admin.roles import Role
from kaibo.gateway.action import Action
from kaibo.gateway.catalogue import Catalogue
from kaibo.gateway.cookie import cookie
from kaibo.gateway.device import device
from kaibo.gateway.envelope import SERVICE
from kaibo.gateway.network import prefix
from kaibo.gateway.shell import Shell
from kaibo.pages.console.thumbnail import Thumbnails
from kaibo.services import Services

NOBODY = Owner("")
SHOW = "/admin/shows/{id:int}"
OTHERS = ("account", "people", "audit", "servers", "settings", "keys", "admins")
PAGES = (
    "/admin",
    *(f"/admin/{page}" for page in OTHERS),
    SHOW,
    f"{SHOW}/links",
    f"{SHOW}/recordings",
    f"{SHOW}/details",
)
"""The addresses of the page (web/src/console/usePlace.ts)."""


@dataclass(frozen=True)
class ConsolePages:
    """The routes under `/admin`. Admins call the signed door's actions here too, with the same functions and checks."""

    entrance: Catalogue[EntryCall]
    console: Catalogue[AdminCall]
    services: Services
    shell: Shell
    copies: Sequence[Copy] = ()
    """CreateActivityAPIV2 copies these parts of an earlier show (`Call.copies`)."""

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        entrance = self.services.door(self.entrance, self._entry_call)
        console = replace(self.services.door(self.console, self._admin_call), check=check, whose=self._whose)
        return [
            Route("/admin/enter/{action}", entrance.answer, methods=["POST"]),
            Route("/admin/call/{action}", console.answer, methods=["POST"]),
            Thumbnails(self.services).route(),
            *(Route(path, self._page, methods=["GET"]) for path in PAGES),
        ]

    async def _page(self, request: Request) -> Response:
        """Answer with the page. It holds nothing of the store: the page asks for all that it shows."""
        return self.shell.answer(request)

    def _entry_call(self, request: Request, db: Connection) -> EntryCall:
        address = request.client.host if request.client else ""
        return EntryCall(
            db=db,
            now=now_ms(),
            owner=NOBODY,
            limits=self.services.limits,
            vault=self.services.vault,
            device=device(request.headers.get("user-agent", "")).text,
            address=prefix(address),
        )

    def _admin_call(self, request: Request, db: Connection) -> AdminCall:
        """Make the call of an admin. Raises SignedOut."""
        now = now_ms()
        session, admin = sessions.proved(db, _secret(request), now)
        return AdminCall(
            db=db,
            now=now,
            owner=Owner(admin.account),
            limits=self.services.limits,
            vault=self.services.vault,
            key=admin.id,
            whole=admin.role == Role.OWNER,
            room_names=self.services.members.room_names,
            look=self.services.look,
            copies=self.copies,
            admin=admin,
            session=session,
        )

    async def _whose(self, request: Request) -> str:
        """Prove the caller, and check the admin's role, before the call counts and its body is read.

        Raises SignedOut and AccessDenied.
        """
        secret, action = _secret(request), self.console.find(request.path_params["action"], "")
        admin = (await self.services.store.read(lambda db: sessions.proved(db, secret, now_ms())))[1]
        check_role(admin.role, action)
        return admin.id


def check(call: AdminCall, action: Action[Any, Any, Any], request: Any) -> None:
    """Check the admin's role, and note each write in the audit log with the admin's name. Raises AccessDenied."""
    check_role(call.admin.role, action)
    if action.writes:
        activity_id = getattr(request, "activity_id", None) or 0
        call.note("console", call.owner.account, activity_id, name=call.admin.name, detail=action.name)


def check_role(role: Role, action: Action[Any, Any, Any]) -> None:
    """Raise AccessDenied unless this role may call the action."""
    if not roles.may(role, action.name, writes=action.writes):
        raise AccessDenied(f"{SERVICE}:{action.name}", f"the console, for the role {role}")


def _secret(request: Request) -> str:
    return cookie(request.scope["headers"], sessions.COOKIE)
