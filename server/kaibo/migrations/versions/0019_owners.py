"""the people whom the owner of an activity saw in its rooms, and those who are absent"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "observed",
        sa.Column("activity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("viewers", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("publishing", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("activity", name=op.f("pk_observed")),
    )
    op.create_table(
        "absence",
        sa.Column("activity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("identity", sa.String(length=128), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("activity", "identity", name=op.f("pk_absence")),
    )


def downgrade() -> None:
    op.drop_table("absence")
    op.drop_table("observed")
