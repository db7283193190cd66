"""Recordings of shows, and the replays that viewers watch afterwards."""
