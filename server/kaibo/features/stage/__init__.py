"""The managed stage: what the host and the assistants do with guests, raised hands, and lines that guests read."""
