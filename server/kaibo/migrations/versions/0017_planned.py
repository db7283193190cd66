"""whether a caller gave the start of an activity"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.add_column(sa.Column("planned", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.execute(
        sa.text("UPDATE activity SET planned = :no WHERE live_time / 1000 = created_at / 1000").bindparams(no=False)
    )


def downgrade() -> None:
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_column("planned")
