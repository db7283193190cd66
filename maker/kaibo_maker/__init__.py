"""Kaibo's maker: one process that makes HLS and a recording from the program of one show."""

__version__ = "0.1.0"
