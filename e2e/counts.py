"""How many servers and browsers a run starts: the summary at its end says so."""

from collections import Counter

STARTED: Counter[str] = Counter()
"""Of this process, by what was started."""
