"""Pages of a listing that goes on while it is read: each answer says where the next one begins."""

from typing import Annotated

from pydantic import Field

from kaibo.errors import InvalidParameter
from kaibo.gateway.action import Int, Wire


class Paged(Wire):
    """`page_token` is the NextPageToken of the page before, "" for the first."""

    page_size: Annotated[Int, Field(ge=1, le=100)] = 20
    page_token: Annotated[str, Field(max_length=100)] = ""

    def before(self) -> tuple[int, str] | None:
        """The (moment in unix ms, id) that this page begins after, None for the first page.

        Raises InvalidParameter for a token that no answer gave.
        """
        if not self.page_token:
            return None
        moment, _, found = self.page_token.partition(".")
        if not (moment.isdecimal() and moment.isascii() and len(moment) <= 15 and found):
            raise InvalidParameter("PageToken", "it is not a NextPageToken of this call")
        return int(moment), found


def page_token(moment: int, found: str) -> str:
    """Where the page after one that ends with (moment in unix ms, id) begins."""
    return f"{moment}.{found}"
