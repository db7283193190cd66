"""Writes that a client repeats: the same X-Sdk-Invocation-Id gets the first answer again (docs/wire.md, "Retries").

SDKs retry by themselves, with a new signature and the same id. What was answered is kept in the transaction of the
write itself, for longer than any signature is good; so a twin waits for the first one, and a crash leaves both or none.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from pydantic_core import to_json
from sqlalchemy import BigInteger, Column, Connection, String, Table, Text, bindparam, delete, insert, select, update

from kaibo.call import Call
from kaibo.errors import InvalidParameter, InvocationReused
from kaibo.gateway.action import Action
from kaibo.store import METADATA, Prepared

HEADER = "x-sdk-invocation-id"
KEPT_SECONDS = 30 * 60
"""At the least; longer when signatures are good for longer."""
LONGEST = 128

invocation = Table(
    "invocation",
    METADATA,
    Column("access_key", String(128), primary_key=True),
    Column("id", String(LONGEST), primary_key=True),
    Column("request", String(64), nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
)
MINE = (invocation.c.access_key == bindparam("key")) & (invocation.c.id == bindparam("invocation"))
FIND = Prepared(select(invocation.c.request, invocation.c.answer).where(MINE))
KEEP = Prepared(update(invocation).where(MINE).values(answer=bindparam("answer_")))
BEGIN = Prepared(insert(invocation))


def checked(given: str) -> str:
    """An id as a client sent it. Raises InvalidParameter for one that cannot be kept."""
    if len(given) > LONGEST or not given.isascii() or not given.isprintable():
        raise InvalidParameter("X-Sdk-Invocation-Id", f"it has at most {LONGEST} printable ASCII characters")
    return given


def once(
    call: Call, action: Action[Call, Any, Any], whose: str, invocation_id: str, body: bytes, run: Callable[[], Any]
) -> Any:
    """What `run` gives the first time, and the same (as data) every other time. `whose`: who was proved to call.

    Raises InvocationReused for an id that came with another action or body. A secret in the answer is not kept: the
    action makes it again.
    """
    request = sha256(b"\0".join((action.name.encode(), action.version.encode(), body))).hexdigest()
    mine = {"key": whose, "invocation": invocation_id}
    if found := FIND.first(call.db, mine):
        if found[0] != request:
            raise InvocationReused
        answer = json.loads(found[1])
        return action.secret.restore(call, answer) if action.secret and answer else answer
    row = {"access_key": whose, "id": invocation_id, "request": request, "answer": "", "at": call.now}
    BEGIN.run(call.db, row)  # before the work: a twin waits here
    result = run()
    kept = {} if result is None else json.loads(to_json(result, by_alias=True))
    if action.secret:
        kept.pop(action.secret.field)
    KEEP.run(call.db, {**mine, "answer_": json.dumps(kept)})
    return result


def forget(db: Connection, before: int) -> None:
    """Those from before a moment, in unix ms."""
    db.execute(delete(invocation).where(invocation.c.at < before))
