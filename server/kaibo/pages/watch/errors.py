"""The error of the watch page."""

from kaibo.errors import ApiError


class UnknownShow(ApiError):
    """No activity is watched at this address."""

    code, number, status = "ResourceNotFound.Show", 200204, 404
    text = "There is no show at this address."
