"""Access keys for the signed door. Every call needs one, so the server remembers them for a few seconds."""

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
    """Gives the gateway its keys, and notes which of them callers used.

    A disabled or changed key may still work as before for five seconds. Unknown ids have a cache of their own, so that
    a flood of them drives out no known key. They take as long as known ones.
    """

    def __init__(self, store: Store, vault: Vault) -> None:
        self._store = store
        self._vault = vault
        self._known: TTLCache[str, Key] = TTLCache(MOST, SECONDS, time.monotonic)
        self._unknown: TTLCache[str, Key] = TTLCache(MOST, SECONDS, time.monotonic)
        self._used: dict[str, int] = {}
        sealed, scope = vault.seal(secrets.token_hex(28), ""), table.scope((), ())
        self._decoy = AccessKey("", "", "", "", sealed, "", scope, 0, 0, 0, 0)
        """The server opens this key in place of an unknown one, so that both take as long."""
        self._salt = secrets.token_hex(8)

    async def __call__(self, access_key: str) -> Key:
        """Return the key with this id. Return a disabled key for an unknown id."""
        if cached := self._known.get(access_key) or self._unknown.get(access_key):
            return cached
        row = await self._store.read(lambda db: table.key(db, access_key))
        if row is None:
            decoy = self._opened(self._decoy)
            self._unknown[access_key] = decoy._replace(id=access_key, secret=self._salt + access_key)
            return self._unknown[access_key]
        self._known[access_key] = self._opened(row)
        return self._known[access_key]

    def _opened(self, row: AccessKey) -> Key:
        return Key(
            row.id,
            row.owner,
            self._vault.unseal(row.sealed_secret, row.id),
            tuple(row.actions),
            frozenset(row.activities),
            row.disabled_at is not None,
            row.expires_at,
        )

    def note_used(self, key_id: str, now: int) -> None:
        """Note that the door let in a call with this key, at `now` in unix ms."""
        self._used[key_id] = now

    async def write_used(self) -> None:
        """Write the notes to the store. A crash loses the notes of the last seconds, and nothing else needs them."""
        used, self._used = self._used, {}
        if used:
            await self._store.write(lambda db: table.note_used(db, used))
