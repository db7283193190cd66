"""The commands `kaibo key …`. They make the calls about access keys for a person who may read the data folder.

They are safe while the server runs. They change the form of no store, so the server may be of an older version.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, create_engine

from kaibo.account import actions, table
from kaibo.account.actions import CreateAccessKey, DeleteAccessKey, UpdateAccessKey
from kaibo.call import Call, Limits, Owner
from kaibo.cli import opening
from kaibo.cli.stopped import Stopped
from kaibo.clock import now_ms
from kaibo.errors import ApiError
from kaibo.features.audit import table as audit
from kaibo.gateway.action import Wire
from kaibo.host.data_folder import DataFolder
from kaibo.settings import Settings
from kaibo.terminal import as_json

DAY = 24 * 3600
"""Seconds."""
ACTOR = "kaibo key"
"""The name in the audit log for a person who may read the data folder."""


def create(settings: Settings, account: str, fields: dict[str, Any]) -> None:
    """Create a key and print it. Without an account, create an account too, and without a store, a store."""
    opening.make(settings, DataFolder(settings.data))

    def work(call: Call) -> dict[str, Any]:
        if account and account not in table.accounts(call.db):
            raise Stopped(f"there is no account {account}")
        owner = account or table.create_account(call.db, "", call.now)
        key = actions.create_access_key(_of(call, owner), CreateAccessKey.model_validate(_timed(call, fields)))
        return {"Account": owner, **_wire(key)}

    _run(settings, work)


def listed(settings: Settings, account: str) -> None:
    """Print the keys of an account, or of all, one JSON line each."""

    def work(call: Call) -> list[dict[str, Any]]:
        owners = [account] if account else table.accounts(call.db)
        keys = [key for owner in owners for key in table.keys(call.db, owner)[0]]
        return [{"Account": key.account, **_wire(actions.listed(key))} for key in keys]

    _run(settings, work)


def change(settings: Settings, key: str, fields: dict[str, Any]) -> None:
    """Change a key, or turn it off or on."""

    def work(call: Call) -> dict[str, Any]:
        request = UpdateAccessKey.model_validate({"AccessKeyId": key, **_timed(call, fields)})
        actions.update_access_key(_of(call, _owner(call.db, key)), request)
        return {
            "Account": _owner(call.db, key),
            **_wire(actions.listed(table.own_key(call.db, _owner(call.db, key), key))),
        }

    _run(settings, work)


def delete(settings: Settings, key: str) -> None:
    """Delete a key."""

    def work(call: Call) -> dict[str, Any]:
        return _wire(actions.delete_access_key(_of(call, _owner(call.db, key)), DeleteAccessKey(access_key_id=key)))

    _run(settings, work)


def _run(settings: Settings, work: Callable[[Call], Any]) -> None:
    """Run the work in one transaction. Print its result as JSON, and a list line by line. Raises Stopped."""
    opening.check(settings.database)
    vault = opening.vault(settings.database, DataFolder(settings.data))
    engine = create_engine(settings.database)
    limits = Limits(public_url=settings.address)
    try:
        with engine.begin() as db:
            call = Call(db=db, now=now_ms(), owner=Owner(""), limits=limits, vault=vault, whole=True)
            result = work(call)
            audit.write(db, [event._replace(actor_name=ACTOR) for event in call.events])
    except ApiError as error:
        raise Stopped(str(error)) from None
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise Stopped(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    finally:
        engine.dispose()
    for line in result if isinstance(result, list) else [result]:
        print(as_json(line))


def _of(call: Call, account: str) -> Call:
    """Return the same call for an account."""
    return replace(call, owner=Owner(account))


def _owner(db: Connection, key: str) -> str:
    row = table.key(db, key)
    if row is None:
        raise Stopped(f"there is no access key {key}")
    return row.account


def _timed(call: Call, fields: dict[str, Any]) -> dict[str, Any]:
    """Turn Days from now into ExpireTime. 0 stands for never. Leave out fields that are None."""
    present = {name: value for name, value in fields.items() if value is not None}
    days = present.pop("Days", None)
    return present if days is None else {**present, "ExpireTime": int(call.now / 1000 + days * DAY) if days else 0}


def _wire(result: Wire) -> dict[str, Any]:
    return result.model_dump(by_alias=True)
