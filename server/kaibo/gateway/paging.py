"""Pages of a list that changes while a client reads it. Each answer says where the next page begins."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from pydantic import Field

from kaibo.errors import InvalidParameter
from kaibo.gateway.action import Int, Wire

R = TypeVar("R")


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

    @property
    def limit(self) -> int:
        """Return how many rows to read for `cut`: one more than the page has."""
        return self.page_size + 1

    def cut(self, rows: list[R], place: Callable[[R], tuple[int, object]]) -> tuple[list[R], str]:
        """Take the rows of this page. Return them, and the NextPageToken.

        `place` gives a row's (moment in unix ms, id).
        """
        page = rows[: self.page_size]
        return page, "{}.{}".format(*place(page[-1])) if len(rows) > len(page) else ""
