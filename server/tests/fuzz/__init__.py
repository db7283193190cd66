"""Unexpected inputs.

The ordinary suite runs short forms, which are the same every time. `make soak` runs long forms, for SOAK_SECONDS in
all. By hand, from `server/`: `python -m tests.fuzz.signature_target`."""

import os

SOAK_SECONDS = float(os.environ.get("SOAK_SECONDS", "300"))
"""How many seconds the long forms take together."""

SHARES = 4
"""How many long forms share them: the door, the signature, the body, the app's link."""
