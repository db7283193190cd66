"""Sessions: their rights, the host seat, the guests on the stage."""
