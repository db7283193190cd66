"""The managed stage: what the host and the assistants do with guests, raised hands, and lines that guests read."""

TAG = "guest"
"""The group's name in /openapi.json. The group `stage` has the calls about sessions."""
