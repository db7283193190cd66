"""The bond between a store and its master key.

The store keeps a known text that its master key sealed. A server with another key could open no access key, and would
refuse every signed call and every link.
"""

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, select, text, update

from kaibo.account.table import access_key, meta
from kaibo.vault import MasterKeyUnusable, Vault, moved

TABLE = meta.name
"""The table of the known text. A store of an old form has none."""
NAME = "master key"
"""The name of the known text's row, and the label of its seal."""
KNOWN = "kaibo"


def is_sealed(db: Connection) -> bool:
    """Tell whether the store belongs to a master key already."""
    return _sealed_text(db) is not None or db.execute(select(access_key.c.id).limit(1)).first() is not None


def check(db: Connection, vault: Vault) -> None:
    """Raise MasterKeyUnusable when the store belongs to another master key.

    A store without the known text belongs to this key from now on. The exception is a store with access keys of which
    this key opens none.
    """
    sealed = _sealed_text(db)
    if sealed is None and _opens_a_key(db, vault):
        row = {"name": NAME, "value": vault.seal(KNOWN, NAME)}
        db.execute(text("INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING"), row)
        sealed = _sealed_text(db)  # another server with another key may have been first
    if sealed is None or not _opens(vault, sealed, NAME):
        raise MasterKeyUnusable(
            "master.key in the data folder is not the key that this store was sealed with. Put the right one in its "
            "place: from your backup, or from the server that made the store"
        )


def fits(db: Connection, vault: Vault) -> bool:
    """Tell whether the store belongs to this master key. Change nothing."""
    sealed = _sealed_text(db)
    return sealed is None or _opens(vault, sealed, NAME)


def reseal(db: Connection, old: Vault, new: Vault) -> None:
    """Seal the known text and all access keys with the newest key of `new`.

    Raises MasterKeyUnusable when `old` does not open all of them.
    """
    for row in db.execute(select(access_key.c.id, access_key.c.sealed_secret)).all():
        refusal = (
            f"master.key opens some access keys, and not {row.id}; delete that one (kaibo key delete), then try again"
        )
        sealed = moved(old, new, row.sealed_secret, row.id, refusal)
        db.execute(update(access_key).where(access_key.c.id == row.id).values(sealed_secret=sealed))
    db.execute(update(meta).where(meta.c.name == NAME).values(value=new.seal(KNOWN, NAME)))


def _sealed_text(db: Connection) -> bytes | None:
    return db.execute(select(meta.c.value).where(meta.c.name == NAME)).scalar()


def _opens_a_key(db: Connection, vault: Vault) -> bool:
    """Tell whether the vault opens one of the access keys, or there are none.

    One key is enough. When the master key was missing, older versions silently made a new one, and older access keys
    stayed.
    """
    rows = db.execute(select(access_key.c.sealed_secret, access_key.c.id).order_by(access_key.c.created_at.desc()))
    opened = [_opens(vault, sealed, label) for sealed, label in rows]
    return any(opened) or not opened


def _opens(vault: Vault, sealed: bytes, label: str) -> bool:
    try:
        vault.unseal(sealed, label)
    except (InvalidTag, ValueError):
        return False
    return True
