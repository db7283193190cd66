"""launch links with policies"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.add_column(sa.Column("guest_link_epoch", sa.Integer(), server_default="1", nullable=False))
    op.execute("UPDATE activity SET guest_link_epoch = link_epoch")

    op.create_table(
        "ask",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("activity", sa.BigInteger(), nullable=False),
        sa.Column("link", sa.String(length=32), nullable=False),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("browser", sa.String(length=64), nullable=False),
        sa.Column("system", sa.String(length=64), nullable=False),
        sa.Column("listen_hash", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("granted", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("listen_hash"),
    )
    op.create_index("ix_ask_activity", "ask", ["activity", "asked_at"])

    with op.batch_alter_table("launch_link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=16), server_default="", nullable=False))
        batch_op.add_column(sa.Column("created_at", sa.BigInteger(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("created_by", sa.String(length=64), server_default="", nullable=False))
        batch_op.add_column(sa.Column("not_before", sa.BigInteger(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("max_uses", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("external_user", sa.String(length=128), server_default="", nullable=False))
        batch_op.add_column(sa.Column("avatar_url", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("locale", sa.String(length=8), server_default="", nullable=False))
        batch_op.add_column(sa.Column("prefer", sa.String(length=8), server_default="", nullable=False))
        batch_op.add_column(sa.Column("return_url", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("note", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("client_token", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("asked_hash", sa.String(length=64), server_default="", nullable=False))
        batch_op.add_column(sa.Column("revoked_at", sa.BigInteger(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_launch_link_activity"))
    op.execute("UPDATE launch_link SET created_at = first_opened_at")
    op.execute("UPDATE launch_link SET kind = CASE WHEN expires_at = 0 THEN 'permanent' ELSE 'temporary' END")
    with op.batch_alter_table("launch_link", schema=None) as batch_op:
        batch_op.create_index("ix_launch_link_client_token", ["activity", "client_token"], unique=True)
        batch_op.create_index("ix_launch_link_listed", ["activity", "created_at", "id"], unique=False)

    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("via", sa.String(length=8), server_default="", nullable=False))
        batch_op.add_column(sa.Column("address", sa.String(length=64), server_default="", nullable=False))
        batch_op.add_column(sa.Column("external_user", sa.String(length=128), server_default="", nullable=False))
        batch_op.add_column(sa.Column("avatar_url", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("return_url", sa.Text(), server_default="", nullable=False))
        batch_op.create_index("ix_session_link", ["link", "created_at"], unique=False)


def downgrade() -> None:
    op.drop_table("ask")

    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_index("ix_session_link")
        batch_op.drop_column("return_url")
        batch_op.drop_column("avatar_url")
        batch_op.drop_column("external_user")
        batch_op.drop_column("address")
        batch_op.drop_column("via")

    with op.batch_alter_table("launch_link", schema=None) as batch_op:
        batch_op.drop_index("ix_launch_link_listed")
        batch_op.drop_index("ix_launch_link_client_token")
        batch_op.create_index(batch_op.f("ix_launch_link_activity"), ["activity"], unique=False)
        batch_op.drop_column("revoked_at")
        batch_op.drop_column("asked_hash")
        batch_op.drop_column("client_token")
        batch_op.drop_column("note")
        batch_op.drop_column("return_url")
        batch_op.drop_column("prefer")
        batch_op.drop_column("locale")
        batch_op.drop_column("avatar_url")
        batch_op.drop_column("external_user")
        batch_op.drop_column("max_uses")
        batch_op.drop_column("not_before")
        batch_op.drop_column("created_by")
        batch_op.drop_column("created_at")
        batch_op.drop_column("kind")

    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_column("guest_link_epoch")
