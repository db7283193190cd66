"""index of what is on air"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_activity_on_air",
        "activity",
        ["id"],
        sqlite_where=sa.text("deleted_at IS NULL AND (wanted = 1 OR status = 1)"),
        postgresql_where=sa.text("deleted_at IS NULL AND (wanted OR status = 1)"),
    )


def downgrade() -> None:
    op.drop_index("ix_activity_on_air", "activity")
