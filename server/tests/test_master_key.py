"""The ring of master keys. After a rotation old links open, until their key is ended."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from kaibo.account import table as accounts
from kaibo.activity import table as activities
from kaibo.call import Call, Limits, Owner
from kaibo.cli import opening
from kaibo.clock import now_ms
from kaibo.cluster.members import Members
from kaibo.features.link import join_code, state
from kaibo.features.link.assistant import table
from kaibo.features.link.assistant.accounts import password
from kaibo.features.link.assistant.calls import UpdateTeachAssistantAccount, update_account
from kaibo.features.link.errors import UnknownLink
from kaibo.host.data_folder import DataFolder
from kaibo.session.role import Role
from kaibo.session.viewer import make_pass, read_pass
from kaibo.vault import MasterKey, parse, written
from sqlalchemy import create_engine, select

from tests.backup.conftest import cheap_guesses, other, place
from tests.backup.place import Place
from tests.command import refused
from tests.databases import SQLITE

__all__ = ["cheap_guesses", "other", "place"]
T = TypeVar("T")
PASSWORD = "of an assistant"


def with_call(place: Place, work: Callable[[Call], T]) -> T:
    """Run work in a call of a server that starts now, with the keys of the data folder."""
    vault, engine = opening.vault(place.url, DataFolder(place.data)), create_engine(place.url)
    try:
        with engine.begin() as db:
            return work(Call(db=db, now=now_ms(), owner=Owner(""), limits=Limits(public_url=""), vault=vault))
    finally:
        engine.dispose()


def show_of(call: Call) -> Any:
    found = activities.find(call.db, call.db.scalars(select(activities.activity.c.id)).one())
    assert found
    return found


def link(call: Call) -> str:
    """Return the address of the permanent link of guests."""
    return state.url_of(call, state.permanent(call, show_of(call), Role.GUEST))


def link_id(call: Call) -> str:
    return state.permanent(call, show_of(call), Role.GUEST).id


def secrets(call: Call) -> list[str]:
    """Return the secrets of all access keys."""
    owners = accounts.accounts(call.db)
    keys = [key for owner in owners for key in accounts.keys(call.db, owner)[0]]
    return [call.vault.unseal(key.sealed_secret, key.id) for key in keys]


def add_assistant(call: Call) -> None:
    show = show_of(call)
    asked = UpdateTeachAssistantAccount(activity_id=show.id, teach_assistant_account={"password": PASSWORD})
    update_account(replace(call, owner=show.owner), asked)


def passwords(call: Call) -> list[str]:
    return [password(call, account) for account in table.of_activity(call.db, show_of(call).id)]


def lines(done: Any) -> list[Any]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_old_links_open_until_their_key_is_ended(place: Place, other: Place, tmp_path: Path) -> None:
    old, first_id, first_secrets = with_call(place, link), with_call(place, link_id), with_call(place, secrets)
    code = with_call(place, lambda call: join_code.permanent(call, show_of(call)))
    with_call(place, add_assistant)
    old_pass = with_call(place, lambda call: make_pass(call.vault.key("pass"), 1, "viewer", call.now))
    first, second = lines(place.run("master-key", "rotate"))
    assert (first["Id"], first["Newest"], second["Id"], second["Newest"]) == (1, False, 2, True)
    assert lines(place.run("master-key", "list")) == [first, second]
    new = with_call(place, link)
    assert new != old
    assert with_call(place, secrets) == first_secrets
    assert with_call(place, lambda call: [state.known(call, each).terms.id for each in (old, new)]) == [first_id] * 2
    assert with_call(place, lambda call: join_code.read(call, code)).role is Role.HOST
    assert with_call(place, lambda call: read_pass(call.vault.keys("pass").values(), 1, old_pass).viewer) == "viewer"
    place.told("backup", str(tmp_path / "ring.kaibo"))
    place = other
    place.told("restore", str(tmp_path / "ring.kaibo"))
    assert lines(place.run("master-key", "end", "1"))[0]["Ended"]
    assert with_call(place, secrets) == first_secrets
    assert with_call(place, passwords) == [PASSWORD]
    assert with_call(place, lambda call: state.known(call, new).terms.id) == first_id
    with pytest.raises(UnknownLink):
        with_call(place, lambda call: state.known(call, old))
    with pytest.raises(UnknownLink):
        with_call(place, lambda call: join_code.read(call, code))
    assert with_call(place, lambda call: read_pass(call.vault.keys("pass").values(), 1, old_pass).viewer) == ""


@SQLITE
def test_secret_is_never_printed_and_the_newest_key_stays(place: Place) -> None:
    place.run("master-key", "rotate")
    listed = place.run("master-key", "list")
    for key in parse((place.data / "master.key").read_text()):
        assert key.secret.hex() not in listed.stdout + listed.stderr
    assert "2 is the newest master key" in refused(place.run("master-key", "end", "2"))
    assert "there is no master key 3" in refused(place.run("master-key", "end", "3"))
    assert (place.data / "master.key").stat().st_mode & 0o077 == 0


@SQLITE
@pytest.mark.anyio
async def test_rotation_waits_for_the_end_of_all_servers(place: Place) -> None:
    before = (place.data / "master.key").read_text()
    with place.opened() as store:
        await Members(store, "sv_a").renew()
        assert "a server runs on this store" in refused(place.run("master-key", "rotate"))
    assert (place.data / "master.key").read_text() == before


def test_ring_is_read_as_it_was_written_and_a_broken_one_is_refused() -> None:
    first, second = MasterKey(1, "", b"a" * 32), MasterKey(2, "2026-11-29", b"b" * 32)
    assert written([first]) == first.secret.hex()
    for ring in ((first,), (first, second), (first._replace(ended=True), second)):
        assert parse(written(ring)) == ring
    whole = written([first, second])
    for text in ("", "ab", whole[:-20], whole.replace("2 2026", "1 2026"), whole.replace("open", "closed")):
        with pytest.raises(ValueError):  # noqa: PT011
            parse(text)
