"""The makers of a machine, as threads of a server use them."""

from pathlib import Path

import pytest
from kaibo.host.makers import MakerProcess, Makers
from kaibo.media.making import Order, Wanted

from tests.features.recording.test_two_servers import WAITS


def order(folder: Path, run: int) -> Order:
    return Order(
        recording="rc_1",
        run=run,
        folder=folder,
        engine="http://127.0.0.1:9",
        key="key",
        secret="s" * 32,
        room="room",
        identity="maker",
        width=320,
        height=180,
        fps=20,
        title="",
    )


def test_maker_may_start_while_others_are_counted_or_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    makers, runs = Makers(tmp_path / "makers", 9, program=WAITS), [1]
    alive: property = vars(MakerProcess)["alive"]

    def look(maker: MakerProcess) -> bool:
        """Look at a maker, when another thread of the server has just started the next one."""
        if runs:
            start()
        return bool(alive.__get__(maker))

    def start() -> None:
        makers.start(order(tmp_path, runs.pop()), Wanted(""))

    monkeypatch.setattr(MakerProcess, "alive", property(look))
    start()
    runs.append(2)
    assert makers.living() == 1
    runs.append(3)
    makers.stop()
    assert makers.living() == 1, "the one that started meanwhile"
    makers.stop()
    assert makers.living() == 0
