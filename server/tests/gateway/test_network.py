"""Which part of a caller's address stands for their computer."""

import pytest
from kaibo.gateway.network import computer

PROXY = "192.0.2.1"


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("203.0.113.7", "203.0.113.7/32"),
        ("::ffff:203.0.113.7", "203.0.113.7/32"),
        ("2001:db8::7", "2001:db8::7/128"),
        ("fe80::7%eth0", "fe80::7/128"),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_computer_is_named_by_its_whole_address(address: str, whole: str) -> None:
    assert computer(address, "") == whole


@pytest.mark.parametrize(
    "forwarded", ["203.0.113.7", "203.0.113.7:4711", "203.0.113.7, 192.0.2.1", " ::ffff:203.0.113.7 ,192.0.2.1"]
)
def test_caller_behind_a_trusted_proxy_is_named(forwarded: str) -> None:
    assert computer("203.0.113.7", forwarded) == "203.0.113.7/32"
    assert computer("2001:db8::7", "[2001:db8::7]:4711") == computer("2001:db8::7", "2001:db8::7") != ""


@pytest.mark.parametrize("forwarded", ["203.0.113.7", f"203.0.113.7, {PROXY}", "unknown", ", ,", f", {PROXY}"])
def test_caller_behind_an_unknown_proxy_has_no_computer(forwarded: str) -> None:
    assert computer(PROXY, forwarded) == ""
