import pytest
from kaibo.cluster import observed
from kaibo.cluster.observed import UNKNOWN, Observed, RoomState


def test_oldest_state_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observed, "MOST", 3)
    kept, state = Observed(), RoomState(watching=frozenset({"a"}))
    for activity in (1, 2, 3, 1, 4, 5):
        kept.note(activity, state)
    assert kept.watching().keys() == {1, 4, 5}
    assert kept.of(2) == UNKNOWN
