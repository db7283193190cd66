"""The proved caller of a signed call, and the caller's rights."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple, Protocol

from kaibo.call import Owner, Reach
from kaibo.errors import AccessDenied, ApiError
from kaibo.gateway import rights, signature, sts2
from kaibo.gateway.envelope import REGION, SERVICE
from kaibo.gateway.errors import InvalidAccessKey, InvalidSecretToken, UnknownService
from kaibo.gateway.rights import NotAPolicy, Statement
from kaibo.gateway.signature import Claim, Signed

ID = re.compile(r"[0-9*]+")


class Key(NamedTuple):
    """A long-term access key."""

    id: str
    owner: Owner
    secret: str
    actions: tuple[str, ...] = ()
    """Patterns of the action names that the key may use. Empty: all."""
    activities: frozenset[int] = frozenset()
    """Ids of the activities that the key may use. Empty: all."""
    disabled: bool = False
    expires: int = 0
    """Unix ms, 0 for never."""


class Keys(Protocol):
    """Gives the key with an id.

    For an unknown id it gives a disabled key with a random secret. The check of a forged signature then takes as long
    as with a known key.
    """

    async def __call__(self, access_key: str) -> Key: ...


@dataclass(frozen=True, slots=True)
class Caller:
    """The signer of a call."""

    key: Key
    claim: Claim
    statements: tuple[Statement, ...] | None = None
    """The policy of the session token. None: there is no token, or its policy is empty."""

    @property
    def whole(self) -> bool:
        """Tell whether the caller may do everything in the account."""
        narrowed = self.key.actions or self.key.activities or self.key.owner.sub_account or self.claim.token
        return not narrowed

    @property
    def proved(self) -> str:
        """Name the signer in at most 128 characters: a hash of the account, the long-term key and the session token.

        The maker of a token chooses its fields, so the hash covers the whole token. The name begins with a slash,
        and no access key holds a slash.
        """
        parts = (self.key.owner.account, self.key.id, self.claim.token)
        return "/" + sha256("\0".join(parts).encode()).hexdigest()

    def check(self, action: str, activity_id: int | None) -> None:
        """Check the action on this activity. None: the action is about no activity in particular.

        Raises AccessDenied unless both the key and the token's policy allow it. A resource is
        `trn:livesaas:cn-north-1:{account}:activity/{id}`, with `*` when there is no activity.
        """
        name = f"{SERVICE}:{action}"
        resource = f"{self._resources}{activity_id or '*'}"
        by_activity = not self.key.activities or activity_id in self.key.activities
        by_policy = self.statements is None or rights.allows(self.statements, name, resource)
        if not (self._by_key(action) and by_activity and by_policy):
            raise AccessDenied(name, resource)

    def reach(self, action: str) -> Reach:
        """Give the activities on which `check` allows the action."""
        if self.key.activities:
            return Reach(frozenset(str(activity) for activity in self.key.activities if self._may(action, activity)))
        if not self._by_key(action):
            return Reach(frozenset())
        if self.statements is None:
            return Reach()
        about = [statement for statement in self.statements if rights.about(statement, f"{SERVICE}:{action}")]
        allowed = self._ids(statement for statement in about if statement.allow)
        return Reach(allowed, self._ids(statement for statement in about if not statement.allow))

    def _by_key(self, action: str) -> bool:
        return not self.key.actions or any(rights.fits(pattern, action) for pattern in self.key.actions)

    def _may(self, action: str, activity_id: int) -> bool:
        try:
            self.check(action, activity_id)
        except AccessDenied:
            return False
        return True

    def _ids(self, statements: Iterable[Statement]) -> frozenset[str]:
        """Give the patterns of ids that the statements name. Leave out a pattern that fits no id."""
        patterns = {pattern for statement in statements for pattern in statement.resources}
        return frozenset(
            rest for pattern in patterns for rest in rights.left_over(pattern, self._resources) if ID.fullmatch(rest)
        )

    @property
    def _resources(self) -> str:
        """Give the beginning of the resource name of this account's activities."""
        return f"trn:{SERVICE}:{REGION}:{self.key.owner.account}:activity/"


@dataclass(frozen=True)
class SignatureLimits:
    """The longest lifetimes that the server accepts, in seconds."""

    signature: int = 3600
    token: int = 12 * 3600
    """Of a session token."""


async def authenticate(request: Signed, keys: Keys, limits: SignatureLimits, now: int) -> Caller:
    """Prove the signer of a request. `now` is in unix ms.

    Raises what signature and sts2 raise, InvalidAccessKey and UnknownService. The server refuses an unknown or
    disabled key only after it computed the signature: each refusal takes as long.
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
    """Read a token's policy. None for an empty one: such a token has all rights of its long-term key.

    Raises InvalidSecretToken.
    """
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
