"""the lines above the chat, for its replay"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "announcement",
        sa.Column("activity", sa.BigInteger(), sa.ForeignKey("activity.id"), nullable=False, autoincrement=False),
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("activity", "id"),
    )
    op.create_index("ix_announcement_at", "announcement", ["at"])
    op.create_index("ix_announcement_author", "announcement", ["author"])


def downgrade() -> None:
    op.drop_table("announcement")
