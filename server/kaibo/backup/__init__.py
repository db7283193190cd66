"""Backups: a whole installation in one file, and the move of a store to another database."""
