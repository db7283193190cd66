"""The signed calls that read and erase all that the server holds of one person. They are Kaibo's own."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Annotated, Any, NamedTuple

from pydantic import Field
from sqlalchemy import tuple_

from kaibo.call import Call
from kaibo.errors import InvalidParameter
from kaibo.features.people.whose import Whose, people_of
from kaibo.gateway.action import Action, Int, Wire, action
from kaibo.person import Held, Person

RATE = "60/minute"
MOST = 1000
"""Items of one answer."""


class ExportPerson(Whose):
    """The person whose data to read. `PageToken` is the NextPageToken of the page before, "" for the first page."""

    page_size: Annotated[Int, Field(ge=1, le=MOST)] = 200
    page_token: Annotated[str, Field(max_length=100)] = ""


class PersonItem(Wire):
    """One thing that the server holds of a person."""

    kind: str
    activity_id: int
    data: dict[str, Any]
    """Its fields. A name that ends in `Time` is in unix seconds, 0 for never."""


class PersonItems(Wire):
    items: list[PersonItem]
    next_page_token: str


class ErasePerson(Whose):
    """The person whose data to erase."""


class ErasedKind(Wire):
    """How many things of one kind the call erased."""

    kind: str
    count: int


class ErasedPerson(Wire):
    erased: list[ErasedKind]
    """The kinds of which the server held something."""


class Place(NamedTuple):
    """The place of an item in the export. An export goes on after it."""

    part: int
    """Counts the tables."""
    show: int
    key: str

    def token(self) -> str:
        """Write the place as a NextPageToken."""
        return f"{self.part}.{self.show}.{self.key}"


def actions(holds: Sequence[Held]) -> list[Action[Call, Any, Any]]:
    """Make ExportPerson and ErasePerson for these tables."""

    @action("ExportPerson", rate=RATE, slow=True)
    def export_person(call: Call, request: ExportPerson) -> PersonItems:
        """Read what the server holds of a person, also in deleted shows: sessions, links, messages, bans and more.

        Raises MissingParameter, InvalidParameter for two names of a person, UnknownActivity, UnknownSession.
        """
        people = people_of(call, request, holds)
        found = list(islice(_items(call, people, holds, _place(request.page_token, holds)), request.page_size + 1))
        page = found[: request.page_size]
        if not request.page_token:
            call.note("export-person", call.owner.account, request.activity_id or 0)
        more = page[-1][0].token() if len(found) > len(page) else ""
        return PersonItems(items=[item for _, item in page], next_page_token=more)

    @action("ErasePerson", rate=RATE, writes=True)
    def erase_person(call: Call, request: ErasePerson) -> ErasedPerson:
        """Erase what the server holds of a person. Their sessions end, and the links for them alone turn off.

        A ban stays, by a number that names nobody. Open pages drop their messages and questions.
        A second call erases what came since. Raises the errors of ExportPerson.
        """
        counts = dict.fromkeys((held.kind for held in holds), 0)
        for person in people_of(call, request, holds):
            for held in holds:
                mine = held.table.c.activity.in_(person.shows) & held.whose(person)
                counts[held.kind] += held.erase(call, person, mine)
        erased = [ErasedKind(kind=kind, count=count) for kind, count in counts.items() if count]
        detail = ", ".join(f"{one.count} {one.kind}" for one in erased)
        call.note("erase-person", call.owner.account, request.activity_id or 0, detail=detail)
        return ErasedPerson(erased=erased)

    return [export_person, erase_person]


def _place(token: str, holds: Sequence[Held]) -> Place | None:
    """Read a NextPageToken. Raises InvalidParameter for a text that no answer of ours had."""
    if not token:
        return None
    part, show, key = (token.split(".", 2) + ["", ""])[:3]
    numbers = all(each.isascii() and each.isdecimal() and len(each) <= 18 for each in (part, show))
    if numbers and int(part) < len(holds) and key:
        by_number = holds[int(part)].key.type.python_type is int
        if not by_number or (key.isascii() and key.isdecimal() and len(key) <= 18):
            return Place(int(part), int(show), key)
    raise InvalidParameter("PageToken", "it is not a NextPageToken of this call")


def _items(
    call: Call, people: Sequence[Person], holds: Sequence[Held], after: Place | None
) -> Iterator[tuple[Place, PersonItem]]:
    """Yield the items with their places: table by table, in each by show and key."""
    for part, held in enumerate(holds):
        if after and part < after.part:
            continue
        for person in people:
            yield from _of_table(call, person, held, part, after if after and part == after.part else None)


def _of_table(
    call: Call, person: Person, held: Held, part: int, after: Place | None
) -> Iterator[tuple[Place, PersonItem]]:
    show = held.table.c.activity
    query = held.rows(person).order_by(show, held.key)
    if after:
        query = query.where(tuple_(show, held.key) > (after.show, held.key.type.python_type(after.key)))
    for row in call.db.execute(query.limit(MOST + 1)):
        activity_id, key, *values = row
        told = {name: _seconds(name, value) for name, value in zip(held.told, values, strict=True)}
        yield Place(part, activity_id, str(key)), PersonItem(kind=held.kind, activity_id=activity_id, data=told)


def _seconds(name: str, value: Any) -> Any:
    """Return a value as the wire has it. The store keeps times in milliseconds, and None for never."""
    return (value or 0) // 1000 if name.endswith("Time") else value
