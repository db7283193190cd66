"""The cutter reads what PyAV writes, whatever the sizes of the writes."""

import io
import struct

import av
import pytest
from hypothesis import given, strategies as st
from kaibo_maker import boxes
from kaibo_maker.boxes import Cutter, Facts
from kaibo_maker.encoder import Encoder
from made import FPS, frame, order

Cut = tuple[list[bytes], list[tuple[bytes, Facts]]]


def cut(stream: bytes, sizes: list[int]) -> Cut:
    """Write a stream in pieces of these sizes, and then the rest."""
    inits: list[bytes] = []
    parts: list[tuple[bytes, Facts]] = []
    cutter = Cutter(inits.append, lambda part, facts: parts.append((part, facts)))
    file = io.BytesIO(stream)
    for size in sizes:
        cutter.write(file.read(size))
    cutter.write(file.read())
    return inits, parts


@pytest.fixture(scope="module")
def stream(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Encode five seconds of pictures without sound."""
    made: list[bytes] = []
    asked = order(tmp_path_factory.mktemp("run"))
    encoder = Encoder(asked, made.append, lambda part, _: made.append(part))
    for number in range(5 * FPS):
        encoder.picture(frame(number), number)
    encoder.close()
    return b"".join(made)


def test_parts_tell_what_they_hold(stream: bytes) -> None:
    (init,), parts = cut(stream, [])
    facts = [facts for _, facts in parts]
    assert [each.begins for each in facts] == [n / 2 for n in range(10)]
    assert {each.seconds for each in facts} == {0.5}
    assert [each.begins for each in facts if each.key] == [0.0, 2.0, 4.0]
    for part, told in parts:
        with av.open(io.BytesIO(init + part), "r") as container:
            assert len(list(container.demux(video=0))) - 1 == told.seconds * FPS


@given(sizes=st.lists(st.integers(0, 3000), max_size=30))
def test_sizes_of_the_writes_change_nothing(stream: bytes, sizes: list[int]) -> None:
    assert cut(stream, sizes) == cut(stream, [])


@given(junk=st.binary(max_size=64))
def test_torn_part_is_read_without_a_fault(junk: bytes) -> None:
    assert list(boxes.boxes(struct.pack(">I4s", len(junk) + 9, b"moof") + junk)) == []
