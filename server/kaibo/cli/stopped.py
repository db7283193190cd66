"""The end of a command that cannot go on."""


class Stopped(RuntimeError):
    """The command cannot go on. The text is for the person who typed it."""
