"""Errors of the links that open the studio, and of their tickets and requests."""

from kaibo.errors import ApiError


class ClientTokenReused(ApiError):
    """A client used the ClientToken for a link with other terms. A retry sends the same terms.

    A missing parameter counts as its default.
    """

    code, number, status = "ClientTokenReused", 200004, 400
    text = "This ClientToken was used for another link. Send a new one with a new request."


class LinkRevoked(ApiError):
    """The link was revoked, or the host removed the person who used it."""

    code, number, status = "LinkRevoked", 200103, 403
    text = "This link was turned off. Ask the person who sent it for a new one."


class LinkNotYet(ApiError):
    """The link is not valid yet."""

    code, number, status = "LinkNotYet", 200109, 403
    text = "It is too early for this link. Open it again when its time has come."


class UnknownLink(ApiError):
    """The launch link is not one of ours."""

    code, number, status = "ResourceNotFound.LaunchLink", 200202, 404
    text = "This link does not work. Copy the whole link again, or ask the person who sent it."


class ShowIsOver(ApiError):
    """The show is over and no host is present. A guest would be alone."""

    code, number, status = "ResourceConflict.Over", 200305, 409
    text = "The show is over. Ask the host if it goes on."


class OpenElsewhere(ApiError):
    """The link is for one guest, who uses it on another device. (A host's other device asks for the seat.)"""

    code, number, status = "ResourceConflict.OpenElsewhere", 200306, 409
    text = "You are in this show on another device. Move here, or stay there."


class LinkRotated(ApiError):
    """All links of this role were rotated since, so the host cannot restore this one."""

    code, number, status = "ResourceConflict.LinkRotated", 200307, 409
    text = "The links of this role were rotated, so this one cannot be restored. Create a new link."


class TooManyAsk(ApiError):
    """Too many people ask the host of this show for a new link."""

    code, number, status = "ResourceConflict.TooManyAsk", 200308, 409
    text = "The host is being asked by many already. Wait a little, then ask again."


class LinkExpired(ApiError):
    """The link has expired."""

    code, number, status = "LinkExpired", 200401, 410
    text = "This link has expired. Ask the host for a new one."


class TicketSpent(ApiError):
    """A device used the ticket already, or its two minutes are over."""

    code, number, status = "TicketSpent", 200402, 410
    text = "This ticket was used or is too old. Open your link again."


class LinkUsedUp(ApiError):
    """The link was used the most times that it may be."""

    code, number, status = "LinkUsedUp", 200403, 410
    text = "This link was already used. Continue on the device that used it, or ask the host for a new one."
