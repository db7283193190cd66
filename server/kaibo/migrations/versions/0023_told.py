"""when the holder's page was told of a takeover, and the refusals that were logged within a minute"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("takeover", sa.Column("told_at", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "tried",
        sa.Column("session", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.String(length=128), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session", "detail", name=op.f("pk_tried")),
    )


def downgrade() -> None:
    op.drop_table("tried")
    op.drop_column("takeover", "told_at")
