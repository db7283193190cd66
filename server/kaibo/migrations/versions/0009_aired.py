"""whether who sits in the host seat put the show on air"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("aired", sa.Boolean(), server_default=sa.false(), nullable=False))
    # until now only the page knew: for a show that is wanted on air it was nearly always the holder
    op.execute("UPDATE seat SET aired = true WHERE activity IN (SELECT id FROM activity WHERE wanted)")


def downgrade() -> None:
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_column("aired")
