"""links that hosts made to invite people, and the most viewers at once of each time on air"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None
INVITE = sa.text("invite")
"""Good for both databases: a column of truth values is a condition by itself."""


def upgrade() -> None:
    op.add_column("launch_link", sa.Column("invite", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_launch_link_invite",
        "launch_link",
        ["activity", "role", "created_at"],
        sqlite_where=INVITE,
        postgresql_where=INVITE,
    )
    op.add_column("airing", sa.Column("most_viewers", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("airing", "most_viewers")
    op.drop_index("ix_launch_link_invite", table_name="launch_link")
    op.drop_column("launch_link", "invite")
