"""State that several servers must share. Today one process keeps it in memory."""
