"""What happened to links and sessions: written once, read by the account, forgotten when it is old."""
