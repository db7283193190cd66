"""Errors about a show, its settings and its host account."""

from kaibo.errors import ApiError


class UnknownActivity(ApiError):
    """No activity of this account has this id. Takes the id."""

    code, number, status = "ResourceNotFound.Activity", 200201, 404
    text = "The activity [%s] does not exist."


class UnknownHostAccount(ApiError):
    """No host account of this account has this id. Takes the id."""

    code, number, status = "ResourceNotFound.HostAccount", 200205, 404
    text = "The host account [%s] does not exist."


class ViewPathTaken(ApiError):
    """Another activity has this ViewUrlPath. Takes the path."""

    code, number, status = "ResourceConflict.ViewUrlPath", 200301, 409
    text = "The ViewUrlPath [%s] is taken by another activity."


class ShowNotLive(ApiError):
    """The show is not on air. Before and after a show the server gives no pass to watch."""

    code, number, status = "ResourceConflict.NotLive", 200302, 409
    text = "The show is not on air."


class ShowIsLive(ApiError):
    """The show is on air. This call works only before or after it."""

    code, number, status = "ResourceConflict.Live", 200303, 409
    text = "The show is on air. End it first."


class SettingsChanged(ApiError):
    """PutShowSettings named an old revision. Takes the present revision."""

    code, number, status = "ResourceConflict.ShowSettings", 200310, 409
    text = "The settings were changed since; their revision is %s. Read them again, then repeat the change."
