"""Count the servers and browsers that a run starts. The run's summary prints them."""

from collections import Counter

STARTED: Counter[str] = Counter()
"""This process's starts, by program."""
