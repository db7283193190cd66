"""the actor's name and the request in the audit log, people by account, and reports of servers"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("audit", sa.Column("actor_name", sa.String(length=64), nullable=False, server_default=""))
    op.add_column("audit", sa.Column("request", sa.String(length=64), nullable=False, server_default=""))
    op.add_column("admin_link", sa.Column("name", sa.String(length=64), nullable=False, server_default=""))
    firsts = sa.text("continues = ''")
    op.create_index(
        "ix_session_of_account",
        "session",
        ["account", "created_at", "id"],
        sqlite_where=firsts,
        postgresql_where=firsts,
    )
    op.create_table(
        "server_report",
        sa.Column("server", sa.String(length=32), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("server", name=op.f("pk_server_report")),
    )


def downgrade() -> None:
    op.drop_table("server_report")
    op.drop_index("ix_session_of_account", "session")
    op.drop_column("admin_link", "name")
    op.drop_column("audit", "request")
    op.drop_column("audit", "actor_name")
