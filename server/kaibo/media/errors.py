"""The error of the media engine."""

from kaibo.errors import ApiError


class MediaDown(ApiError):
    """The media engine does not answer. The server restarts it."""

    code, number, status = "ServiceUnavailableTemp.Media", 200501, 503
    retry_after = 1
    text = "Picture and sound are being restarted. Try again in a moment."
