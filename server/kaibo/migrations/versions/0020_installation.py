"""the id of the installation, which is in the names of its rooms"""

import base64
import secrets

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None
RANDOM_BYTES = 5
"""They give eight characters in base32, without a dash."""


def upgrade() -> None:
    installation = op.create_table(
        "installation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    made = base64.b32encode(secrets.token_bytes(RANDOM_BYTES)).decode().lower()
    op.bulk_insert(installation, [{"id": made}])
    with op.batch_alter_table("activity") as batch_op:
        batch_op.add_column(sa.Column("room_names", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("rooms_renamed", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("server") as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("server") as batch_op:
        batch_op.drop_column("version")
    with op.batch_alter_table("activity") as batch_op:
        batch_op.drop_column("rooms_renamed")
        batch_op.drop_column("room_names")
    op.drop_table("installation")
