"""Errors of sessions, the host seat and the stage."""

from kaibo.errors import ApiError


class NoSession(ApiError):
    """The call needs a session, and the server knows none for it."""

    code, number, status = "NoSession", 200101, 401
    text = "You are not signed in here. Open your link again."


class SeatTaken(ApiError):
    """Another session holds the host seat."""

    code, number, status = "SeatTaken", 200104, 403
    text = "Another studio holds the host seat. Take it over first."


class MovedToAnotherTab(ApiError):
    """A newer tab of the same session acts for it now."""

    code, number, status = "MovedToAnotherTab", 200105, 403
    text = "This studio is open in another tab. Bring it back here first."


class StageFull(ApiError):
    """Guests hold every place on the stage. Takes the number of places."""

    code, number, status = "StageFull", 200106, 403
    text = "The stage is full: all %s places are taken."


class WaitingRoomFull(ApiError):
    """Too many guests wait to be let in. Takes their number."""

    code, number, status = "WaitingRoomFull", 200120, 403
    text = "The waiting room is full: %s people wait. Try again when the host has let some of them in."


class GuestNotWaiting(ApiError):
    """The guest waits no more: they left, came in, or were turned away."""

    code, number, status = "ResourceConflict.GuestNotWaiting", 200370, 409
    text = "This guest does not wait any more."


class GuestNotOnStage(ApiError):
    """The guest has no place on the stage, so they cannot be brought on or heard."""

    code, number, status = "ResourceConflict.GuestNotOnStage", 200371, 409
    text = "This guest is not on the stage. Let them in first."


class NotOnStage(ApiError):
    """A guest without a place on the stage asked for picture and sound."""

    code, number, status = "NotOnStage", 200108, 403
    text = "Join the stage first."


class SessionEnded(ApiError):
    """The session ended: a call removed the person or ended the show, or the activity was deleted."""

    code, number, status = "SessionEnded", 200107, 403
    text = "Your session in this show has ended. You were removed, or the show was ended or deleted."


class UnknownSession(ApiError):
    """No session of this activity has this id. Nothing was changed."""

    code, number, status = "ResourceNotFound.Session", 200203, 404
    text = "There is no such session in this activity. List its sessions to find the right one."


class NameNeeded(ApiError):
    """A guest without a name asked for a place on the stage. The link has none, and the guest told none."""

    code, number, status = "ResourceConflict.NameNeeded", 200321, 409
    text = "Tell your name first, so that the others know it."


class SeatContested(ApiError):
    """Another session asked for the seat just now, or two asked within a minute. Takes the ms to wait."""

    code, number, status = "ResourceConflict.Seat", 200309, 409
    text = "The host seat was asked for just now. Wait a little, then try again."

    def __init__(self, wait_ms: int = 0) -> None:
        super().__init__()
        self.retry_after = -(-wait_ms // 1000)


class LinkCrowded(ApiError):
    """One link has its most sessions, or its most places on the stage. The bound is per network, or for all."""

    code, number, status = "ResourceConflict.LinkCrowded", 200320, 409
    text = "Too many people are using this link. Close it on a device that is not used, or ask for a link of your own."
