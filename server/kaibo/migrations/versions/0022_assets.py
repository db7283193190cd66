"""the files of the pages of this release and of others"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asset",
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("encoding", sa.String(length=8), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", "encoding", name=op.f("pk_asset")),
    )


def downgrade() -> None:
    op.drop_table("asset")
