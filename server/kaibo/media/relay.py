"""The signalling proxy. LiveKit's own port listens on the loopback interface only, so pages signal through our origin.

The caller's check decides about each connection. Only `/rtc…` goes through. The relay builds the query itself. It lets
a signal pass when the page's role needs the signal, at a page's pace.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property, partial

import httpx2
import websockets
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.websockets import WebSocket
from websockets.asyncio.client import ClientConnection

from kaibo.authorities import trusted
from kaibo.cluster.closing import Closing
from kaibo.errors import ApiError, Overloaded
from kaibo.gateway.origin import check_origin
from kaibo.media.addresses import Addresses
from kaibo.media.errors import MediaDown
from kaibo.media.pace import Pace
from kaibo.media.passing import Page, both_ways
from kaibo.media.placement import Placement
from kaibo.media.query import BadQuery, names, rebuild
from kaibo.media.signals import Signals
from kaibo.media.token import TokenClaims, read

RTC = re.compile(r"/rtc(/v1)?(/validate)?")
PATIENCE = 5
"""Seconds to wait for LiveKit's answer to a short question."""
JOIN_PATIENCE = 14.0
"""Seconds until a join that LiveKit did not take is refused. livekit-client itself gives up after 15 seconds.

A refused page comes again, and LiveKit has then done its work for nothing. So a crowd that comes at once must wait.
"""
JOINS = 16
"""Joins that LiveKit works on at once, for each kind of page. Further ones wait for their turn.

When all of a crowd's joins share LiveKit's time, all of them may be too late. In turn most of them are in time.
"""
DOWN_BYTES = 4 * 1024 * 1024
"""Bytes of a message from LiveKit. A join response names all participants of the room."""
DOWN_QUEUE = 8
AGENT_CHARACTERS = 256
ADDRESS_CHARACTERS = 64
Admit = Callable[[HTTPConnection, TokenClaims], Awaitable[bool]]
"""Tells whether the bearer of this connection may now join that room under that identity."""

MayPublish = Callable[[TokenClaims], tuple[str, ...]]
"""Gives all sources that this person may ever publish in that room.

LiveKit holds each moment's rights. A person who gets a right back publishes by the same connection, whose token did not
have it.
"""

Hear = Callable[[TokenClaims], bool]
"""Tells whether the people in that room want to know who speaks."""

MayChoose = Callable[[TokenClaims], bool]
"""Tells whether this person may choose who in that room gets what they send."""


def everybody(_: TokenClaims) -> bool:
    """Tell that they do."""
    return True


def nobody(_: TokenClaims) -> bool:
    """Tell that they may not."""
    return False


def of_token(claims: TokenClaims) -> tuple[str, ...]:
    """Return the sources that the token has."""
    return claims.sources


@dataclass(frozen=True)
class Rtc:
    """LiveKit's signalling, and the key that signs its tokens."""

    url: str
    """`http://…`, or several of them with commas between."""
    key: str
    secret: str

    @cached_property
    def addresses(self) -> Addresses:
        """Return the addresses. The media engine and all relays of a process share them."""
        return Addresses(self.url)


@dataclass(frozen=True)
class _Checked:
    """An allowed connection: its address at LiveKit, and the signals that it may send."""

    rtc: Rtc
    path: str
    query: str
    claims: TokenClaims
    signals: Signals
    pace: Pace


class Relay:
    """Passes the signalling of one kind of page to LiveKit.

    A refused connection gets 403. When LiveKit does not answer, a connection gets 503, because clients never try again
    after 401, 403 or 404.
    """

    def __init__(
        self,
        rtc: Rtc | None,
        origin: str,
        admit: Admit,
        hear: Hear = everybody,
        closing: Closing | None = None,
        placement: Placement | None = None,
        may_publish: MayPublish = of_token,
        may_choose: MayChoose = nobody,
    ) -> None:
        self._rtc = rtc
        self._origin = origin
        self._admit = admit
        self._closing = closing or Closing()
        self._hear = hear
        self._may_publish = may_publish
        self._may_choose = may_choose
        self._placement = placement
        self._turns = asyncio.Semaphore(JOINS)

    async def socket(self, socket: WebSocket) -> None:
        """Relay a signalling WebSocket."""
        try:
            checked = await self._checked(socket)
            upstream = await self._join(checked, socket)
        except _Refused as refused:
            await socket.send_denial_response(_answer(refused.text, refused.status))
            return
        async with upstream:
            await socket.accept()
            again = partial(self._again, checked, socket)
            page = Page(checked.claims.identity, checked.signals, checked.pace, again, self._closing)
            await both_ways(socket, upstream, page)

    async def _join(self, checked: _Checked, socket: WebSocket) -> ClientConnection:
        """Connect to LiveKit when it is this join's turn."""
        try:
            async with asyncio.timeout(JOIN_PATIENCE), self._turns:
                if self._placement:
                    await self._placement.place(checked.claims.room)
                return await _connect(checked, socket)
        except TimeoutError:
            raise _Refused(503, "the media engine does not answer") from None

    async def _again(self, checked: _Checked, socket: WebSocket) -> bool:
        """Tell whether a page may come back into its room, which was deleted. Wait until it can."""
        try:
            if not await self._admit(socket, checked.claims.who):
                return False
        except ApiError:
            return False
        if self._placement:
            await self._placement.ready(checked.claims.room, first=checked.signals.publishes)
        return True

    async def fetch(self, request: Request) -> Response:
        """Relay LiveKit's `/rtc/validate`, which a client asks over HTTP after its socket failed."""
        try:
            checked = await self._checked(request)
            status, good = await _validate(checked)
        except _Refused as refused:
            return _answer(refused.text, refused.status)
        if status >= 500:
            return _answer("the media engine is not ready", 503)
        return _answer("ok" if good else "refused", status)

    async def _checked(self, connection: HTTPConnection) -> _Checked:
        path = "/rtc" + str(connection.path_params["rest"])
        if RTC.fullmatch(path) is None:
            raise _Refused(404, "there is nothing here")
        if self._rtc is None:
            raise _Refused(503, "this server runs without media")
        try:
            fields = names(connection.url.query)
            token = fields.get("access_token", "")
            claims = read(token, self._rtc.key, self._rtc.secret)
            check_origin(connection, self._origin, needed=False)
            if claims is None or not await self._admit(connection, claims):
                raise _Refused(403, "you may not join this")
            published = self._may_publish(claims)
            signals = Signals(published, levels=self._hear(claims), chooses=self._may_choose(claims))
            query = rebuild(path, fields, signals)
        except BadQuery as error:
            raise _Refused(400, str(error)) from None
        except (MediaDown, Overloaded) as error:
            raise _Refused(503, str(error)) from None
        except ApiError as error:
            raise _Refused(403, str(error)) from None
        return _Checked(self._rtc, path, query, claims, signals, _pace(bool(published)))


def _pace(publishes: bool) -> Pace:
    """Choose the pace. A join takes 10 signals in a second; the offers of a host with 24 guests cost 300 in all."""
    return Pace(burst=300, rate=50, late=100) if publishes else Pace(burst=100, rate=20, late=40)


def _answer(text: str, status: int) -> Response:
    """Make an answer. With 503 it says when to ask again."""
    return PlainTextResponse(text, status, {"Retry-After": str(MediaDown.retry_after)} if status == 503 else None)


class _Refused(Exception):
    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text


async def _connect(checked: _Checked, socket: WebSocket) -> ClientConnection:
    """Connect to the first of LiveKit's addresses that answers. Raises _Refused, and TimeoutError of the last one."""
    address = socket.client.host if socket.client else ""
    agent = re.sub(r"[^\x20-\x7e]", "", socket.headers.get("user-agent", "")[:AGENT_CHARACTERS])
    addresses = checked.rtc.addresses
    *others, last = addresses.spread()
    for url in (*others, last):
        try:
            upstream = await websockets.connect(
                f"{url.replace('http', 'ws', 1)}{checked.path}?{checked.query}",
                additional_headers={"X-Forwarded-For": address[:ADDRESS_CHARACTERS], "User-Agent": agent},
                user_agent_header=None,
                compression=None,
                max_size=DOWN_BYTES,
                max_queue=DOWN_QUEUE,
                open_timeout=None if url == last else PATIENCE,  # the caller's time limit holds for the last one
                close_timeout=1,  # the page reads no more, and LiveKit may have sent much before its close frame
                proxy=None,
            )
        except websockets.InvalidStatus as refused:
            addresses.answered(url)
            status = refused.response.status_code
            raise _Refused(status if status < 500 else 503, "the media engine refused") from None
        except (OSError, websockets.WebSocketException):  # TimeoutError is an OSError
            addresses.failed(url)
        else:
            addresses.answered(url)
            return upstream
    raise _Refused(503, "the media engine does not answer")


async def _validate(checked: _Checked) -> tuple[int, bool]:
    """Ask the first of LiveKit's addresses that answers. Return the status, and whether it is good. Raises _Refused."""
    addresses = checked.rtc.addresses
    for url in addresses.spread():
        try:
            async with (
                httpx2.AsyncClient(timeout=PATIENCE, trust_env=False, verify=trusted()) as client,
                client.stream("GET", f"{url}{checked.path}?{checked.query}") as answer,  # never read the body
            ):
                return answer.status_code, answer.is_success
        except httpx2.HTTPError:
            addresses.failed(url)
    raise _Refused(503, "the media engine does not answer")
