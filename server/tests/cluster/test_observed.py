import pytest
from kaibo.cluster import observed as seen
from kaibo.cluster.observed import UNKNOWN, Seen, Sight


def test_the_sight_that_is_oldest_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "MOST", 3)
    kept, sight = Seen(), Sight(watching=frozenset({"a"}))
    for activity in (1, 2, 3, 1, 4, 5):
        kept.note(activity, sight)
    assert kept.watching().keys() == {1, 4, 5}
    assert kept.of(2) == UNKNOWN
