"""indexes for the calls about one person"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0035"
branch_labels = None
depends_on = None

NOT_READ = {table: f"ix_{table}_user" for table in ("signed_viewer", "viewer_ban", "white_list")}
"""No query asks for a user without a show."""
OF_USER = {table: f"ix_{table}_external_user" for table in ("session", "launch_link")}
NAMED = sa.text("external_user <> ''")


def upgrade() -> None:
    for table, index in NOT_READ.items():
        op.drop_index(index, table)
    for table, index in OF_USER.items():
        op.create_index(index, table, ["external_user"], sqlite_where=NAMED, postgresql_where=NAMED)


def downgrade() -> None:
    for table, index in OF_USER.items():
        op.drop_index(index, table)
    for table, index in NOT_READ.items():
        op.create_index(index, table, ["user"])
