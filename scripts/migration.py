"""`scripts/migration.py "what it does"`: write the next migration from today's tables. Read it before you commit it."""

import sys
import tempfile
from pathlib import Path

import kaibo.app  # noqa: F401  (it imports every table)
from alembic import command
from kaibo import migrations

with tempfile.TemporaryDirectory() as folder:
    url = f"sqlite:///{Path(folder)}/empty.db"
    migrations.upgrade(url)
    command.revision(migrations.config(url), sys.argv[1], autogenerate=True)
