"""Who makes a signed call, proved, and what they may do."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple, Protocol

from kaibo.call import Owner, Reach
from kaibo.errors import AccessDenied, ApiError, InvalidAccessKey, InvalidSecretToken, UnknownService
from kaibo.gateway import rights, signature, sts2
from kaibo.gateway.envelope import REGION, SERVICE
from kaibo.gateway.rights import NotAPolicy, Statement
from kaibo.gateway.signature import Claim, Signed

ID = re.compile(r"[0-9*]+")


class Key(NamedTuple):
    """A long-term access key. `actions` are patterns, `activities` ids: empty ones do not narrow anything.
    `expires` in unix ms, 0 for never."""

    id: str
    owner: Owner
    secret: str
    actions: tuple[str, ...] = ()
    activities: frozenset[int] = frozenset()
    disabled: bool = False
    expires: int = 0


class Keys(Protocol):
    """Gives the key with an id. For an unknown one it gives a disabled key with a secret that nobody knows, so that
    forging with it takes as long as with a known one."""

    async def __call__(self, access_key: str) -> Key: ...


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever signed a call. `statements` are a session token's policy, None without one."""

    key: Key
    claim: Claim
    statements: tuple[Statement, ...] | None = None

    @property
    def whole(self) -> bool:
        """Whether they may do everything in their account."""
        narrowed = self.key.actions or self.key.activities or self.key.owner.sub_account or self.claim.token
        return not narrowed

    @property
    def proved(self) -> str:
        """Who signed, in at most 128 characters: the account and its long-term key, and the session token as a whole.
        What a token says of itself was chosen by its maker. No access key holds a slash."""
        parts = (self.key.owner.account, self.key.id, self.claim.token)
        return "/" + sha256("\0".join(parts).encode()).hexdigest()

    def check(self, action: str, activity_id: int | None) -> None:
        """Raises AccessDenied unless the key and the token's policy both allow the action on this activity (None: on
        none in particular). A resource is `trn:livesaas:cn-north-1:{account}:activity/{id}`, with `*` for none."""
        name = f"{SERVICE}:{action}"
        resource = f"{self._resources}{activity_id or '*'}"
        by_activity = not self.key.activities or activity_id in self.key.activities
        by_policy = self.statements is None or rights.allows(self.statements, name, resource)
        if not (self._by_key(action) and by_activity and by_policy):
            raise AccessDenied(name, resource)

    def reach(self, action: str) -> Reach:
        """Give the activities on which `check` allows the action."""
        if self.key.activities:
            return Reach(frozenset(str(one) for one in self.key.activities if self._may(action, one)))
        if not self._by_key(action):
            return Reach(frozenset())
        if self.statements is None:
            return Reach()
        said = [one for one in self.statements if rights.about(one, f"{SERVICE}:{action}")]
        return Reach(self._ids(one for one in said if one.allow), self._ids(one for one in said if not one.allow))

    def _by_key(self, action: str) -> bool:
        return not self.key.actions or any(rights.fits(one, action) for one in self.key.actions)

    def _may(self, action: str, activity_id: int) -> bool:
        try:
            self.check(action, activity_id)
        except AccessDenied:
            return False
        return True

    def _ids(self, statements: Iterable[Statement]) -> frozenset[str]:
        """Give the patterns of ids that the statements name; a pattern that no id fits is left out."""
        patterns = {pattern for one in statements for pattern in one.resources}
        return frozenset(
            rest for pattern in patterns for rest in rights.left_over(pattern, self._resources) if ID.fullmatch(rest)
        )

    @property
    def _resources(self) -> str:
        """How the resource of an activity of this account begins."""
        return f"trn:{SERVICE}:{REGION}:{self.key.owner.account}:activity/"


@dataclass(frozen=True)
class SignatureLimits:
    """Seconds that a signature, and a session token, may be good for at most."""

    signature: int = 3600
    token: int = 12 * 3600


async def authenticate(request: Signed, keys: Keys, limits: SignatureLimits, now: int) -> Caller:
    """Whoever signed it, at `now` in unix ms.

    Raises what signature and sts2 raise, InvalidAccessKey and UnknownService. A key that is unknown or disabled
    is refused after the signature was computed like any other's.
    """
    claim = signature.read(request, now // 1000, limits.signature)
    token = sts2.read(claim.token) if claim.token else None
    key = await keys(token.key if token else claim.access_key)
    secret, statements = key.secret, None
    if token:
        secret = sts2.open_secret(token, claim.access_key, key.secret, now // 1000, limits.token)
        statements = _policy(token.policy)
    failed = _fails(lambda: signature.verify(request, claim, secret))
    if key.disabled or 0 < key.expires <= now:
        raise InvalidAccessKey(key.id)
    if failed:
        raise failed
    if claim.service != SERVICE:
        raise UnknownService(claim.service)
    return Caller(key, claim, statements)


def _policy(text: str) -> tuple[Statement, ...] | None:
    """An empty policy narrows nothing: such a token may do what its long-term key may."""
    try:
        return rights.policy(text) if text else None
    except NotAPolicy as wrong:
        raise InvalidSecretToken(f"its policy cannot be held to: {wrong}") from None


def _fails(check: Callable[[], None]) -> ApiError | None:
    try:
        check()
    except ApiError as error:
        return error
    return None
