"""how many viewers' pages wait at each server"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waiting",
        sa.Column("server", sa.String(length=32), nullable=False),
        sa.Column("activity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("server", "activity", name=op.f("pk_waiting")),
    )


def downgrade() -> None:
    op.drop_table("waiting")
