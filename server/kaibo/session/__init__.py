"""Who is in: sessions, their rights, the host seat, the guests."""
