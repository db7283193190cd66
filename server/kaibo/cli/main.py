"""The command `kaibo`."""

import argparse
import os
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.exc import ArgumentError, OperationalError

from kaibo import __version__
from kaibo.cli import admin as admin_commands, companion as companion_commands, keeping, key as key_commands, opening
from kaibo.cli.stopped import Stopped
from kaibo.features.admin.roles import Role
from kaibo.files.folder import FilesUnusable
from kaibo.host.certificate import CertificateUnusable
from kaibo.host.data_folder import DataFolder, FolderUnusable
from kaibo.host.endpoint import Contradiction
from kaibo.host.lan.address import NoAddress
from kaibo.host.livekit.config import PortsUnusable
from kaibo.migrations import StoreUnusable
from kaibo.settings import Settings, UnknownSetting, load
from kaibo.terminal import lines
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
    FilesUnusable: "the folder of files (setting files)",
    PortsUnusable: "LiveKit's ports",
}
"""Expected errors, and the part of Kaibo that the message names."""
READER_LEFT = 141
"""The exit code when the reader of a pipe left early, as `head` does: that of a shell for SIGPIPE."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command, by default that of this process.

    Exit with 1 and one line for an expected error, and with 2 for a wrong command line.
    """
    os.umask(0o077)  # only the user may read the files that a command makes, wherever they are
    given = _parser().parse_args(arguments)
    try:
        given.run(_settings(given), given)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains again at its end
        sys.exit(READER_LEFT)
    except Stopped as stopped:
        sys.exit(lines(f"kaibo: {stopped}"))
    except tuple(TROUBLE) as error:
        what = next(text for kind, text in TROUBLE.items() if isinstance(error, kind))
        sys.exit(lines(f"kaibo: {what}: {str(error).splitlines()[0]}"))
    except KeyboardInterrupt:
        sys.exit(130)


def _settings(arguments: argparse.Namespace) -> Settings:
    try:
        named = vars(arguments)
        return load(dict(os.environ), **{name: named.get(name) for name in ("data", "port", "tls_cert", "tls_key")})
    except UnknownSetting as unknown:
        raise Stopped(str(unknown)) from None
    except ValidationError as wrong:
        first = wrong.errors()[0]
        name = ".".join(map(str, first["loc"]))
        text = (
            "there is no such setting"
            if first["type"] == "extra_forbidden"
            else first["msg"].removeprefix("Value error, ")
        )
        raise Stopped(f"setting {name}: {text} (docs/settings.md lists them all)") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kaibo", description="A self-hosted live-streaming server.")
    parser.add_argument("--version", action="version", version=f"kaibo {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, help="the data folder (default: data)")
    common.add_argument("--port", type=int, help="the web port (default: 8780)")

    https = argparse.ArgumentParser(add_help=False)
    https.add_argument("--cert", dest="tls_cert", metavar="FILE", help="serve https with this certificate (PEM)")
    https.add_argument("--key", dest="tls_key", metavar="FILE", help="and this key (PEM)")

    command = commands.add_parser("up", parents=[common, https], help="run everything here: store, LiveKit, server")
    command.add_argument("--json", action="store_true", help="when ready, print one JSON line")
    command.add_argument("--no-demo", dest="demo", action="store_false", help="do not make the demo activity")
    command.add_argument("--no-media", dest="media", action="store_false", help="run without LiveKit")
    command.add_argument(
        "--lan",
        nargs="?",
        const="",
        metavar="ADDRESS",
        help="serve this local network over HTTPS with a self-made certificate; ADDRESS selects the interface",
    )
    command.set_defaults(run=_up)

    command = commands.add_parser("serve", parents=[common, https], help="run only the server; LiveKit runs elsewhere")
    command.set_defaults(run=_serve)

    command = commands.add_parser("migrate", parents=[common], help="bring the store to this version's form")
    command.set_defaults(run=lambda s, g: opening.migrate(s, DataFolder(s.data)))

    keeping.add(commands, common)

    _add_key(commands.add_parser("key", help="manage access keys"), common)

    _add_admin(commands.add_parser("admin", help="manage the console's admins"), common)

    _add_companion(commands.add_parser("companion", help="manage the desktop app that this server offers"), common)

    command = commands.add_parser("drain", parents=[common], help="take shows away from a LiveKit node")
    command.add_argument("node", nargs="?", metavar="NODE", help="its id or address; --list shows both")
    command.add_argument("--minutes", type=float, default=30, help="when shows that still run there move (default: 30)")
    command.add_argument("--list", action="store_true", help="list the nodes")
    command.add_argument("--undo", action="store_true", help="let the node take shows again")
    command.set_defaults(run=_drain)

    command = commands.add_parser(
        "check", parents=[common, https], help="check this machine, and name a cure for each fault"
    )
    command.add_argument("--json", action="store_true", help="print each check as a line of JSON")
    command.set_defaults(run=_check)

    command = commands.add_parser("call", parents=[common], help="make a signed call: kaibo call ACTION 'JSON'")
    command.add_argument("action")
    command.add_argument("body", nargs="?", default="{}")
    command.add_argument("--version", dest="api_version", default="", help="the action's version")
    command.set_defaults(run=_call)
    return parser


# These load much of the server, which takes a second. The other commands do not wait for that.
def _up(settings: Settings, given: argparse.Namespace) -> None:
    from kaibo.cli.up import up

    up(settings, demo=given.demo, media=given.media, as_json=given.json, lan=given.lan)


def _serve(settings: Settings, given: argparse.Namespace) -> None:
    from kaibo.cli.up import serve

    serve(settings)


def _call(settings: Settings, given: argparse.Namespace) -> None:
    from kaibo.cli.call import call

    call(settings, given.action, given.body, given.api_version)


def _check(settings: Settings, given: argparse.Namespace) -> None:
    from kaibo.cli.check import check

    check(settings, json=given.json)


def _drain(settings: Settings, given: argparse.Namespace) -> None:
    from kaibo.cli import drain

    if given.list:
        drain.listed(settings)
    elif given.node is None:
        raise Stopped("drain needs the NODE; --list shows them")
    elif given.undo:
        drain.end(settings, given.node)
    else:
        drain.begin(settings, given.node, max(0.0, given.minutes))


def _add_key(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    fields = argparse.ArgumentParser(add_help=False)
    fields.add_argument("--name", help="a name, to tell the key from others")
    fields.add_argument("--actions", nargs="*", metavar="PATTERN", help="allow only these actions, such as 'Get*'")
    fields.add_argument("--activities", nargs="*", metavar="ID", help="allow only calls about these activities")
    fields.add_argument("--days", type=float, help="days until the key expires (0: never)")

    command = commands.add_parser(
        "create", parents=[common, fields], help="create a key; only this command shows its secret"
    )
    command.add_argument("--account", default="", help="the account of the key (default: a new account)")
    command.add_argument("--sub-account", help="the sub-account whose activities the key sees")
    command.set_defaults(
        run=lambda s, g: key_commands.create(s, g.account, {**_fields(g), "SubAccountName": g.sub_account})
    )

    command = commands.add_parser("list", parents=[common], help="list the keys, without their secrets")
    command.add_argument("--account", default="", help="list only this account's keys")
    command.set_defaults(run=lambda s, g: key_commands.listed(s, g.account))

    command = commands.add_parser("change", parents=[common, fields], help="change a key, or turn it off or on")
    command.add_argument("key")
    power = command.add_mutually_exclusive_group()
    power.add_argument("--off", dest="enable", action="store_const", const=0)
    power.add_argument("--on", dest="enable", action="store_const", const=1)
    command.set_defaults(run=lambda s, g: key_commands.change(s, g.key, {**_fields(g), "Enable": g.enable}))

    command = commands.add_parser("delete", parents=[common], help="delete a key")
    command.add_argument("key")
    command.set_defaults(run=lambda s, g: key_commands.delete(s, g.key))


def _add_admin(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("link", parents=[common], help="print a sign-in link for one use within an hour")
    command.add_argument(
        "name",
        nargs="?",
        default="",
        help="the admin whom it lets in (default: the only owner). With --new: the name of the new one",
    )
    command.add_argument("--new", dest="role", choices=list(Role), default="", help="make an admin with this role")
    command.add_argument("--account", default="", help="the account of a new admin (default: the only one)")
    command.set_defaults(run=lambda s, g: admin_commands.link(s, g.name, g.account, g.role))

    command = commands.add_parser("list", parents=[common], help="list the admins")
    command.set_defaults(run=lambda s, g: admin_commands.listed(s))

    command = commands.add_parser("delete", parents=[common], help="delete an admin")
    command.add_argument("name")
    command.set_defaults(run=lambda s, g: admin_commands.delete(s, g.name))


def _add_companion(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("import", parents=[common], help="offer the installers that a manifest.json lists")
    command.add_argument("folder", type=Path, metavar="DIR")
    command.add_argument("--unsigned", action="store_true", help="accept a manifest without a signature")
    command.set_defaults(run=lambda s, g: companion_commands.bring(s, g.folder, unsigned=g.unsigned))

    command = commands.add_parser("list", parents=[common], help="list the offered installers")
    command.set_defaults(run=lambda s, g: companion_commands.listed(s))

    command = commands.add_parser("policy", parents=[common], help="write policy files for managed machines")
    command.add_argument("folder", type=Path, metavar="DIR")
    command.set_defaults(run=lambda s, g: companion_commands.policy(s, g.folder))


def _fields(arguments: argparse.Namespace) -> dict[str, object]:
    return {
        "Name": arguments.name,
        "Actions": arguments.actions,
        "ActivityIds": arguments.activities,
        "Days": arguments.days,
    }


if __name__ == "__main__":
    main()
