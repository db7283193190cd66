"""chat, questions and reactions"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

INDEXES: dict[str, list[tuple[str, list[str]]]] = {
    "chat": [
        ("ix_chat_at", ["at"]),
        ("ix_chat_author", ["activity", "author", "id"]),
        ("ix_chat_seq", ["activity", "seq"]),
        ("ix_chat_state", ["activity", "state", "id"]),
    ],
    "question": [
        ("ix_question_at", ["at"]),
        ("ix_question_author", ["activity", "author", "id"]),
        ("ix_question_seq", ["activity", "seq"]),
    ],
    "question_vote": [("ix_question_vote_at", ["at"]), ("ix_question_vote_voter", ["activity", "voter"])],
    "silence": [("ix_silence_at", ["at"])],
    "talker": [("ix_talker_named_at", ["named_at"]), ("ix_talker_number", ["activity", "number"])],
    "talk": [],
    "reaction": [],
}


def upgrade() -> None:
    _create("talk", [], _number("seq"), *(_zero(name) for name in ("emptied", "pinned")), *map(_empty, TEXTS))
    _create("talker", [_text("id", 32)], _number("number"), _text("name"), _number("named_at"))
    _create("silence", [_number("number")], _text("name"), _number("at"))
    _create(
        "chat",
        [_number("id")],
        *(_number(name) for name in ("seq", "at")),
        _text("author", 32),
        _number("number"),
        _text("name"),
        _integer("mark"),
        _text("external_user", 128),
        _text("nonce", 64),
        _text("text"),
        _integer("state"),
        _number("likes"),
    )
    _create(
        "question",
        [_number("id")],
        *(_number(name) for name in ("seq", "at")),
        _text("author", 32),
        _number("number"),
        _text("name"),
        _text("nonce", 64),
        _text("text"),
        *(_integer(name) for name in ("state", "votes")),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("answered", "on_screen")),
    )
    _create("question_vote", [_number("question"), _text("voter", 32)], _number("at"))
    _create("reaction", [_text("kind", 8)], *(_number(name) for name in ("seq", "count")))


def downgrade() -> None:
    for table in INDEXES:
        op.drop_table(table)


TEXTS = ("announcement", "presenter")


def _create(table: str, keys: "Sequence[sa.Column[object]]", *columns: "sa.Column[object]") -> None:
    """Create a table of activities, with its indexes. `keys` follow the activity in its primary key."""
    names = ["activity", *(key.name for key in keys)]
    op.create_table(
        table,
        sa.Column("activity", sa.BigInteger(), nullable=False),
        *keys,
        *columns,
        sa.ForeignKeyConstraint(["activity"], ["activity.id"], name=op.f(f"fk_{table}_activity")),
        sa.PrimaryKeyConstraint(*names, name=op.f(f"pk_{table}")),
    )
    for index, indexed in INDEXES[table]:
        op.create_index(index, table, indexed)


def _number(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _integer(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.Integer(), nullable=False)


def _zero(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.BigInteger(), nullable=False, server_default="0")


def _text(name: str, length: int = 0) -> "sa.Column[object]":
    return sa.Column(name, sa.String(length=length) if length else sa.Text(), nullable=False)


def _empty(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.Text(), nullable=False, server_default="")
