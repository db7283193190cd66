"""The errors of the media engine."""

from kaibo.errors import ApiError


class MediaDown(ApiError):
    """The media engine does not answer. The server restarts it."""

    code, number, status = "ServiceUnavailableTemp.Media", 200501, 503
    retry_after = 1
    text = "Picture and sound are being restarted. Try again in a moment."


class RoomFailed(Exception):
    """The media engine answers, but it cannot do this with this room. The text says what it says."""


class RoomLost(RoomFailed):
    """No node of the media engine answers for this room. The node died, or it is slow."""
