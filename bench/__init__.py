"""Measure each figure of the docs: ours beside the peer's, or beside the bare engine's, in the same run."""
