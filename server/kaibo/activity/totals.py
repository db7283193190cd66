"""How many activities an account has, for its listings."""

from sqlalchemy import BigInteger, Column, Connection, String, Table, bindparam, insert, update

from kaibo.call import Owner
from kaibo.store import METADATA, Prepared

activity_count = Table(
    "activity_count",
    METADATA,
    Column("account", String(64), primary_key=True),
    Column("sub_account", String(64), primary_key=True),
    Column("number", BigInteger, nullable=False),
)
COUNT_ON = Prepared(
    update(activity_count)
    .where(activity_count.c.account == bindparam("of"), activity_count.c.sub_account == bindparam("of_sub"))
    .values(number=activity_count.c.number + bindparam("more"))
)


def count(db: Connection, owner: Owner, more: int) -> None:
    """Keep the totals of listings. To count a million rows takes too long."""
    mine = {"of": owner.account, "of_sub": owner.sub_account}
    if not COUNT_ON.run(db, {**mine, "more": more}).rowcount:
        db.execute(insert(activity_count).values(account=owner.account, sub_account=owner.sub_account, number=more))
