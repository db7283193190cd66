"""the managed stage: the places and rights of guests, lines, assistants"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

NUMBERS = ("knocked_at", "hand_at", "asked_at")
FLAGS = ("muted", "camera_off", "spotlight", "place_lost")


def upgrade() -> None:
    for name in ("entry", "turn"):
        op.add_column("session", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    for name in NUMBERS:
        op.add_column("session", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
    for name in FLAGS:
        op.add_column("session", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("observed", sa.Column("sharing", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("activity", sa.Column("assistant_link_epoch", sa.Integer(), nullable=False, server_default="1"))
    op.create_table(
        "stage_line",
        sa.Column("activity", sa.BigInteger(), nullable=False),
        sa.Column("reader", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"], name=op.f("fk_stage_line_activity")),
        sa.PrimaryKeyConstraint("activity", "reader", name=op.f("pk_stage_line")),
    )


def downgrade() -> None:
    op.drop_table("stage_line")
    op.drop_column("activity", "assistant_link_epoch")
    op.drop_column("observed", "sharing")
    for name in (*FLAGS, *NUMBERS, "entry", "turn"):
        op.drop_column("session", name)
