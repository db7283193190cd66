"""Repeated writes: the same X-Sdk-Invocation-Id gets the first answer again (docs/wire.md, "Retries").

SDKs retry by themselves, with a new signature and the same id. The server stores the answer in the transaction of the
write itself. It keeps the answer longer than any signature is valid. A concurrent retry waits for the first call, and
a crash keeps both the write and the answer or neither.
"""

import json
from hashlib import sha256
from typing import Any

from pydantic_core import to_json
from sqlalchemy import BigInteger, Column, Connection, String, Table, Text, bindparam, delete, insert, select, update

from kaibo.call import Call
from kaibo.errors import InvalidParameter
from kaibo.gateway.action import Action
from kaibo.gateway.errors import InvocationReused
from kaibo.store import METADATA, Prepared

HEADER = "x-sdk-invocation-id"
KEPT_SECONDS = 30 * 60
"""How long an answer is kept at the least. It is longer when signatures are valid for longer."""
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


def checked(text: str) -> str:
    """Check the id that a client sent, and return it. Raises InvalidParameter for one that the store cannot keep."""
    if len(text) > LONGEST or not text.isascii() or not text.isprintable():
        raise InvalidParameter("X-Sdk-Invocation-Id", f"it has at most {LONGEST} printable ASCII characters")
    return text


def once(call: Call, action: Action[Call, Any, Any], payload: Any, whose: str, invocation_id: str, body: bytes) -> Any:
    """Run the action the first time, and return the same (as data) every other time.

    `payload` is the request that was read from `body`. `whose` is the proved name of the caller. Raises
    InvocationReused for an id that came with another action or body.
    The store keeps no secret of the answer: the action makes the secret again.
    """
    request = sha256(b"\0".join((action.name.encode(), action.version.encode(), body))).hexdigest()
    mine = {"key": whose, "invocation": invocation_id}
    if earlier := FIND.first(call.db, mine):
        if earlier[0] != request:
            raise InvocationReused
        answer = json.loads(earlier[1])
        return action.secret.restore(call, payload, answer) if action.secret and answer else answer
    row = {"access_key": whose, "id": invocation_id, "request": request, "answer": "", "at": call.now}
    BEGIN.run(call.db, row)  # before the work: a concurrent retry waits here
    result = action(call, payload)
    answer = {} if result is None else json.loads(to_json(result, by_alias=True))
    if action.secret:
        answer.pop(action.secret.field)
    KEEP.run(call.db, {**mine, "answer_": json.dumps(answer)})
    return result


def forget(db: Connection, before: int) -> None:
    """Delete the answers from before a moment in unix ms."""
    db.execute(delete(invocation).where(invocation.c.at < before))
