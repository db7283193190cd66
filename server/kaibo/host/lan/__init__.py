"""Kaibo on the local network: its address, its own certificate authority, and its advice to people."""
