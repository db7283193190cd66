"""the admins of the console"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "admin",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("folded", sa.String(length=256), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("password", sa.Text(), nullable=False, server_default=""),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("signed_in_at", sa.BigInteger(), nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_admin_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admin")),
        sa.UniqueConstraint("folded", name=op.f("uq_admin_folded")),
    )
    op.create_index("ix_admin_account", "admin", ["account"])
    op.create_table(
        "admin_passkey",
        sa.Column("id", sa.String(length=1364), nullable=False),
        sa.Column("admin", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(["admin"], ["admin.id"], name=op.f("fk_admin_passkey_admin")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admin_passkey")),
    )
    op.create_index("ix_admin_passkey_admin", "admin_passkey", ["admin"])
    op.create_table(
        "admin_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("admin", sa.String(length=32), nullable=False, server_default=""),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_admin_link_account")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_admin_link")),
    )
    op.create_index("ix_admin_link_admin", "admin_link", ["admin"])
    op.create_table(
        "admin_session",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("admin", sa.String(length=32), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=130), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["admin"], ["admin.id"], name=op.f("fk_admin_session_admin")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admin_session")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_admin_session_secret_hash")),
    )
    op.create_index("ix_admin_session_admin", "admin_session", ["admin"])
    op.create_index("ix_admin_session_expires_at", "admin_session", ["expires_at"])
    op.create_table(
        "admin_try",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admin_try")),
    )
    op.create_index("ix_admin_try_name_hash", "admin_try", ["name_hash"])
    op.create_index("ix_admin_try_at", "admin_try", ["at"])
    op.create_table(
        "admin_challenge",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_admin_challenge")),
    )
    op.create_index("ix_admin_challenge_expires_at", "admin_challenge", ["expires_at"])


def downgrade() -> None:
    for table in ("admin_challenge", "admin_try", "admin_session", "admin_link", "admin_passkey", "admin"):
        op.drop_table(table)
