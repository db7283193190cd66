"""Who makes a signed call, proved, and what they may do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from kaibo.call import Owner
from kaibo.errors import AccessDenied, ApiError, InvalidAccessKey, InvalidSecretToken, UnknownService
from kaibo.gateway import rights, signature, sts2
from kaibo.gateway.envelope import REGION, SERVICE
from kaibo.gateway.rights import NotAPolicy, Statement
from kaibo.gateway.signature import Claim, Signed


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

    def check(self, action: str, activity_id: int | None) -> None:
        """Raises AccessDenied unless the key and the token's policy both allow the action on this activity (None: on
        none in particular). A resource is `trn:livesaas:cn-north-1:{account}:activity/{id}`, with `*` for none."""
        name = f"{SERVICE}:{action}"
        resource = f"trn:{SERVICE}:{REGION}:{self.key.owner.account}:activity/{activity_id or '*'}"
        by_key = not self.key.actions or any(rights.fits(one, action) for one in self.key.actions)
        by_activity = not self.key.activities or activity_id in self.key.activities
        by_policy = self.statements is None or rights.allows(self.statements, name, resource)
        if not (by_key and by_activity and by_policy):
            raise AccessDenied(name, resource)


@dataclass(frozen=True)
class Limits:
    """Seconds that a signature, and a session token, may be good for at most."""

    signature: int = 3600
    token: int = 12 * 3600


async def authenticate(request: Signed, keys: Keys, limits: Limits, now: int) -> Caller:
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
