"""The ready-made demo: one account, one key, one activity, and its links. The data folder keeps it."""

import json
from pathlib import Path

from sqlalchemy import Connection

from kaibo.account import table as access
from kaibo.activity import table as activities
from kaibo.activity.rights import of_call
from kaibo.call import Call, Limits, Owner
from kaibo.clock import now_ms
from kaibo.cluster.members import room_names
from kaibo.disk import write_private
from kaibo.features.link.vendor import GetDownloadLiveClient, get_download_live_client
from kaibo.session.role import Role
from kaibo.store import Store
from kaibo.vault import Vault

NAME = "Kaibo 演示 · Demo"
GUEST = "嘉宾"
FILE = "demo.json"
NAMES = ("Account", "AccessKeyId", "SecretAccessKey", "ActivityId")


async def links(store: Store, vault: Vault, limits: Limits, file: Path) -> dict[str, object]:
    """Make the demo if it is missing. Return its key and its links, as `kaibo up` prints them."""
    before = kept(file)
    state = await store.write(lambda db: _complete(db, vault, before))
    if state != before:
        write_private(file, json.dumps(state, indent=1))
    return await store.read(lambda db: _links(db, vault, limits, state))


def kept(file: Path) -> dict[str, str]:
    """Read the demo's state. Return {} when the file is missing, or broken by a power cut."""
    try:
        state = json.loads(file.read_text())
    except (OSError, ValueError):
        return {}
    whole = isinstance(state, dict) and all(isinstance(state.get(name), str) for name in NAMES)
    return state if whole and state["ActivityId"].isdecimal() else {}


def _complete(db: Connection, vault: Vault, kept: dict[str, str]) -> dict[str, str]:
    """Create the parts of the demo that are not in the store. Return its state."""
    now, state = now_ms(), dict(kept)
    if access.key(db, state.get("AccessKeyId", "")) is None:
        state["Account"] = access.create_account(db, "demo", now)
        state["AccessKeyId"], state["SecretAccessKey"] = access.create_key(db, vault, Owner(state["Account"]), now)
    show = activities.find(db, int(state.get("ActivityId", 0)))
    if show is None or show.deleted_at is not None or show.account != state["Account"]:
        made = activities.create(
            db, Owner(state["Account"]), now, name=NAME, live_time=now, planned=False, room_names=room_names(db)
        )
        state["ActivityId"] = str(made.id)
    return state


def _links(db: Connection, vault: Vault, limits: Limits, state: dict[str, str]) -> dict[str, object]:
    call = Call(db=db, now=now_ms(), owner=Owner(state["Account"]), limits=limits, vault=vault)
    activity_id = int(state["ActivityId"])
    host = get_download_live_client(call, GetDownloadLiveClient(activity_id=activity_id))
    request = GetDownloadLiveClient(activity_id=activity_id, login_type=Role.GUEST, user_name=GUEST)
    guest = get_download_live_client(call, request)
    return {
        "AccessKeyId": state["AccessKeyId"],
        "SecretAccessKey": state["SecretAccessKey"],
        "ActivityId": activity_id,
        "HostUrl": host.url,
        "TmpUrl": host.tmp_url,
        "GuestUrl": guest.url,
        "ViewUrl": limits.view_url(of_call(call, activity_id).view_path),
    }
