"""names to search in, without case and in one form"""

import sqlalchemy as sa
from alembic import op
from kaibo.folded import fold

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = ("activity", "host_account")
AT_ONCE = 1000
"""Rows of one statement."""
STALE = sa.text("folded_of <> name")


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("folded", sa.Text(), server_default="", nullable=False))
            batch_op.add_column(sa.Column("folded_of", sa.Text(), server_default="", nullable=False))
        _fill(sa.table(table, *(sa.column(name) for name in ("id", "name", "folded", "folded_of"))))
        op.create_index(f"ix_{table}_unfolded", table, ["id"], sqlite_where=STALE, postgresql_where=STALE)


def downgrade() -> None:
    for table in TABLES:
        op.drop_index(f"ix_{table}_unfolded", table_name=table)
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("folded_of")
            batch_op.drop_column("folded")


def _fill(names: sa.TableClause) -> None:
    """Fold the names of all rows, a bounded number at a time."""
    db, last = op.get_bind(), -1
    change = sa.update(names).where(names.c.id == sa.bindparam("of"))
    change = change.values(folded=sa.bindparam("fold"), folded_of=sa.bindparam("named"))
    page = sa.select(names.c.id, names.c.name).order_by(names.c.id).limit(AT_ONCE)
    while rows := db.execute(page.where(names.c.id > last)).all():
        db.execute(change, [{"of": row.id, "fold": fold(row.name), "named": row.name} for row in rows])
        last = rows[-1].id
