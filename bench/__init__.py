"""Each figure of the docs, measured: ours and the peer's, or the bare engine's, in the same run."""
