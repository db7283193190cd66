"""The addresses and names of a machine on its network."""

import socket
from ipaddress import IPv4Address

import pytest
from kaibo.host.lan import address


def test_first_address_is_the_default_and_loopback_is_left_out() -> None:
    found = address.addresses()
    assert not any(IPv4Address(one).is_loopback for one in found)
    assert len(set(found)) == len(found)
    assert address.address("") == found[0]


def test_every_found_address_can_be_listened_on() -> None:
    for one in address.addresses():
        with socket.create_server((one, 0)):
            assert address.address(one) == one


def test_interfaces_are_read_where_there_is_no_route(monkeypatch: pytest.MonkeyPatch) -> None:
    """A switch in a hall without internet has no default route."""
    usual = address.addresses()
    monkeypatch.setattr(address, "_routed", lambda: "")
    assert set(address.addresses()) == set(usual)


def test_machine_without_a_network_gets_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "addresses", list)
    with pytest.raises(address.NoAddress, match="on no network"):
        address.address("")


@pytest.mark.parametrize(
    ("wish", "why"),
    [("kitchen", "no IPv4 address"), ("fe80::1", "no IPv4 address"), ("203.0.113.77", "no address of this machine")],
)
def test_address_of_another_machine_is_refused(wish: str, why: str) -> None:
    with pytest.raises(address.NoAddress, match=why):
        address.address(wish)


@pytest.mark.parametrize(
    ("called", "names"),
    [
        ("Studio", ["studio", "studio.local", "localhost"]),
        ("studio.example.com", ["studio.example.com", "studio.local", "localhost"]),
        ("my_pc", ["localhost"]),
        ("工作室", ["localhost"]),
        ("localhost", ["localhost", "localhost.local"]),
    ],
)
def test_machine_names_fit_into_a_certificate(monkeypatch: pytest.MonkeyPatch, called: str, names: list[str]) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: called)
    assert address.names() == names
