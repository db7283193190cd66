"""the designs of shows, and an index of the shows of a host account"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

OF_HOST_ACCOUNT = sa.text("deleted_at IS NULL AND host_account IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "show_design",
        sa.Column("activity", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False, server_default=""),
        sa.Column("noted_at", sa.BigInteger(), nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"], name=op.f("fk_show_design_activity_activity")),
        sa.PrimaryKeyConstraint("activity", name=op.f("pk_show_design")),
    )
    op.create_index(
        "ix_activity_of_host_account",
        "activity",
        ["host_account", "live_time", "id"],
        sqlite_where=OF_HOST_ACCOUNT,
        postgresql_where=OF_HOST_ACCOUNT,
    )


def downgrade() -> None:
    op.drop_index("ix_activity_of_host_account", table_name="activity")
    op.drop_table("show_design")
