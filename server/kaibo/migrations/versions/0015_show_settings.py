"""settings that an activity decides itself"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "show_settings",
        sa.Column("activity", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"]),
        sa.PrimaryKeyConstraint("activity"),
    )


def downgrade() -> None:
    op.drop_table("show_settings")
