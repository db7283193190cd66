"""The content of a show's rules, beside their kinds. It holds passwords, so the store has it sealed."""

import hmac
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select, update

from kaibo.access import table
from kaibo.access.decision import Kind, kinds
from kaibo.access.table import Stored, viewing_rule
from kaibo.vault import Vault, moved

Words = dict[str, Any]
"""The fields of one rule, by wire name."""


def read(vault: Vault, activity_id: int, stored: Stored) -> dict[int, Words]:
    """Open what the rules of a show say, by place."""
    if stored.sealed is None:
        return {}
    found: dict[str, Words] = json.loads(vault.unseal(stored.sealed, _label(activity_id)))
    return {int(place): words for place, words in found.items()}


def seal(vault: Vault, activity_id: int, words: Mapping[int, Words]) -> bytes:
    """Seal what the rules of a show say, for the store."""
    return vault.seal(json.dumps(words, ensure_ascii=False), _label(activity_id))


def password(words: Words) -> str:
    """Return the password of a rule; "" for none."""
    return str((words.get("PasswordViewingRestriction") or {}).get("Password") or "")


def opens(vault: Vault, activity_id: int, stored: Stored, typed: str) -> bool:
    """Tell whether this is a password of the show. It takes the same time for every wrong one."""
    words = read(vault, activity_id, stored)
    right = [password(words.get(place, {})) for place, kind in kinds(stored).items() if kind == Kind.PASSWORD]
    fits = [hmac.compare_digest(each.encode(), typed.encode()) and bool(each) for each in right]
    return any(fits)


def copy(db: Connection, vault: Vault, source: int, target: int) -> None:
    """Give a new show the rules and white lists of an earlier one, without its bans."""
    stored = table.of(db, source)
    if stored == Stored():
        return
    words = read(vault, source, stored)
    table.put(db, target, stored._replace(revision=0, sealed=seal(vault, target, words) if words else None))
    table.copy_lists(db, source, target)


def reseal(db: Connection, old: Vault, new: Vault) -> None:
    """Seal all rules with the newest key of `new`. Raises MasterKeyUnusable when `old` does not open one."""
    rows = select(viewing_rule.c.activity, viewing_rule.c.sealed).where(viewing_rule.c.sealed.is_not(None))
    for activity_id, sealed in db.execute(rows).all():
        refusal = f"master.key does not open who may watch the show {activity_id}"
        fresh = moved(old, new, sealed, _label(activity_id), refusal)
        db.execute(update(viewing_rule).where(viewing_rule.c.activity == activity_id).values(sealed=fresh))


def _label(activity_id: int) -> str:
    return f"viewing rule {activity_id}"
