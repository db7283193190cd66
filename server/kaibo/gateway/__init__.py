"""Signed RPC over one URL: authenticate, find, limit, parse, run, wrap."""
