"""Kaibo's desktop app: a launch link opens it, signed in; it holds the same studio page as the browser."""

import ctypes
import sys

__version__ = "0.1.0"

if sys.version_info < (3, 12):
    # PySide6 6.12.0 gives a reference to True away with every signal that is emitted from Python, and some to None:
    # after some hundred the interpreter aborts ("deallocating True or False"). Python 3.12 made them immortal
    # (PEP 683); so are they here.
    for constant in (None, True, False):
        ctypes.c_ssize_t.from_address(id(constant)).value += 1 << 40
