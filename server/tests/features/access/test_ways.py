"""Each way in takes the same decision: a table of ways and kinds of rules, on both databases."""

from collections.abc import Callable

from tests.features.access.conftest import House, Watched
from tests.features.access.viewer import ENTERED, WAYS, Viewer, decided, ends, until_end

Prepare = Callable[[Watched, Viewer], object]


def listed(show: Watched, viewer: Viewer) -> None:
    show.rule(3)
    show.list_users("ann", "bob")
    assert viewer.sign_in(show.token("ann")) == ENTERED


def unlisted(show: Watched, viewer: Viewer) -> None:
    show.rule(3)
    show.list_users("bob")
    assert viewer.sign_in(show.token("ann")) == ENTERED


def second(show: Watched, viewer: Viewer) -> None:
    """Fit the second rule and not the first one."""
    show.rule(3)
    sub = {"ViewingAccountType": 2, "PasswordViewingRestriction": {"Password": "tea"}}
    show.call("UpdateViewingRestriction", IsSubViewingRestrictionEnable=True, SubViewingRestriction=sub)
    assert viewer.enter("tea") == ENTERED


def banned(show: Watched, viewer: Viewer) -> None:
    assert viewer.sign_in(show.token("ann")) == ENTERED
    show.ban(ExternalUserIds=["ann"])


def everybody(show: Watched, viewer: Viewer) -> bool:
    return viewer.watches()


KINDS: dict[str, tuple[str, Prepare]] = {
    "public": ("yes", everybody),
    "password asked for": ("prove", lambda show, viewer: (everybody(show, viewer), show.password("tea"))),
    "password typed": ("yes", lambda show, viewer: (show.password("tea"), viewer.enter("tea"))),
    "wrong password": ("prove", lambda show, viewer: (show.password("tea"), viewer.enter("Tea"))),
    "password changed": ("prove", lambda show, viewer: (show.password("a"), viewer.enter("a"), show.password("b"))),
    "custom, a stranger": ("prove", lambda show, viewer: (everybody(show, viewer), show.rule(4))),
    "custom, signed in": ("yes", lambda show, viewer: (show.rule(4), viewer.sign_in(show.token("ann")))),
    "white list, a stranger": ("prove", lambda show, viewer: (show.rule(3), show.list_users("ann"))),
    "white list, on it": ("yes", listed),
    "white list, not on it": ("not-listed", unlisted),
    "the second rule": ("yes", second),
    "banned": ("banned", banned),
}


def test_each_way_in_takes_the_same_decision(house: House) -> None:
    for kind, (verdict, prepare) in KINDS.items():
        show = house.show()
        viewer = show.viewer()
        prepare(show, viewer)
        assert decided(viewer.view()) == verdict, kind
        assert {way.__name__: way(viewer) for way in WAYS} == {way.__name__: verdict == "yes" for way in WAYS}, kind


def off_the_list(show: Watched) -> None:
    show.call("DeleteWhiteList", PermissionOrder=1, DeleteAll=0, DeleteUserList=["ann"])


CHANGES: dict[str, tuple[str, Prepare, Callable[[Watched], object]]] = {
    "a password": ("prove", everybody, lambda show: show.password("tea")),
    "a new password": (
        "prove",
        lambda show, viewer: (show.password("a"), viewer.enter("a")),
        lambda show: show.password("b"),
    ),
    "a ban": (
        "banned",
        lambda show, viewer: viewer.sign_in(show.token("ann")),
        lambda show: show.ban(ExternalUserIds=["ann"]),
    ),
    "a lifted ban": ("yes", banned, lambda show: show.ban(0, ExternalUserIds=["ann"])),
    "off the list": ("not-listed", listed, off_the_list),
    "on the list": ("yes", unlisted, lambda show: show.list_users("ann")),
    "open to all": ("yes", lambda show, viewer: show.password("tea"), lambda show: show.rule(1)),
}


def test_open_page_is_told_the_new_decision_and_its_stream_ends(house: House) -> None:
    for change, (verdict, prepare, make) in CHANGES.items():
        show = house.show()
        viewer = show.viewer()
        prepare(show, viewer)
        with viewer.connect("events") as socket:
            socket.recv()
            make(show)
            assert until_end(socket) == verdict, change


def test_change_puts_those_out_of_the_room_whom_it_concerns(house: House) -> None:
    for change in ("a ban", "a new password", "off the list"):
        _, prepare, make = CHANGES[change]
        show = house.show()
        viewer = show.viewer()
        prepare(show, viewer)
        with viewer.join() as socket:
            assert socket.recv(10)
            make(show)
            assert ends(socket), change
        assert not viewer.joins(), change


def test_ban_ends_no_stream_of_another_viewer(show: Watched) -> None:
    ann, bob = show.viewer(), show.viewer()
    ann.sign_in(show.token("ann"))
    bob.sign_in(show.token("bob"))
    with ann.connect("events") as hers, bob.connect("events") as his:
        hers.recv()
        his.recv()
        show.ban(ExternalUserIds=["ann"])
        assert until_end(hers) == "banned"
        show.caller.call("UpdateActivityBasicConfigAPI", ActivityId=show.id, Name="Coffee")
        while "Coffee" not in his.recv(10):
            pass
    assert [ann.watches(), bob.watches()] == [False, True]
