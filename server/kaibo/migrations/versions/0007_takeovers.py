"""takeovers that are asked for"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "takeover",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("activity", sa.BigInteger(), nullable=False),
        sa.Column("session", sa.String(length=32), nullable=False),
        sa.Column("holder", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"]),
        sa.ForeignKeyConstraint(["session"], ["session.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_takeover_activity", "takeover", ["activity", "asked_at"])


def downgrade() -> None:
    op.drop_table("takeover")
