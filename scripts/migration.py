"""Write the next migration from the present tables: `scripts/migration.py "what it does"`. Read it before you commit
it."""

import sys
import tempfile
from pathlib import Path

import kaibo.app  # noqa: F401  (the tables of all its parts are what a migration is made from)
from alembic import command
from kaibo import migrations

with tempfile.TemporaryDirectory() as folder:
    url = f"sqlite:///{Path(folder)}/empty.db"
    migrations.upgrade(url)
    command.revision(migrations.config(url), sys.argv[1], autogenerate=True)
