"""going on elsewhere as the same person"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("launch", "session"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("continues", sa.String(length=32), server_default="", nullable=False))


def downgrade() -> None:
    for table in ("session", "launch"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("continues")
