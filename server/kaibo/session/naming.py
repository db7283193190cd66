"""The call by which people of a show tell their own name."""

from typing import Annotated

from pydantic import Field

from kaibo.gateway.action import action
from kaibo.names import PERSON_MAX, checked
from kaibo.session import table as sessions
from kaibo.session.call import SessionCall
from kaibo.session.calls import Tab
from kaibo.session.role import ANY_ROLE


class MyName(Tab):
    """The name that the caller wants."""

    user_name: Annotated[str, Field(max_length=200)]


@action("SetMyName", rate="20/minute", writes=True, by=ANY_ROLE)
def set_my_name(call: SessionCall, request: MyName) -> None:
    """Set the name that other people see of this session. The link keeps its own name.

    Raises InvalidParameter for a name that breaks the rule of names.
    """
    mine = call.session
    name = checked("UserName", request.user_name, PERSON_MAX, stored=[mine.name] if mine.name else [])
    if name != mine.name:
        sessions.change(call.db, mine.id, name=name)
        call.note_about("rename", mine._replace(name=name), detail=mine.name)
        call.mark_changed(call.activity.id)
