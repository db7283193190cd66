"""The command line of what an operator does to keep an installation: status, backups, the master key."""

import argparse
from pathlib import Path

from kaibo.settings import Settings


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add the commands. `common` has the options of all commands."""
    passphrase = argparse.ArgumentParser(add_help=False)
    passphrase.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="read the passphrase of the keys from this file"
    )

    command = commands.add_parser("backup", parents=[common, passphrase], help="write the whole installation to a file")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--no-keys", dest="keys", action="store_false", help="leave out master.key and its like")
    command.set_defaults(run=_backup)

    command = commands.add_parser("restore", parents=[common, passphrase], help="write a backup to an empty place")
    command.add_argument("file", type=Path, metavar="FILE")
    command.set_defaults(run=_restore)

    command = commands.add_parser("move", parents=[common], help="copy the store to another database")
    command.add_argument("url", metavar="URL", help="an empty database, such as postgresql+psycopg://user@host/name")
    command.set_defaults(run=_move)

    command = commands.add_parser("status", parents=[common], help="say who is live; exit with 3 when a show is")
    command.add_argument("--json", action="store_true", help="print one JSON line")
    command.set_defaults(run=_status)

    ring = commands.add_parser("master-key", help="list or replace the key that all keys come from")
    ring_commands = ring.add_subparsers(required=True, metavar="COMMAND")
    command = ring_commands.add_parser("list", parents=[common], help="list the keys, without their secrets")
    command.set_defaults(run=_list_master_keys)
    command = ring_commands.add_parser("rotate", parents=[common], help="seal and sign with a new key from now on")
    command.set_defaults(run=_rotate_master_key)
    command = ring_commands.add_parser("end", parents=[common], help="let an older key open nothing any more")
    command.add_argument("id", type=int, metavar="ID", help="its id; list shows it")
    command.set_defaults(run=_end_master_key)


# These load more than the other commands need.
def _backup(settings: Settings, given: argparse.Namespace) -> None:
    from kaibo.cli import backup

    backup.make(settings, given.file, given.passphrase_file, keys=given.keys)


def _restore(settings: Settings, given: argparse.Namespace) -> None:
    from kaibo.cli import backup

    backup.restore(settings, given.file, given.passphrase_file)


def _move(settings: Settings, given: argparse.Namespace) -> None:
    from kaibo.cli import backup

    backup.move(settings, given.url)


def _status(settings: Settings, given: argparse.Namespace) -> None:
    from kaibo.cli.status import status

    status(settings, json=given.json)


def _list_master_keys(settings: Settings, given: argparse.Namespace) -> None:
    from kaibo.cli import master_key

    master_key.listed(settings)


def _rotate_master_key(settings: Settings, given: argparse.Namespace) -> None:
    from kaibo.cli import master_key

    master_key.rotate(settings)


def _end_master_key(settings: Settings, given: argparse.Namespace) -> None:
    from kaibo.cli import master_key

    master_key.end(settings, given.id)
