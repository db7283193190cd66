"""The command `kaibo`."""

import argparse
import os
import sys
import tomllib
from pathlib import Path

from limits.errors import ConfigurationError
from pydantic import ValidationError
from sqlalchemy.exc import ArgumentError, OperationalError

from kaibo import __version__
from kaibo.cli import companion as companion_commands, key as key_commands
from kaibo.cli.up import Stopped, call, migrate, serve, up
from kaibo.host.certificate import CertificateUnusable
from kaibo.host.data_folder import FolderUnusable
from kaibo.host.endpoint import Contradiction
from kaibo.host.lan.address import NoAddress
from kaibo.host.livekit.config import PortsUnusable
from kaibo.migrations import StoreUnusable
from kaibo.settings import Settings, UnknownSetting, load
from kaibo.vault import MasterKeyUnusable

TROUBLE: dict[type[Exception], str] = {
    CertificateUnusable: "the certificate",
    Contradiction: "--lan",
    NoAddress: "--lan",
    FolderUnusable: "the data folder",
    tomllib.TOMLDecodeError: "kaibo.toml",
    ArgumentError: "setting database_url",
    OperationalError: "the store (database_url)",
    StoreUnusable: "the store",
    MasterKeyUnusable: "the master key",
    PortsUnusable: "LiveKit's ports",
    ConfigurationError: "setting rate_limit_url",
}


def main() -> None:
    """Ends with 1 and one line when something is not as it should be, 2 for a wrong command line."""
    os.umask(0o077)  # what a command makes is its owner's alone, wherever that is
    given = _parser().parse_args()
    try:
        given.run(_settings(given), given)
    except Stopped as stopped:
        sys.exit(f"kaibo: {stopped}")
    except tuple(TROUBLE) as error:
        what = next(text for kind, text in TROUBLE.items() if isinstance(error, kind))
        sys.exit(f"kaibo: {what}: {str(error).splitlines()[0]}")
    except KeyboardInterrupt:
        sys.exit(130)


def _settings(given: argparse.Namespace) -> Settings:
    try:
        named = vars(given)
        return load(dict(os.environ), **{name: named.get(name) for name in ("data", "port", "tls_cert", "tls_key")})
    except UnknownSetting as unknown:
        raise Stopped(str(unknown)) from None
    except ValidationError as wrong:
        first = wrong.errors()[0]
        name = ".".join(map(str, first["loc"]))
        text = "there is no such setting" if first["type"] == "extra_forbidden" else first["msg"]
        raise Stopped(f"setting {name}: {text} (docs/settings.md lists them all)") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kaibo", description="Self-hosted live streaming whose front door is a link.")
    parser.add_argument("--version", action="version", version=f"kaibo {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, help="the data folder (default: data)")
    common.add_argument("--port", type=int, help="the web port (default: 8780)")

    https = argparse.ArgumentParser(add_help=False)
    https.add_argument("--cert", dest="tls_cert", metavar="FILE", help="serve https with this certificate (PEM)")
    https.add_argument("--key", dest="tls_key", metavar="FILE", help="and this key (PEM)")

    one = commands.add_parser("up", parents=[common, https], help="everything on this machine: store, LiveKit, server")
    one.add_argument("--json", action="store_true", help="when ready, print one JSON line")
    one.add_argument("--no-demo", dest="demo", action="store_false", help="make no demo activity")
    one.add_argument("--no-media", dest="media", action="store_false", help="run without LiveKit")
    one.add_argument(
        "--lan",
        nargs="?",
        const="",
        metavar="ADDRESS",
        help="for everybody on this network, by https with a certificate of its own; ADDRESS: this machine's there",
    )
    one.set_defaults(run=lambda s, g: up(s, demo=g.demo, media=g.media, as_json=g.json, lan=g.lan))

    one = commands.add_parser("serve", parents=[common, https], help="the server only; LiveKit is elsewhere")
    one.set_defaults(run=lambda s, g: serve(s))

    one = commands.add_parser("migrate", parents=[common], help="bring the store to this version's form")
    one.set_defaults(run=lambda s, g: migrate(s))

    _add_key(commands.add_parser("key", help="access keys"), common)

    _add_companion(commands.add_parser("companion", help="the desktop app, as this server offers it"), common)

    one = commands.add_parser("call", parents=[common], help="a signed call: kaibo call ACTION 'JSON'")
    one.add_argument("action")
    one.add_argument("body", nargs="?", default="{}")
    one.add_argument("--version", dest="api_version", default="", help="the action's version")
    one.set_defaults(run=lambda s, g: call(s, g.action, g.body, g.api_version))
    return parser


def _add_key(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    fields = argparse.ArgumentParser(add_help=False)
    fields.add_argument("--name", help="to tell it from others")
    fields.add_argument("--actions", nargs="*", metavar="PATTERN", help="only these actions, such as 'Get*'")
    fields.add_argument("--activities", nargs="*", metavar="ID", help="only calls that name one of these")
    fields.add_argument("--days", type=float, help="it ends after so many days; 0: never")

    one = commands.add_parser("create", parents=[common, fields], help="make a key; its secret is shown this once")
    one.add_argument("--account", default="", help="for this account; without it, for a new one")
    one.add_argument("--sub-account", help="it sees what this sub-account made")
    one.set_defaults(
        run=lambda s, g: key_commands.create(s, g.account, {**_fields(g), "SubAccountName": g.sub_account})
    )

    one = commands.add_parser("list", parents=[common], help="all keys, without their secrets")
    one.add_argument("--account", default="", help="of this account only")
    one.set_defaults(run=lambda s, g: key_commands.listed(s, g.account))

    one = commands.add_parser("change", parents=[common, fields], help="change a key, turn it off or on")
    one.add_argument("key")
    power = one.add_mutually_exclusive_group()
    power.add_argument("--off", dest="enable", action="store_const", const=0)
    power.add_argument("--on", dest="enable", action="store_const", const=1)
    one.set_defaults(run=lambda s, g: key_commands.change(s, g.key, {**_fields(g), "Enable": g.enable}))

    one = commands.add_parser("delete", parents=[common], help="a key is no more")
    one.add_argument("key")
    one.set_defaults(run=lambda s, g: key_commands.delete(s, g.key))


def _add_companion(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    one = commands.add_parser("import", parents=[common], help="offer the installers in a folder, by its manifest.json")
    one.add_argument("folder", type=Path, metavar="DIR")
    one.add_argument("--unsigned", action="store_true", help="a manifest without a signature will do")
    one.set_defaults(run=lambda s, g: companion_commands.bring(s, g.folder, unsigned=g.unsigned))

    one = commands.add_parser("list", parents=[common], help="what is offered")
    one.set_defaults(run=lambda s, g: companion_commands.listed(s))

    one = commands.add_parser("policy", parents=[common], help="write files for the browsers of managed machines")
    one.add_argument("folder", type=Path, metavar="DIR")
    one.set_defaults(run=lambda s, g: companion_commands.policy(s, g.folder))


def _fields(given: argparse.Namespace) -> dict[str, object]:
    return {"Name": given.name, "Actions": given.actions, "ActivityIds": given.activities, "Days": given.days}


if __name__ == "__main__":
    main()
