"""Inputs that nobody thought of. Each form is short and the same every time in the ordinary suite; `make soak`
runs the long one, SOAK_SECONDS in all. By hand, from `server/`: `python -m tests.fuzz.signature_target`."""

import os

SOAK_SECONDS = float(os.environ.get("SOAK_SECONDS", "300"))
"""How long the long forms take together."""

SHARES = 4
"""How many long forms share it: the door, the signature, the body, the app's link."""
