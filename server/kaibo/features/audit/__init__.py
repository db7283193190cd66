"""The audit log: what happened to links and sessions. The account reads it, and old events are deleted."""
