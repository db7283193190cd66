"""who held the seat when first, and who lost it unasked"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seated_at", sa.BigInteger(), server_default="0", nullable=False))
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("displaced", sa.String(length=32), server_default="", nullable=False))
    op.execute(
        "UPDATE session SET seated_at = (SELECT seat.since FROM seat WHERE seat.session = session.id) "
        "WHERE id IN (SELECT seat.session FROM seat)"
    )


def downgrade() -> None:
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_column("displaced")
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_column("seated_at")
