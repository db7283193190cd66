"""The report of a server that started: its links, and how people reach them."""

import contextlib
import json
import sys
from dataclasses import dataclass

from kaibo.cli import admin, demo
from kaibo.dependencies import Dependencies, limits_of
from kaibo.host.data_folder import DataFolder
from kaibo.host.endpoint import Endpoint
from kaibo.host.lan import words
from kaibo.host.lan.authority import Authority
from kaibo.host.livekit.config import Ports


@dataclass(frozen=True)
class StartupReport:
    """Prints the links and how to reach them, or one JSON line."""

    folder: DataFolder
    endpoint: Endpoint
    ports: Ports | None
    """The ports of our own LiveKit, if this server runs one."""
    demo: bool
    """Make the demo, and print its links."""
    as_json: bool

    async def show(self, dependencies: Dependencies) -> None:
        """Print the report."""
        settings, authority = self.endpoint.settings, self.endpoint.authority
        shown: dict[str, object] = {"Url": settings.address}
        if authority:
            shown["AuthorityUrl"] = f"{settings.address}/ca.crt"
        if self.demo:
            shown |= await demo.links(
                dependencies.store, dependencies.vault, limits_of(settings), self.folder.path / demo.FILE
            )
        account = demo.kept(self.folder.path / demo.FILE).get("Account", "") if self.demo else ""
        if admin_url := await admin.first_link(dependencies.store, settings.address, account):
            shown["AdminUrl"] = admin_url
        print(json.dumps(shown) if self.as_json else lines(shown), flush=True)
        if authority and not self.as_json:
            self._show_advice(shown, authority)

    def _show_advice(self, shown: dict[str, object], authority: Authority) -> None:
        codes = {"guest link": "GuestUrl", "page to watch": "ViewUrl"} if self.demo else {"server's address": "Url"}
        with contextlib.suppress(UnicodeEncodeError):  # a terminal without these characters shows no codes
            for name, link in codes.items():
                print(words.code(str(shown[link]), name, coloured=sys.stdout.isatty()))
        ports = [f"TCP {self.endpoint.settings.port}"]
        if self.ports:
            ports += [f"TCP {self.ports.tcp_port}", f"UDP {self.ports.udp_port}"]
        print(words.advice(str(shown["AuthorityUrl"]), authority.fingerprint, ports), flush=True)


def lines(shown: dict[str, object]) -> str:
    """Write the links for a person, one a line."""
    text = [f"Kaibo is on air at      {shown['Url']}"]
    if "HostUrl" in shown:
        text += [
            f"Host link               {shown['HostUrl']}",
            f"Guest link              {shown['GuestUrl']}",
            f"Watch link              {shown['ViewUrl']}",
            f"Access key              {shown['AccessKeyId']}  /  {shown['SecretAccessKey']}",
        ]
    if "AdminUrl" in shown:
        text.append(f"Console, for one use    {shown['AdminUrl']}")
    return "\n".join(text)
