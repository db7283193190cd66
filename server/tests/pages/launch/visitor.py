"""A person with a launch link, at a time that the test chooses. Calls run as their door runs them."""

from dataclasses import dataclass, field
from typing import Any

from kaibo.app import CLIENT, SIGNED
from kaibo.call import Call, Owner
from kaibo.features.link import launches
from kaibo.features.link.call import ClientCall
from kaibo.features.link.client_calls import OpenedLaunch
from kaibo.features.link.ticket_calls import PeekedTicket, RedeemedTicket
from sqlalchemy import Connection, MetaData, select

from tests.show import Show

OURS = "2026-12-01"
NONCE = "nonce-of-this-browser-1"
OTHER = "nonce-of-another-device"


@dataclass
class Visitor:
    """`now` is the time of the next call, in unix ms. `computer` is where the visitor is, as the server knows it."""

    show: Show
    now: int = field(init=False)
    computer: str = ""

    def __post_init__(self) -> None:
        self.now = self.show.began_ms

    async def links(self, **body: Any) -> Any:
        """Return the vendor's links, as a backend gets them."""
        return await self.signed("GetDownloadLiveClient", "2023-08-01", activity_id=self.show.id, **body)

    async def create(self, role: str = "guest", user_name: str = "嘉宾", **policy: Any) -> Any:
        """Create a launch link with terms of its own."""
        body = {"activity_id": self.show.id, "role": role, "user_name": user_name, **policy}
        return await self.signed("CreateLaunchLink", **body)

    async def signed(self, name: str, version: str = OURS, *, account: str = "", **body: Any) -> Any:
        """Make a signed call of the show's account or of another. Return the answer."""
        action = SIGNED.find(name, version)
        request = action.request(**body)
        show, owner = self.show, Owner(account or self.show.account)

        def work(db: Connection) -> Any:
            return action(Call(db=db, now=self.now, owner=owner, limits=show.limits, vault=show.vault), request)

        return await (show.store.write(work) if action.writes else show.store.read(work))

    async def open(self, url: str) -> OpenedLaunch:
        opened: OpenedLaunch = await self._call("OpenLaunch", token=url.rpartition("/")[2])
        return opened

    async def peek(self, ticket: str) -> PeekedTicket:
        peeked: PeekedTicket = await self._call("PeekTicket", ticket=ticket)
        return peeked

    async def redeem(self, ticket: str, nonce: str = NONCE, app: bool = False, move: bool = False) -> RedeemedTicket:
        redeemed: RedeemedTicket = await self._call("RedeemTicket", ticket=ticket, nonce=nonce, app=app, move=move)
        return redeemed

    async def enter(self, url: str, **way: Any) -> str:
        """Redeem a link. Return the session's id."""
        return (await self.redeem((await self.open(url)).ticket, **way)).session_id

    async def client(self, name: str, **fields: Any) -> Any:
        """Make a call of a stranger's page. Return the answer."""
        return await self._call(name, **fields)

    async def _call(self, name: str, **fields: Any) -> Any:
        action = CLIENT.find(name, "2026-12-01")
        request = action.request(**fields)

        def work(db: Connection) -> Any:
            return action(
                ClientCall(
                    db=db,
                    now=self.now,
                    owner=Owner(""),
                    limits=self.show.limits,
                    vault=self.show.vault,
                    browser="Chrome",
                    system="Linux",
                    computer=self.computer,
                ),
                request,
            )

        return await (self.show.store.write(work) if action.writes else self.show.store.read(work))

    async def openers(self) -> list[str]:
        """Read what the store keeps of the computers whose launch pages made tickets."""

        def work(db: Connection) -> list[str]:
            return [*db.scalars(select(launches.launch.c.opener_hash))]

        return await self.show.store.read(work)

    async def everything(self) -> str:
        """Read all that the store keeps, as text."""

        def work(db: Connection) -> str:
            tables = MetaData()
            tables.reflect(db)
            return repr([db.execute(select(one)).all() for one in tables.sorted_tables])

        return await self.show.store.read(work)
