"""the screen of a guest that viewers see"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("session", sa.Column("screen_shown", sa.String(length=64), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("session", "screen_shown")
