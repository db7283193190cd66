"""The keys of a backup that an earlier release sealed still open. The other tests make guesses cheap."""

from kaibo.backup.sealed import unseal

SEALED = bytes.fromhex(
    "7f647dd75eb3afe09d3206f25d6ca2abdf3127818f7588b3b32c40917feeb5f61da5361449160fd35f6a65a5f284a92afb8a"
    "a18e591b2d62a3942cfdc87ceff377e9dded241dc13fea5246bf3ea4"
)


def test_keys_of_an_earlier_backup_open() -> None:
    assert unseal(SEALED, "correct horse battery", "kaibo-1") == {"master.key": "ab" * 8}
