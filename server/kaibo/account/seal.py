"""Which master key the store belongs to.

The store keeps a known text that its key sealed. A server with another key could open no access key, and would refuse
every signed call and every link.
"""

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, select, text

from kaibo.account.table import access_key, meta
from kaibo.vault import MasterKeyUnusable, Vault

NAME = "master key"
"""The row of the known text, and the label that it is sealed under."""
KNOWN = "kaibo"


def is_sealed(db: Connection) -> bool:
    """Say whether the store belongs to a master key already."""
    return _kept(db) is not None or db.execute(select(access_key.c.id).limit(1)).first() is not None


def check(db: Connection, vault: Vault) -> None:
    """Raise MasterKeyUnusable when the store belongs to another master key. A store that does not say so yet belongs
    to this one from now on, unless it has access keys and this one opens none of them."""
    kept = _kept(db)
    if kept is None and _opens_a_key(db, vault):
        row = {"name": NAME, "value": vault.seal(KNOWN, NAME)}
        db.execute(text("INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING"), row)
        kept = _kept(db)  # of two servers with different keys the first one's
    if kept is None or not _opens(vault, kept, NAME):
        raise MasterKeyUnusable(
            "master.key in the data folder is not the key that this store was sealed with. Put the right one in its "
            "place: from your backup, or from the server that made the store"
        )


def _kept(db: Connection) -> bytes | None:
    return db.execute(select(meta.c.value).where(meta.c.name == NAME)).scalar()


def _opens_a_key(db: Connection, vault: Vault) -> bool:
    """Say whether the vault opens one of the access keys, if there are any. One is enough: older versions made a new
    master key in silence when it was missing, and the access keys from before it stayed."""
    rows = db.execute(select(access_key.c.sealed_secret, access_key.c.id).order_by(access_key.c.created_at.desc()))
    found = [_opens(vault, sealed, label) for sealed, label in rows]
    return any(found) or not found


def _opens(vault: Vault, sealed: bytes, label: str) -> bool:
    try:
        vault.unseal(sealed, label)
    except (InvalidTag, ValueError):
        return False
    return True
