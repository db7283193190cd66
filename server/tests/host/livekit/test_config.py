"""Ports that stay free until LiveKit takes them."""

import itertools
import socket
from pathlib import Path

import pytest
from kaibo.host.livekit import config

OUTGOING = 32_768
"""The first port that Linux gives to outgoing connections."""


def test_no_outgoing_connection_takes_a_kept_port(tmp_path: Path) -> None:
    ports = config.kept(tmp_path)
    assert max(ports.port, ports.tcp_port, ports.udp_port, ports.hook_port) < OUTGOING
    assert config.kept(tmp_path) == ports


def test_port_is_given_once() -> None:
    given = [config.free_port() for _ in range(200)]
    assert len(set(given)) == len(given)


def test_port_in_use_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    free = config.free_port()
    with socket.socket() as holder:
        holder.bind(("", config.free_port()))
        taken = holder.getsockname()[1]
        monkeypatch.setattr(config, "_shuffled", itertools.cycle([taken, free]))
        assert config.free_port() == free
