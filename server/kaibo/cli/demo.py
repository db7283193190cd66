"""The ready-made demo: one account, one key, one activity, kept in the data folder, and its links."""

import json
import time
from pathlib import Path

from sqlalchemy import Connection

from kaibo.account import table as access
from kaibo.activity import table as activities
from kaibo.activity.rights import of_call
from kaibo.call import Call, Limits, Owner
from kaibo.disk import write_private
from kaibo.features.link.vendor import GetDownloadLiveClient, get_download_live_client
from kaibo.session.role import Role
from kaibo.store import Store
from kaibo.vault import Vault

NAME = "Kaibo 演示 · Demo"
GUEST = "嘉宾"
FILE = "demo.json"
NAMES = ("Account", "AccessKeyId", "SecretAccessKey", "ActivityId")


async def links(store: Store, vault: Vault, rules: Limits, file: Path) -> dict[str, object]:
    """What `kaibo up` prints: AccessKeyId, SecretAccessKey, ActivityId, HostUrl, TmpUrl, GuestUrl, ViewUrl."""
    found = kept(file)
    made = await store.write(lambda db: _made(db, vault, found))
    if made != found:
        write_private(file, json.dumps(made, indent=1))
    return await store.read(lambda db: _links(db, vault, rules, made))


def kept(file: Path) -> dict[str, str]:
    """Read what is kept of the demo; nothing when the file is missing or broken, as after a power cut."""
    try:
        found = json.loads(file.read_text())
    except (OSError, ValueError):
        return {}
    whole = isinstance(found, dict) and all(isinstance(found.get(name), str) for name in NAMES)
    return found if whole and found["ActivityId"].isdecimal() else {}


def _made(db: Connection, vault: Vault, kept: dict[str, str]) -> dict[str, str]:
    """What is kept, with whatever of it is not in the store any more made anew."""
    now, made = _now(), dict(kept)
    if access.key(db, made.get("AccessKeyId", "")) is None:
        made["Account"] = access.create_account(db, "demo", now)
        made["AccessKeyId"], made["SecretAccessKey"] = access.create_key(db, vault, Owner(made["Account"]), now)
    found = activities.find(db, int(made.get("ActivityId", 0)))
    if found is None or found.deleted_at is not None or found.account != made["Account"]:
        made["ActivityId"] = str(activities.create(db, Owner(made["Account"]), now, name=NAME, live_time=now).id)
    return made


def _links(db: Connection, vault: Vault, rules: Limits, made: dict[str, str]) -> dict[str, object]:
    call = Call(db=db, now=_now(), owner=Owner(made["Account"]), limits=rules, vault=vault)
    activity_id = int(made["ActivityId"])
    host = get_download_live_client(call, GetDownloadLiveClient(activity_id=activity_id))
    ask = GetDownloadLiveClient(activity_id=activity_id, login_type=Role.GUEST, user_name=GUEST)
    guest = get_download_live_client(call, ask)
    return {
        "AccessKeyId": made["AccessKeyId"],
        "SecretAccessKey": made["SecretAccessKey"],
        "ActivityId": activity_id,
        "HostUrl": host.url,
        "TmpUrl": host.tmp_url,
        "GuestUrl": guest.url,
        "ViewUrl": rules.view_url(of_call(call, activity_id).view_path),
    }


def _now() -> int:
    return time.time_ns() // 1_000_000
