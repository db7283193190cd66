"""The errors of a backup. A command ends with their name and their text on one line (docs/run.md, "Backups")."""


class BackupUnusable(RuntimeError):
    """A backup, a restore or a move cannot be done. The text says why, and what to do."""


class BackupFailed(BackupUnusable):
    """The backup could not be written, or the place of a restore could not be."""


class BackupDamaged(BackupUnusable):
    """The file is no backup, is cut off, or holds other bytes than were written."""


class BackupTooNew(BackupUnusable):
    """A newer version of Kaibo made the backup."""


class PlaceNotEmpty(BackupUnusable):
    """The place already holds a store, keys or files of another installation."""


class WrongPassphrase(BackupUnusable):
    """The passphrase does not open the keys of the backup, or is too short for new ones."""


class StoreInUse(BackupUnusable):
    """A server runs on the store."""
