"""The metrics of a running server: their names, which are an API, and what they count."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from kaibo.media.memory import MemoryEngine
from kaibo.media.relay import Rtc
from kaibo.metrics import Metrics
from kaibo.readiness.metrics_page import MetricsPage

from tests.readiness.test_ready import Served, on_sqlite, own_clock, serving  # noqa: F401 (a fixture)

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).resolve().parents[3]
NAMES = {
    "kaibo_calls_total": {"door", "action", "code"},
    "kaibo_call_seconds": {"door", "action"},
    "kaibo_shows": {"status"},
    "kaibo_viewers": {"way"},
    "kaibo_stage_people": set(),
    "kaibo_streams": {"door"},
    "kaibo_relays": set(),
    "kaibo_store_up": set(),
    "kaibo_store_seconds": {"kind"},
    "kaibo_store_retries_total": set(),
    "kaibo_store_queue": {"state"},
    "kaibo_media_up": {"node"},
    "kaibo_bus_up": set(),
    "kaibo_reconcile_look_seconds": set(),
    "kaibo_reconcile_lag_seconds": set(),
    "kaibo_reconcile_removed_total": set(),
    "kaibo_ghost_rooms": set(),
    "kaibo_owner": set(),
    "kaibo_nudge_seconds": set(),
    "kaibo_first_picture_seconds": {"role"},
    "kaibo_stalls_total": {"role"},
    "kaibo_audit_waiting": set(),
    "kaibo_audit_lost_total": set(),
    "kaibo_disk_free_bytes": set(),
    "kaibo_cert_expires_seconds": set(),
    "kaibo_clock_skew_seconds": set(),
}
"""Each name with its labels. Dashboards and alerts of others use them, so none may change."""


@asynccontextmanager
async def page(made: MetricsPage) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app=made.app())
    async with httpx2.AsyncClient(transport=transport, base_url="http://metrics") as http:
        yield http


def metrics_of(served: Served) -> MetricsPage:
    """Return the page for Prometheus of a running server."""
    return MetricsPage(served.dependencies.metrics)


def names(metrics: Metrics) -> dict[str, set[str]]:
    """Return each name as a program asks for it, with its labels."""
    instruments: dict[Any, list[str]] = metrics.registry._collector_to_names
    found = {}
    for instrument in instruments:
        name, kind = instrument._name, instrument._type
        found[name + ("_total" if kind == "counter" else "")] = set(instrument._labelnames)
    return found


def test_names_and_labels_stay() -> None:
    assert names(Metrics()) == NAMES


def test_documents_name_exactly_these_metrics() -> None:
    text = (ROOT / "docs/run.md").read_text().partition("\n## Metrics\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"kaibo_\w+", text)) == NAMES.keys()


@pytest.mark.parametrize("file", ["dashboard.json", "alerts.yml"])
def test_dashboard_and_alerts_ask_for_metrics_that_exist(file: str) -> None:
    text = (ROOT / "docs/operations" / file).read_text()
    asked = {re.sub(r"_(bucket|sum|count)$", "", name) for name in re.findall(r"\bkaibo_\w+", text)}
    assert asked <= NAMES.keys()
    assert len(asked) > 8
    if file.endswith(".json"):
        json.loads(text)


@on_sqlite
async def test_calls_are_counted_without_what_callers_typed(store_url: str, tmp_path: Path) -> None:
    async with serving(tmp_path, store_url) as served, page(metrics_of(served)) as http:
        await served.http.post("/?Action=Typed_name&Version=2020-06-01")
        await served.http.post("/?Action=GetActivityAPI&Version=2020-06-01")
        await served.http.post("/client/OpenLaunch", json={"Token": "x"}, headers={"Origin": str(served.http.base_url)})
        text = (await http.get("/metrics")).text
    assert "Typed_name" not in text
    counted = re.findall(r'^kaibo_calls_total\{action="(\w+)",code="([\w.]+)",door="(\w+)"\} 1\.0$', text, re.M)
    assert {(door, action) for action, _, door in counted} == {
        ("signed", "unknown"),
        ("signed", "GetActivityAPI"),
        ("client", "OpenLaunch"),
    }
    zeros = (
        'kaibo_viewers{way="webrtc"}',
        'kaibo_viewers{way="hls"}',
        'kaibo_streams{door="watch"}',
        'kaibo_shows{status="live"}',
        "kaibo_owner",
        "kaibo_ghost_rooms",
        "kaibo_audit_lost_total",
        "kaibo_store_retries_total",
        'kaibo_store_queue{state="waiting"}',
        'kaibo_store_queue{state="held"}',
    )
    for line in ("kaibo_store_up 1.0", *(f"{zero} 0.0" for zero in zeros)):
        assert f"\n{line}\n" in text
    assert "kaibo_media_up{" not in text, "this server runs without media"
    assert float(re.search(r"^kaibo_disk_free_bytes (\S+)$", text, re.M)[1]) > 0  # type: ignore[index]


@on_sqlite
async def test_each_node_of_the_setting_has_its_own_gauge(store_url: str, tmp_path: Path) -> None:
    rtc = Rtc("http://10.0.0.1:7880,http://10.0.0.2:7880", "key", "secret")
    async with serving(tmp_path, store_url, rtc, MemoryEngine()) as served, page(metrics_of(served)) as http:
        rtc.addresses.failed("http://10.0.0.2:7880")
        text = (await http.get("/metrics")).text
    assert re.findall(r"^kaibo_media_up.*", text, re.M) == [
        'kaibo_media_up{node="10.0.0.1:7880"} 1.0',
        'kaibo_media_up{node="10.0.0.2:7880"} 0.0',
    ]


async def test_page_without_a_livekit_of_its_own_says_where_to_ask() -> None:
    async with page(MetricsPage(Metrics())) as http:
        answer = await http.get("/metrics/livekit")
    assert answer.status_code == 404
    assert "prometheus port" in answer.text
    async with page(MetricsPage(Metrics(), "http://127.0.0.1:1/metrics")) as http:
        assert (await http.get("/metrics/livekit")).status_code == 503
