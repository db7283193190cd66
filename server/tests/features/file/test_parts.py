"""Parts of a file on the disk, in any order and repeated, by several servers."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings, strategies as st
from kaibo.files import parts
from kaibo.files.parts import BYTES
from kaibo.files.table import ShowFile

from tests.features.file.uploads import pdf, sha256

SIZES = st.sampled_from([9, BYTES - 1, BYTES, BYTES + 1, 3 * BYTES, 3 * BYTES + 5])


def file_of(content: bytes, activity: int = 1) -> ShowFile:
    return ShowFile(activity, sha256(content), "ac_1", "a.pdf", "application/pdf", len(content), 1, 1, 0)


def piece(content: bytes, number: int) -> bytes:
    return content[number * BYTES : (number + 1) * BYTES]


@given(st.integers(1, 5 * BYTES))
def test_parts_cover_a_file_once(size: int) -> None:
    lengths = [parts.length(size, number) for number in range(parts.count(size))]
    assert sum(lengths) == size
    assert all(length == BYTES for length in lengths[:-1])
    assert 0 < lengths[-1] <= BYTES
    assert parts.length(size, len(lengths)) == 0


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_parts_in_any_order_and_repeated_make_the_file(data: st.DataObject) -> None:
    content = pdf(data.draw(SIZES))
    file = file_of(content)
    numbers = list(range(parts.count(len(content))))
    order = data.draw(st.permutations(numbers + data.draw(st.lists(st.sampled_from(numbers), max_size=4))))
    with TemporaryDirectory() as name:
        folder, there = Path(name), set[int]()
        for number in order:
            left = parts.put(folder, file, number, piece(content, number))
            there.add(number)
            assert left == [each for each in numbers if each not in there] == parts.missing(folder, file)
            assert parts.content(folder, file.sha256).exists() == (not left)
        assert parts.content(folder, file.sha256).read_bytes() == content
        parts.drop_parts(folder, 1, file.sha256)
        assert [each for each in folder.rglob("*") if each.is_file()] == [parts.content(folder, file.sha256)]


def test_same_parts_at_the_same_time_make_the_file(tmp_path: Path) -> None:
    content = pdf(6 * BYTES + 1)
    file, numbers = file_of(content), list(range(7)) * 3
    with ThreadPoolExecutor(8) as threads:
        left = list(threads.map(lambda number: parts.put(tmp_path, file, number, piece(content, number)), numbers))
    assert [] in left
    assert parts.content(tmp_path, file.sha256).read_bytes() == content


def test_two_shows_upload_the_same_file_apart(tmp_path: Path) -> None:
    content = pdf(BYTES + 1)
    first, second = file_of(content, 1), file_of(content, 2)
    assert parts.put(tmp_path, first, 0, piece(content, 0)) == [1]
    assert parts.put(tmp_path, second, 1, piece(content, 1)) == [0]
    assert parts.missing(tmp_path, first) == [1]
    assert parts.put(tmp_path, first, 1, piece(content, 1)) == []
