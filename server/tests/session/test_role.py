from kaibo.session.role import RIGHTS, Role

from tests.show import SESSION


def test_every_call_is_somebodys_right_and_every_right_is_a_call() -> None:
    rights = {call for role in Role for call in RIGHTS[role].calls}
    assert rights == {action.name for action in SESSION}


def test_a_guest_has_no_right_of_the_hosts() -> None:
    hosts_alone = RIGHTS[Role.HOST].calls - RIGHTS[Role.GUEST].calls
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
    }
    assert RIGHTS[Role.GUEST].program is None
    assert "screen_share" not in (RIGHTS[Role.GUEST].stage or ())
