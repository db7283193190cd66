"""the crew reads again after a silence or a ban"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("talk", sa.Column("moderated", sa.BigInteger(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("talk", "moderated")
