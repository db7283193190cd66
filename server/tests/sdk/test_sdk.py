"""The vendor's own SDK drives Kaibo by changing the host, and reads typed answers."""

import asyncio
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import volcenginesdkcore
import volcenginesdklivesaas
import volcenginesdklivesaas20230801 as livesaas
from kaibo.access import table as access
from kaibo.call import Owner
from volcenginesdkcore.rest import ApiException

from tests.running import Running

README = Path(__file__).resolve().parents[3] / "README.md"


async def account(server: Running) -> tuple[str, str]:
    """An access key of a new account."""
    store, now = server.outside.store, time.time_ns() // 1_000_000
    owner = await store.write(lambda db: access.create_account(db, "sdk", now))
    return await store.write(lambda db: access.create_key(db, server.vault, Owner(owner), now))


def client(server: Running, key: tuple[str, str]) -> Any:
    """The SDK's own client, pointed here."""
    made = volcenginesdkcore.Configuration()
    made.host, made.scheme, made.region = server.url.removeprefix("http://"), "http", "cn-north-1"
    made.ak, made.sk = key
    return volcenginesdkcore.ApiClient(made)


@pytest.mark.anyio
async def test_the_sdk_creates_an_activity_and_reads_its_links(server: Running) -> None:
    here = client(server, await account(server))

    def calls() -> None:
        rooms, links = volcenginesdklivesaas.LIVESAASApi(here), livesaas.LIVESAAS20230801Api(here)
        made = rooms.create_activity_apiv2(volcenginesdklivesaas.CreateActivityAPIV2Request(name="发布会"))
        assert (made.status, made.activity_id_str) == (2, str(made.activity_id))
        read = rooms.get_activity_api(volcenginesdklivesaas.GetActivityAPIRequest(activity_id=made.activity_id))
        assert (read.name, read.view_url) == ("发布会", made.view_url)
        listed = rooms.list_activity_api(volcenginesdklivesaas.ListActivityAPIRequest(name="发布"))
        assert [one.id for one in listed.activities] == [made.activity_id]
        host = links.get_download_live_client(livesaas.GetDownloadLiveClientRequest(activity_id=made.activity_id))
        assert host.url.startswith(f"{server.url}/l/")
        assert host.expire_time > time.time()
        ask = livesaas.GetDownloadLiveClientRequest(activity_id=made.activity_id, login_type=1, user_name="陈一鸣")
        guest = links.get_download_live_client(ask)
        assert guest.url not in (host.url, host.tmp_url)
        assert not guest.tmp_url
        airings = volcenginesdklivesaas.ListAnActivityStartAndEndTimeAPIRequest(activity_id=made.activity_id)
        assert rooms.list_an_activity_start_and_end_time_api(airings).start_and_end_time == []
        with pytest.raises(ApiException) as refused:
            links.get_download_live_client(livesaas.GetDownloadLiveClientRequest(activity_id=404))
        assert refused.value.status == 404
        assert "ResourceNotFound.Activity" in refused.value.body
        gone = rooms.delete_activity_api(volcenginesdklivesaas.DeleteActivityAPIRequest(activity_id=made.activity_id))
        assert gone.activity_id == made.activity_id

    await asyncio.to_thread(calls)


@pytest.mark.anyio
async def test_the_readmes_script_runs(server: Running) -> None:
    script = re.search(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    assert script
    key, secret = await account(server)
    host = server.url.removeprefix("http://")
    env = {**os.environ, "KAIBO_SERVER": host, "KAIBO_AK": key, "KAIBO_SK": secret}
    command = [sys.executable, "-c", script[1]]
    done = await asyncio.to_thread(subprocess.run, command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    addresses = done.stdout.split()
    assert len(addresses) == 4
    assert all(address.startswith(server.url) for address in addresses)
