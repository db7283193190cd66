"""The proxies of docs/run.md, with the real programs, on a port that is neither 80 nor 443."""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from kaibo.host.livekit.config import LOOPBACK, free_port
from kaibo.session.role import Role
from kaibo.settings import Settings

from tests.features.audience.test_live import live, tab
from tests.running import PATIENCE, Running, views

pytestmark = pytest.mark.anyio
DOCS = (Path(__file__).resolve().parents[2] / "docs/run.md").read_text()
UPSTREAM = "127.0.0.1:8780"


@dataclass
class Proxied(Running):
    """A server whose address is the proxy's. It listens on another port."""

    port: int = 0

    @property
    def settings(self) -> Settings:
        return Settings(data=self.folder, port=self.port, public_url=self.url)


def block(program: str) -> str:
    """Return the block of the documentation that begins with this comment."""
    found = re.findall(rf"^```\n# {program}\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL)
    assert len(found) == 1
    assert UPSTREAM in found[0]
    return str(found[0])


def nginx(location: str, upstream: int, port: int, folder: Path) -> list[str]:
    """Put the documented location into a configuration that needs nothing of this machine. Return the command."""
    paths = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    file = folder / "nginx.conf"
    file.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log stderr; {'user root;' if os.geteuid() == 0 else ''}\n"
        "events {}\nhttp {\n"
        + "".join(f"{path}_temp_path {folder}/{path};\n" for path in paths)
        + f"server {{ listen {LOOPBACK}:{port};\n{location.replace(UPSTREAM, f'{LOOPBACK}:{upstream}')}\n}}\n}}\n"
    )
    return [shutil.which("nginx") or "/usr/sbin/nginx", "-e", "stderr", "-c", str(file)]


def caddy(site: str, upstream: int, port: int, folder: Path) -> list[str]:
    """Give the documented site this machine's address, in plain http. Return the command."""
    assert site.startswith("live.example.com {")
    site = site.replace("live.example.com", f"http://{LOOPBACK}:{port}").replace(UPSTREAM, f"{LOOPBACK}:{upstream}")
    file = folder / "Caddyfile"
    file.write_text(f"{{\n\tadmin off\n\tstorage file_system {folder}/caddy\n}}\n{site}")
    return ["caddy", "run", "--config", str(file), "--adapter", "caddyfile"]


Command = Callable[[str, int, int, Path], list[str]]


@asynccontextmanager
async def behind(server: Running, command: Command, text: str) -> AsyncIterator[Proxied]:
    """Run the server behind a proxy with this block."""
    await server.stop()
    port, upstream = free_port(), free_port()
    proxied = Proxied(
        f"http://{LOOPBACK}:{port}", server.folder, server.store_url, server.ports, server.livekit, port=upstream
    )
    proxied.trusted_proxies = LOOPBACK
    await proxied.start()
    environment = {**os.environ, "HOME": str(server.folder)}
    program = await asyncio.create_subprocess_exec(*command(text, upstream, port, server.folder), env=environment)
    try:
        await _opens(program, port)
        yield proxied
    finally:
        for client in proxied.clients:
            await client.aclose()
        program.terminate()
        await program.wait()
        await proxied.stop()
        await server.start()  # the fixture stops it


async def _opens(program: asyncio.subprocess.Process, port: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            assert program.returncode is None, "the proxy did not start"
            try:
                _, writer = await asyncio.open_connection(LOOPBACK, port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                await writer.wait_closed()
                return


@pytest.mark.parametrize(("program", "command"), [("nginx", nginx), ("Caddyfile", caddy)])
async def test_documented_proxy_passes_pages_streams_sockets_and_signed_calls(
    server: Running, program: str, command: Command
) -> None:
    async with behind(server, command, block(program)) as proxied:
        page = await proxied.client().get("/enter")
        assert page.status_code == 200, page.headers
        show = await proxied.show()
        host, path = await proxied.person(show, Role.HOST), await proxied.watch_path(show)
        async with views(host.http, host.path) as seen:
            assert (await anext(seen))["Session"]["Role"] == Role.HOST
        await live(show)
        async with tab(proxied, proxied.client(), path):
            pass
        await proxied.delete(show)


async def test_proxy_that_drops_the_port_is_named(server: Running) -> None:
    wrong = block("nginx").replace("$http_host", "$host")
    async with behind(server, nginx, wrong) as proxied:
        browser = proxied.client()
        browser.follow_redirects = True
        page = await browser.get("/enter", headers={"Accept-Language": "en"})
        assert page.status_code == 421
        assert f"You came by <code>{LOOPBACK}</code>, public_url is <code>{proxied.url}</code>" in page.text
        with pytest.raises(AssertionError, match=f"the host {LOOPBACK}, and public_url is {proxied.url}"):
            await proxied.delete(await proxied.show())
