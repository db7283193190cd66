"""an index for the chat of a replay"""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_chat_moment", "chat", ["activity", "at"])


def downgrade() -> None:
    op.drop_index("ix_chat_moment", "chat")
