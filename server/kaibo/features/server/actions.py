"""The signed calls about the servers. They are Kaibo's own; the vendor has none.

Each server writes a report every ten seconds (`readiness/reporting.py`). So any server answers for all of them.
"""

import json
from typing import Any, cast

from kaibo.account import last_backup
from kaibo.call import Call
from kaibo.cluster import members, reports
from kaibo.cluster.reports import Report
from kaibo.errors import AccessDenied
from kaibo.gateway.action import Nothing, Wire, action

LATE_MS = int(3 * reports.SECONDS * 1000)
"""A server whose report is older than this is not well."""


NO_REPORT = '{"nodes": [], "database": {"kind": "", "size": 0}}'


class Part(Wire):
    """One part of a server, as `/ready` tells it."""

    name: str
    ok: bool
    reason: str
    """Why it is not ready, or what else is to know. Often ""."""


class Disk(Wire):
    """The disk of a folder in which a server writes. Sizes are in bytes."""

    folder: str
    free: int
    total: int


class ListedServer(Wire):
    """A server. Times are unix seconds."""

    server_id: str
    living: bool
    """It holds a lease, and its report is fresh."""
    well: bool
    """It lives, and all its parts are ready."""
    version: str
    begin_time: int
    """When its process began."""
    report_time: int
    """When it wrote its report."""
    lease_end_time: int
    """When its lease ends; 0 without a lease."""
    live_shows: int
    """The live shows that it owns."""
    viewers: int
    """The viewers of the shows that it owns."""
    stage_people: int
    streams: int
    """Open event streams."""
    sockets: int
    """Open connections of signalling."""
    parts: list[Part]
    disks: list[Disk]


class ListedNode(Wire):
    """A node of the media engine."""

    name: str
    """Its id and address; its address alone where the servers do not know LiveKit's Redis."""
    up: bool
    draining: bool
    rooms: int
    """-1 where the servers do not know it."""


class Database(Wire):
    """The database of the installation."""

    kind: str
    """`sqlite` or `postgresql`; "" before the first report."""
    size: int
    """In bytes."""
    backup_time: int
    """The moment that the last `kaibo backup` shows, in unix seconds; 0 for none."""


class ListedServers(Wire):
    well: bool
    """All servers and all nodes are well."""
    servers: list[ListedServer]
    nodes: list[ListedNode]
    database: Database


class ShownSetting(Wire):
    """One setting of a server."""

    name: str
    """As in kaibo.toml."""
    value: str
    """Without passwords. A secret that is set is "•••"."""
    source: str
    """`default`, `file`, `environment` or `command line`."""


class ServerSettings(Wire):
    server_id: str
    settings: list[ShownSetting]


class AllServerSettings(Wire):
    servers: list[ServerSettings]


@action("ListServers")
def list_servers(call: Call, request: Nothing) -> ListedServers:
    """List the servers of this installation and the nodes of its media engine, as of at most ten seconds ago.

    A server that stopped without a word stays in the list for ten minutes. Raises AccessDenied for a sub-account.
    """
    if call.owner.sub_account:
        raise AccessDenied("livesaas:ListServers", "the servers")
    leases = members.leases(call.db)
    found = reports.listed(call.db)
    servers = [_listed(each, leases.get(each.server, 0), call.now) for each in found]
    newest = max(found, key=lambda each: each.written_at, default=None)
    report: dict[str, Any] = json.loads(newest.report if newest else NO_REPORT)
    nodes = [ListedNode(**node) for node in report["nodes"]]
    well = bool(servers) and all(server.well for server in servers) and all(node.up for node in nodes)
    database = Database(**report["database"], backup_time=last_backup.known(call.db) // 1000)
    return ListedServers(well=well, servers=servers, nodes=nodes, database=database)


@action("GetServerSettings")
def get_server_settings(call: Call, request: Nothing) -> AllServerSettings:
    """Return the settings of each living server, without secrets.

    Raises AccessDenied for a caller with limited rights.
    """
    if not call.whole:
        raise AccessDenied("livesaas:GetServerSettings", "the settings of servers")
    leases = members.leases(call.db)
    return AllServerSettings(
        servers=[
            ServerSettings(server_id=each.server, settings=_settings(each))
            for each in reports.listed(call.db)
            if each.server in leases
        ]
    )


def _settings(report: Report) -> list[ShownSetting]:
    return [ShownSetting(name=name, value=value, source=source) for name, value, source in json.loads(report.settings)]


def _listed(report: Report, lease_until: int, now: int) -> ListedServer:
    found = cast(dict[str, Any], json.loads(report.report))
    living = lease_until > now and report.written_at > now - LATE_MS
    return ListedServer(
        server_id=report.server,
        living=living,
        well=living and all(part["ok"] for part in found["parts"]),
        version=report.version,
        begin_time=report.begun_at // 1000,
        report_time=report.written_at // 1000,
        lease_end_time=lease_until // 1000,
        live_shows=found["shows"],
        viewers=found["viewers"],
        stage_people=found["people"],
        streams=found["streams"],
        sockets=found["sockets"],
        parts=[Part(**part) for part in found["parts"]],
        disks=[Disk(**disk) for disk in found["disks"]],
    )
