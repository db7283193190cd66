import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import livekits


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """Run a Redis of this test's own."""
    with livekits.redis(tmp_path) as running:
        yield running
