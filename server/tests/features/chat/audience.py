"""The audience of a show, in browsers of their own."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
from kaibo.call import Call, Limits, Owner
from kaibo.clock import now_ms
from kaibo.features.chat import sending
from kaibo.features.chat.sending import Author
from kaibo.features.chat.table import Mark
from kaibo.session.role import Role
from sqlalchemy import Connection

from tests.running import PATIENCE, Person, Running, post, views
from tests.show import Show

_nonces = itertools.count()


def nonce() -> str:
    return f"nonce-{next(_nonces):08}"


class Refused(AssertionError):
    """The server refused a call: its code."""

    def __init__(self, answer: httpx2.Response) -> None:
        self.code = str(answer.json()["ResponseMetadata"]["Error"]["Code"])
        self.status = answer.status_code
        self.retry_after = answer.headers.get("retry-after", "")
        super().__init__(self.code)


@dataclass
class Viewer:
    """A viewer's browser."""

    http: httpx2.AsyncClient
    path: str

    async def call(self, action: str, **body: Any) -> Any:
        """Make a call. Return its result. Raises Refused."""
        answer = await post(self.http, f"{self.path}/call/{action}", body)
        if answer.status_code != 200:
            raise Refused(answer)
        return answer.json()["Result"]

    async def say(self, text: str) -> dict[str, Any]:
        """Send a message. Return it as its author sees it."""
        message: dict[str, Any] = (await self.call("SendMessage", Text=text, Nonce=nonce()))["Message"]
        return message

    def reads(self, after: int | None = None) -> Any:
        return reading(self.http, self.path, after)


@dataclass
class Seen:
    """The conversation on a page, as the protocol says. Each entry takes the place of the one before."""

    events: AsyncIterator[dict[str, Any]]
    seq: int = 0
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    questions: dict[int, dict[str, Any]] = field(default_factory=dict)
    reactions: dict[str, int] = field(default_factory=dict)
    mine: dict[str, Any] = field(default_factory=dict)
    came: list[int] = field(default_factory=list)
    """The ids of all messages that came, in their order."""
    heard: list[int] = field(default_factory=list)
    """The ids of all questions that came, also of those that went."""

    @property
    def texts(self) -> list[str]:
        return [self.messages[each]["Text"] for each in sorted(self.messages)]

    def take(self, data: dict[str, Any]) -> None:
        if data["Fresh"]:
            self.messages, self.questions, self.reactions = {}, {}, {}
        self.seq = data["Seq"]
        self.messages = {each: one for each, one in self.messages.items() if each > data["Emptied"]}
        self.came += [one["Id"] for one in data["Messages"]]
        self.heard += [one["Id"] for one in data["Questions"]]
        for name, kept in (("Messages", self.messages), ("Questions", self.questions)):
            for one in data[name]:
                kept.pop(one["Id"], None)
                if not one["Gone"]:
                    kept[one["Id"]] = one
        self.reactions |= {one["Kind"]: one["Count"] for one in data["Reactions"]}
        self.mine = data["Mine"] or self.mine

    async def until(self, holds: Callable[["Seen"], bool]) -> "Seen":
        """Read until this holds. Raise TimeoutError when it does not."""
        async with asyncio.timeout(PATIENCE):
            while not holds(self):
                self.take(await anext(self.events))
        return self


@asynccontextmanager
async def reading(http: httpx2.AsyncClient, path: str, after: int | None = None) -> AsyncIterator[Seen]:
    """Read a conversation as a page does. Yield after the first event."""
    query = "" if after is None else f"?after={after}"
    async with views(http, path, "talk", query) as events:
        seen = Seen(events)
        async with asyncio.timeout(PATIENCE):
            seen.take(await anext(events))
        yield seen


@dataclass
class Room:
    """A show with a host who holds the seat."""

    server: Running
    show: Show
    path: str
    host: Person

    async def viewer(self, name: str = "") -> Viewer:
        """Let a viewer come, and tell a name."""
        viewer = Viewer(self.server.client(), self.path)
        await viewer.call("EnterChat")
        if name:
            await viewer.call("SetChatName", UserName=name)
        return viewer

    async def assistant(self, name: str = "小助") -> Person:
        return await self.server.person(self.show, Role.ASSISTANT, name)

    async def fill(self, *texts: str) -> list[int]:
        """Put messages of the host into the chat, past the limits of the door. Return their ids."""

        def work(db: Connection) -> list[int]:
            call = Call(db=db, now=now_ms(), owner=Owner(self.show.account), limits=Limits(), vault=self.server.vault)
            author = Author("", "主播", Mark.HOST)
            return [sending.send(call, self.show.id, author, text).id for text in texts]

        return await self.show.store.write(work)

    async def set(self, **settings: Any) -> None:
        await self.host.call("SetChat", **settings)

    def crew_reads(self, person: Person | None = None, after: int | None = None) -> Any:
        who = person or self.host
        return reading(who.http, who.path, after)


async def room_of(server: Running, show: Show | None = None) -> Room:
    """Create a show if there is none, and let its host come."""
    show = show or await server.show()
    host = await server.person(show, Role.HOST, "林若溪")
    return Room(server, show, await server.watch_path(show), host)
