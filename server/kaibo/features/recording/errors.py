"""Errors about recordings and replays."""

from kaibo.errors import ApiError


class UnknownMedia(ApiError):
    """The caller has no such replay. Takes its MediaId or Vid."""

    code, number, status = "ResourceNotFound.Media", 200252, 404
    text = "There is no media %s. List the show's medias."


class NoReplay(ApiError):
    """Viewers may watch no replay at this address, or not this one any more."""

    code, number, status = "ResourceNotFound.Replay", 200253, 404
    text = "There is no replay at this address. Reload the page."


class NoLive(ApiError):
    """Viewers may watch nothing at this address by HLS now."""

    code, number, status = "ResourceNotFound.Live", 200254, 404
    text = "The show is not on air by HLS at this address. Reload the page."


class NotYetLive(ApiError):
    """The first parts of the picture are not there yet."""

    code, number, status = "ResourceNotFound.NotYetLive", 200255, 404
    text = "The picture is not there yet. Try again in a moment."

    def __init__(self, *, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


class NoDownload(ApiError):
    """The server cannot make the file of a replay."""

    code, number, status = "ResourceConflict.NoDownload", 200392, 409
    text = "The server could not make the file of this replay, and its log says why. The replay itself plays."
