"""the rules about viewers: white lists, bans, sign-ins"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "viewing_rule",
        sa.Column("activity", sa.BigInteger(), nullable=False),
        sa.Column("main", sa.Integer(), nullable=False),
        sa.Column("sub", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"], name=op.f("fk_viewing_rule_activity")),
        sa.PrimaryKeyConstraint("activity", name=op.f("pk_viewing_rule")),
    )
    op.create_table(
        "white_list",
        sa.Column("activity", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"], name=op.f("fk_white_list_activity")),
        sa.PrimaryKeyConstraint("activity", "place", "user", name=op.f("pk_white_list")),
    )
    op.create_index("ix_white_list_user", "white_list", ["user"])
    op.create_table(
        "viewer_ban",
        sa.Column("activity", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.String(length=100), nullable=False),
        sa.Column("banned_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"], name=op.f("fk_viewer_ban_activity")),
        sa.PrimaryKeyConstraint("activity", "number", name=op.f("pk_viewer_ban")),
    )
    op.create_index("ix_viewer_ban_user", "viewer_ban", ["user"])
    op.create_table(
        "signed_viewer",
        sa.Column("activity", sa.BigInteger(), nullable=False),
        sa.Column("viewer", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("avatar", sa.Text(), nullable=False),
        sa.Column("comment", sa.String(length=50), nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"], name=op.f("fk_signed_viewer_activity")),
        sa.PrimaryKeyConstraint("activity", "viewer", name=op.f("pk_signed_viewer")),
    )
    op.create_index("ix_signed_viewer_user", "signed_viewer", ["user"])
    op.create_index("ix_signed_viewer_signed_at", "signed_viewer", ["signed_at"])


def downgrade() -> None:
    for name in ("signed_viewer", "viewer_ban", "white_list", "viewing_rule"):
        op.drop_table(name)
