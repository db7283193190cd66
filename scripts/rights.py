"""Write the page spec/rights.md: which role may make which call of a session."""

from collections.abc import Iterable
from typing import Any

from kaibo.gateway.action import Action
from kaibo.session.role import SOURCES, Role

HEAD = """\
# Rights

Written by `make spec` from the calls themselves (`@action(…, by=…, seat=…)`). The session's door checks them before a
call runs (`session/rights.py`).

"""


def page(actions: Iterable[Action[Any, Any, Any]]) -> str:
    """Write the table of calls and the table of what a role may publish, as Markdown."""
    roles = [role.name.lower() for role in Role]
    lines = [HEAD + f"| call | {' | '.join(roles)} | needs |", "|---|" + "---|" * (len(roles) + 1)]
    for call in sorted(actions, key=lambda action: action.name):
        marks = ["yes" if role in call.by else "" for role in Role]
        lines.append(f"| {call.name} | {' | '.join(marks)} | {_needs(call)} |")
    lines += ["", "| role | may publish on the stage | may choose who gets it there | may publish in the program |"]
    lines += ["|---|---|---|---|"]
    for role, sources in SOURCES.items():
        chooses = "yes" if sources.chooses else ""
        lines.append(f"| {role.name.lower()} | {_list(sources.stage)} | {chooses} | {_list(sources.program)} |")
    return "\n".join(lines) + "\n"


def _needs(action: Action[Any, Any, Any]) -> str:
    needs = {
        "the host holds the seat": action.seat,
        "this tab acts": "tab" in action.request.model_fields and not action.takes_tab,
        "its own check of an ended session": action.ended,
    }
    return ", ".join(text for text, holds in needs.items() if holds)


def _list(sources: tuple[str, ...] | None) -> str:
    return ", ".join(sources) if sources else "nothing"
