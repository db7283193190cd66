"""Pages of a list that changes while a client reads it. Each answer says where the next page begins."""

from typing import Annotated

from pydantic import Field

from kaibo.errors import InvalidParameter
from kaibo.gateway.action import Int, Wire


class Paged(Wire):
    """A request for one page of a list. `PageToken` is the NextPageToken of the page before, "" for the first page."""

    page_size: Annotated[Int, Field(ge=1, le=100)] = 20
    page_token: Annotated[str, Field(max_length=100)] = ""

    def before(self) -> tuple[int, str] | None:
        """Return the (moment in unix ms, id) that this page begins after, None for the first page.

        Raises InvalidParameter for a token that no answer of ours had.
        """
        if not self.page_token:
            return None
        moment, _, row_id = self.page_token.partition(".")
        if not (moment.isdecimal() and moment.isascii() and len(moment) <= 15 and row_id):
            raise InvalidParameter("PageToken", "it is not a NextPageToken of this call")
        return int(moment), row_id


def page_token(moment: int, row_id: str) -> str:
    """Write the NextPageToken of a page whose last row has this moment (unix ms) and id."""
    return f"{moment}.{row_id}"
