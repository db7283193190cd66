"""Host accounts: the brands that shows are given under. Nobody logs in with one."""
