"""Work outside the store, such as writing a file, that a write needs before its transaction.

A transaction touches nothing but the store, and on SQLite other writes wait for it. So the action's `before` reads the
store, checks the caller, and returns the work. The door runs the work in a thread. Then the action's function gets what
the work returned (`call.outcome`), and checks again what may have changed. The server may run the work twice.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Connection

from kaibo.call import Call
from kaibo.gateway.action import Action
from kaibo.store import Store

C = TypeVar("C", bound=Call)


async def first(
    action: Action[C, Any, Any], payload: Any, store: Store, checked_call: Callable[[Connection], C]
) -> Callable[[Connection], C]:
    """Do an action's work outside the store, if it has any. Return a function that makes the call with the outcome.

    `checked_call` makes the call and checks its rights. Raises what the work raises.
    """
    before = action.before
    if before is None:
        return checked_call
    work = await store.read(lambda db: before(checked_call(db), payload))
    outcome = await asyncio.to_thread(work)
    return lambda db: replace(checked_call(db), outcome=outcome)
