"""The commands of `kaibo`."""
