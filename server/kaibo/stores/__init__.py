"""The databases behind the store: SQLite in this process, or PostgreSQL."""
