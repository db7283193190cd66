from kaibo.app import SESSION
from kaibo.session.role import SOURCES, Role


def test_every_session_call_is_a_right_of_a_role() -> None:
    assert [action.name for action in SESSION if not action.by] == []


def test_guest_has_no_right_of_the_host() -> None:
    hosts_alone = {action.name for action in SESSION if Role.GUEST not in action.by}
    assert hosts_alone == {
        "TakeOver",
        "RefuseTakeOver",
        "HandOver",
        "GoLive",
        "EndLive",
        "ConnectProgram",
        "SetGuestOnAir",
        "RemoveGuest",
        "RestoreGuest",
        "RenewLink",
        "GrantLink",
        "DeclineLink",
        "GetInvites",
        "CreateInvite",
        "TurnOffInvite",
        "CreateShowFile",
        "PutShowFilePart",
        "ListShowFiles",
        "DeleteShowFile",
        "GetShowDesign",
        "PutShowDesign",
        "CopyShowDesign",
        "ListEarlierShows",
        "PutThumbnail",
    }
    assert SOURCES[Role.GUEST].program is None
    assert "screen_share" not in (SOURCES[Role.GUEST].stage or ())


def test_host_call_that_touches_the_show_needs_the_seat() -> None:
    without = {action.name for action in SESSION if Role.GUEST not in action.by and not action.seat}
    assert without == {"TakeOver", "ListShowFiles", "PutShowFilePart", "GetShowDesign"}
