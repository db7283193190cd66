"""viewers by HLS, and the wish for a maker"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hls_wish",
        sa.Column("activity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("wished_at", sa.BigInteger(), nullable=False),
        sa.Column("refused_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("activity", name=op.f("pk_hls_wish")),
    )
    op.create_table(
        "hls_viewer",
        sa.Column("server", sa.String(length=32), nullable=False),
        sa.Column("activity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("viewer", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("server", "activity", "viewer", name=op.f("pk_hls_viewer")),
    )
    op.add_column("observed", sa.Column("by_hls", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("observed", "by_hls")
    op.drop_table("hls_viewer")
    op.drop_table("hls_wish")
