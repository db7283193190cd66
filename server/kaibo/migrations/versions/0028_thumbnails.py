"""the thumbnails of shows on air"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "thumbnail",
        sa.Column("activity", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"], name=op.f("fk_thumbnail_activity")),
        sa.PrimaryKeyConstraint("activity", name=op.f("pk_thumbnail")),
    )


def downgrade() -> None:
    op.drop_table("thumbnail")
