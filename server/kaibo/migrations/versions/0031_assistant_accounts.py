"""the accounts of assistants, who sign in with a password"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assistant_account",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("activity", sa.BigInteger(), nullable=False),
        sa.Column("door", sa.String(length=32), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sealed_password", sa.LargeBinary(), nullable=False),
        sa.Column("features", sa.Text(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"], name=op.f("fk_assistant_account_activity")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistant_account")),
        sa.UniqueConstraint("door", name=op.f("uq_assistant_account_door")),
    )
    op.create_index("ix_assistant_account_of_activity", "assistant_account", ["activity", "identity"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_assistant_account_of_activity", table_name="assistant_account")
    op.drop_table("assistant_account")
