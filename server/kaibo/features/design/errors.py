"""Errors about a show design."""

from kaibo.errors import ApiError


class DesignChanged(ApiError):
    """A call named an old revision. Takes the present revision."""

    code, number, status = "ResourceConflict.ShowDesign", 200340, 409
    text = "The design was changed since; its revision is %s. Read it again, then repeat the change."


class DesignTooNew(ApiError):
    """A newer release wrote the design, in a format that this server does not know. Takes revision and versions."""

    code, number, status = "ResourceConflict.ShowDesignVersion", 200341, 409
    text = (
        "The design (revision %s) has version %s of the format. This server knows version %s, so a newer release wrote "
        "it. Ask the person who runs the server to update it."
    )
