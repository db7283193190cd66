"""The call by which a host's studio sends the thumbnail of its show."""

import binascii
from base64 import b64decode
from io import BytesIO
from typing import Annotated

from pydantic import Field

from kaibo.activity.status import Status
from kaibo.errors import InvalidParameter
from kaibo.features.thumbnail import table
from kaibo.features.thumbnail.table import Thumbnail
from kaibo.files import kinds
from kaibo.files.errors import UnsupportedFile
from kaibo.gateway.action import action
from kaibo.session.call import SessionCall
from kaibo.session.calls import Tab
from kaibo.session.role import HOST

MOST_BYTES = 64 * 1024
"""The most bytes of a picture. One of 320×180 has about a sixth of that."""
MOST_PIXELS = 640
"""The most pixels of a side."""


class PutThumbnail(Tab):
    picture: Annotated[str, Field(max_length=MOST_BYTES * 4 // 3 + 4)]
    """A WebP in Base64, of 64 KiB and 640×640 pixels at most."""


@action("PutThumbnail", rate="12/minute", writes=True, by=HOST, seat=True)
def put_thumbnail(call: SessionCall, request: PutThumbnail) -> None:
    """Keep the program's picture for the console. While the show is not on air, nothing is kept.

    Raises InvalidParameter for anything but a small WebP.
    """
    picture = _checked(request.picture)
    if call.activity.status == Status.LIVE:
        table.put(call.db, call.activity.id, Thumbnail(call.now, picture))


def _checked(text: str) -> bytes:
    try:
        picture = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidParameter("Picture", "it is not Base64") from None
    if len(picture) > MOST_BYTES:
        raise InvalidParameter("Picture", f"it has at most {MOST_BYTES // 1024} KiB")
    try:
        width, height = kinds.size("WEBP", BytesIO(picture))
    except UnsupportedFile:
        raise InvalidParameter("Picture", "it is not a WebP") from None
    if max(width, height) > MOST_PIXELS:
        raise InvalidParameter("Picture", f"it has at most {MOST_PIXELS}×{MOST_PIXELS} pixels")
    return picture
