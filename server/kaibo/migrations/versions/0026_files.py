"""the files of shows"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "show_file",
        sa.Column("activity", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("ready_at", sa.BigInteger(), nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"], name=op.f("fk_show_file_activity")),
        sa.PrimaryKeyConstraint("activity", "sha256", name=op.f("pk_show_file")),
    )
    op.create_index("ix_show_file_sha256", "show_file", ["sha256"])
    op.create_index("ix_show_file_account", "show_file", ["account"])
    unfinished = sa.text("ready_at = 0")
    op.create_index(
        "ix_show_file_unfinished",
        "show_file",
        ["changed_at"],
        sqlite_where=unfinished,
        postgresql_where=unfinished,
    )
    op.create_table(
        "file_gone",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("activity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("sha256", "activity", name=op.f("pk_file_gone")),
    )


def downgrade() -> None:
    op.drop_table("file_gone")
    op.drop_table("show_file")
