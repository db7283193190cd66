"""Access keys as the signed door asks for them: remembered for a few seconds, because every call asks."""

import time

from cachetools import TTLCache

from kaibo.access import table
from kaibo.errors import InvalidAccessKey
from kaibo.store import Store
from kaibo.vault import Vault

SECONDS = 5
MOST = 10_000


class StoredKeys:
    """Gives the account and the secret of an access key.

    A key that is disabled may still work for five seconds; unknown keys are not remembered.
    """

    def __init__(self, store: Store, vault: Vault) -> None:
        self._store = store
        self._vault = vault
        self._known: TTLCache[str, tuple[str, str]] = TTLCache(MOST, SECONDS, time.monotonic)

    async def __call__(self, access_key: str) -> tuple[str, str]:
        """Raises InvalidAccessKey for one that is unknown or disabled."""
        if (known := self._known.get(access_key)) is not None:
            return known
        found = await self._store.read(lambda db: table.key(db, access_key))
        if found is None or found.disabled_at is not None:
            raise InvalidAccessKey(access_key)
        self._known[access_key] = found.account, self._vault.unseal(found.sealed_secret, found.id)
        return self._known[access_key]
