"""A log that the server cuts while its writer keeps it open."""

from pathlib import Path

import pytest
from kaibo.host.livekit.log import cut, last_lines, old

LIMIT = 1000


def lines(count: int, start: int = 0) -> bytes:
    return b"".join(b"line %d\n" % number for number in range(start, start + count))


def test_small_log_is_left_alone(tmp_path: Path) -> None:
    log = tmp_path / "livekit.log"
    assert not cut(log, LIMIT)
    log.write_bytes(bytes(LIMIT))
    assert not cut(log, LIMIT)
    assert not old(log).exists()


def test_writer_continues_at_the_beginning(tmp_path: Path) -> None:
    log = tmp_path / "livekit.log"
    with log.open("ab", buffering=0) as writer:
        for round_ in range(3):
            writer.write(lines(200, 200 * round_))
            assert cut(log, LIMIT)
            assert log.read_bytes() == b""
            assert old(log).read_bytes() == lines(200, 200 * round_)[-LIMIT:]
        writer.write(b"after\n")
    assert log.read_bytes() == b"after\n"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["livekit.log", "livekit.log.old"]


def test_log_that_cannot_be_copied_is_not_emptied(tmp_path: Path) -> None:
    log = tmp_path / "livekit.log"
    log.write_bytes(lines(200))
    (tmp_path / "livekit.log.new").mkdir()
    with pytest.raises(OSError, match="directory"):
        cut(log, LIMIT)
    assert log.read_bytes() == lines(200)


def test_last_lines_are_kept_after_a_cut(tmp_path: Path) -> None:
    log = tmp_path / "livekit.log"
    assert last_lines(log, 3) == []
    with log.open("ab", buffering=0) as writer:
        writer.write(lines(2000))
        cut(log, LIMIT)
        assert last_lines(log, 3) == ["line 1997", "line 1998", "line 1999"]
        writer.write(b"why\n")
    assert last_lines(log, 3) == ["line 1998", "line 1999", "why"]
