"""What all tests stand on."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # speed is measured in bench/: a machine may be busy otherwise
settings.load_profile("untimed")
