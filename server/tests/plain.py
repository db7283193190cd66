"""HTTP clients for servers that speak plain HTTP."""

import ssl

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Knows no authority. Without it each new client reads all certificates of the machine, which takes 45 ms."""
