"""Kaibo for the people on this network: its address, its own certificate authority, what they are told."""
