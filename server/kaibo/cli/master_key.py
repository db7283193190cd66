"""The commands `kaibo master-key …`: the ring of keys that all other keys come from.

A server reads the ring once, when it starts. So the ring changes only while no server runs on the store.
"""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, create_engine

from kaibo.account import seal
from kaibo.backup.errors import StoreInUse
from kaibo.backup.moving import require_no_server
from kaibo.cli import opening
from kaibo.cli.stopped import Stopped
from kaibo.features.link.assistant import table as assistants
from kaibo.host.data_folder import DataFolder, FolderInUse
from kaibo.settings import Settings
from kaibo.terminal import as_json
from kaibo.vault import MOST, MasterKey, MasterKeyUnusable, Vault


def listed(settings: Settings) -> None:
    """Print the keys, the oldest first, one JSON line each."""
    _print(DataFolder(settings.data).master_keys(sealed=True))


def rotate(settings: Settings) -> None:
    """Add a new key, seal the store's secrets with it, and print the keys. Raises Stopped.

    The ring is written first. So after a crash it opens all, whether the store changed or not.
    """
    with _alone(settings) as (db, folder, ring):
        if (number := ring[-1].id + 1) > MOST:
            raise Stopped(f"the ring has {MOST} keys; it takes no more")
        fresh = MasterKey(number, datetime.now(UTC).strftime("%F"), secrets.token_bytes(32))
        folder.write_master_keys([*ring, fresh])
        _reseal(db, Vault(ring), Vault([*ring, fresh]))
    _print([*ring, fresh])


def end(settings: Settings, number: int) -> None:
    """Let a key open nothing any more, and print the keys. Raises Stopped.

    The store changes first. So after a crash the ring opens all.
    """
    with _alone(settings) as (db, folder, ring):
        if number not in {each.id for each in ring}:
            raise Stopped(f"there is no master key {number}; kaibo master-key list shows them")
        if number == ring[-1].id:
            raise Stopped(f"{number} is the newest master key; run kaibo master-key rotate first")
        rest = [each._replace(ended=each.ended or each.id == number) for each in ring]
        _reseal(db, Vault(ring), Vault(rest))
    folder.write_master_keys(rest)
    _print(rest)


def _reseal(db: Connection, old: Vault, new: Vault) -> None:
    """Seal all secrets of the store with the newest key of `new`."""
    seal.reseal(db, old, new)
    assistants.reseal(db, old, new)


@contextmanager
def _alone(settings: Settings) -> Iterator[tuple[Connection, DataFolder, tuple[MasterKey, ...]]]:
    """Open the store in one transaction, with its data folder and ring, while no server runs. Raises Stopped."""
    opening.check(settings.database)
    folder, engine = DataFolder(settings.data), create_engine(settings.database)
    try:
        with folder.held(), engine.begin() as db:
            require_no_server(db)
            ring = folder.master_keys(sealed=True)
            if not seal.fits(db, Vault(ring)):
                raise MasterKeyUnusable("master.key in the data folder is not the key of this store")
            yield db, folder, ring
    except FolderInUse:
        raise Stopped(f"a server runs on {folder.path}; stop it first") from None
    except StoreInUse as error:
        raise Stopped(str(error)) from None
    finally:
        engine.dispose()


def _print(ring: Sequence[MasterKey]) -> None:
    for each in ring:
        print(as_json({"Id": each.id, "Made": each.made, "Newest": each is ring[-1], "Ended": each.ended}))
