"""recordings of shows, and the replays that shows offer"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recording",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("activity", sa.BigInteger(), nullable=False),
        sa.Column("order_number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("trouble", sa.String(length=8), nullable=False),
        sa.Column("start_time", sa.BigInteger(), nullable=False),
        sa.Column("end_time", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.String(length=32), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=False),
        sa.Column("duration_ms", sa.BigInteger(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("cover", sa.Boolean(), nullable=False),
        sa.Column("storyboard", sa.Boolean(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"], name=op.f("fk_recording_activity")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
        sa.UniqueConstraint("activity", "order_number", name="uq_recording_airing"),
    )
    op.create_index("ix_recording_account", "recording", ["account"])
    live = sa.text("state = 'live'")
    op.create_index("ix_recording_live", "recording", ["id"], sqlite_where=live, postgresql_where=live)
    op.create_table(
        "replay",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("activity", sa.BigInteger(), nullable=False),
        sa.Column("recording", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"], name=op.f("fk_replay_activity")),
        sa.ForeignKeyConstraint(["recording"], ["recording.id"], name=op.f("fk_replay_recording")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replay")),
    )
    op.create_index("ix_replay_activity", "replay", ["activity"])
    op.create_index("ix_replay_recording", "replay", ["recording"])


def downgrade() -> None:
    op.drop_table("replay")
    op.drop_table("recording")
