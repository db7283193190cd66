"""the first time that a session held the seat, losses of the seat without an answer, deletion of ended sessions"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None
LIVING = sa.text("ended_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seated_at", sa.BigInteger(), server_default="0", nullable=False))
        batch_op.create_index("ix_session_living", ["link"], sqlite_where=LIVING, postgresql_where=LIVING)
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("displaced", sa.String(length=32), server_default="", nullable=False))
        batch_op.create_index("ix_seat_session", ["session"])
    with op.batch_alter_table("takeover", schema=None) as batch_op:
        batch_op.create_index("ix_takeover_session", ["session"])
    with op.batch_alter_table("launch_link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("forgotten", sa.Integer(), server_default="0", nullable=False))
    op.execute(
        "UPDATE session SET seated_at = (SELECT seat.since FROM seat WHERE seat.session = session.id) "
        "WHERE id IN (SELECT seat.session FROM seat)"
    )


def downgrade() -> None:
    with op.batch_alter_table("launch_link", schema=None) as batch_op:
        batch_op.drop_column("forgotten")
    with op.batch_alter_table("takeover", schema=None) as batch_op:
        batch_op.drop_index("ix_takeover_session")
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_index("ix_seat_session")
        batch_op.drop_column("displaced")
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_index("ix_session_living")
        batch_op.drop_column("seated_at")
