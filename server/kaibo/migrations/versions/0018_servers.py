"""the servers that share the store, and which of them has a session's event streams"""

import time

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None
CONNECTED = sa.text("connected")
PREVIOUS_MS = 600_000
"""How long servers of the release before may go on beside the new one. They renew no lease."""


def upgrade() -> None:
    op.create_table(
        "server",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_server")),
    )
    op.create_table(
        "presence",
        sa.Column("server", sa.String(length=32), nullable=False),
        sa.Column("session", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("server", "session", name=op.f("pk_presence")),
    )
    op.create_index("ix_presence_session", "presence", ["session"])
    op.create_index("ix_session_connected", "session", ["id"], sqlite_where=CONNECTED, postgresql_where=CONNECTED)
    if op.get_bind().dialect.name == "postgresql":
        until = time.time_ns() // 1_000_000 + PREVIOUS_MS
        op.execute(
            sa.text("INSERT INTO server SELECT 'previous', :until WHERE EXISTS (SELECT 1 FROM session)").bindparams(
                until=until
            )
        )


def downgrade() -> None:
    op.drop_index("ix_session_connected", table_name="session")
    op.drop_index("ix_presence_session", table_name="presence")
    op.drop_table("presence")
    op.drop_table("server")
