"""Access keys as the signed door asks for them: remembered for a few seconds, because every call asks."""

import secrets
import time

from cachetools import TTLCache

from kaibo.account import table
from kaibo.account.table import AccessKey
from kaibo.gateway.caller import Key
from kaibo.store import Store
from kaibo.vault import Vault

SECONDS = 5
MOST = 10_000


class StoredKeys:
    """Gives the gateway its keys, and notes which were used.

    A key that is disabled or changed may still work as before for five seconds. Unknown ids are remembered apart,
    so that a flood of them drives out no known one, and cost what known ones cost.
    """

    def __init__(self, store: Store, vault: Vault) -> None:
        self._store = store
        self._vault = vault
        self._known: TTLCache[str, Key] = TTLCache(MOST, SECONDS, time.monotonic)
        self._unknown: TTLCache[str, Key] = TTLCache(MOST, SECONDS, time.monotonic)
        self._used: dict[str, int] = {}
        sealed, scope = vault.seal(secrets.token_hex(28), ""), table.scope((), ())
        self._nobody = AccessKey("", "", "", "", sealed, "", scope, 0, 0, 0, 0)
        """Opened in place of an unknown one, so that this takes as long."""
        self._salt = secrets.token_hex(8)

    async def __call__(self, access_key: str) -> Key:
        """One that is unknown is given as a disabled one."""
        known, unknown = self._known.get(access_key), self._unknown.get(access_key)
        if kept := known or unknown:
            return kept
        found = await self._store.read(lambda db: table.key(db, access_key))
        if found is None:
            nobody = self._opened(self._nobody)
            self._unknown[access_key] = nobody._replace(id=access_key, secret=self._salt + access_key)
            return self._unknown[access_key]
        self._known[access_key] = self._opened(found)
        return self._known[access_key]

    def _opened(self, found: AccessKey) -> Key:
        return Key(
            found.id,
            found.owner,
            self._vault.unseal(found.sealed_secret, found.id),
            tuple(found.actions),
            frozenset(found.activities),
            found.disabled_at is not None,
            found.expires_at,
        )

    def note_used(self, key_id: str, now: int) -> None:
        """A call with it was let in, at `now` in unix ms."""
        self._used[key_id] = now

    async def write_used(self) -> None:
        """Put into the store what was noted since; a crash loses that, and nothing else depends on it."""
        used, self._used = self._used, {}
        if used:
            await self._store.write(lambda db: table.note_used(db, used))
