"""Kaibo's desktop app. A launch link opens it, signed in, with the same studio page as the browser."""

import ctypes
import sys

__version__ = "0.1.0"

if sys.version_info < (3, 12):
    # PySide6 6.12.0 loses a reference to True with every signal that Python emits, and some references to None. After
    # some hundred signals the interpreter aborts ("deallocating True or False"). Python 3.12 made these constants
    # immortal (PEP 683). This gives them so many references that they last.
    for constant in (None, True, False):
        ctypes.c_ssize_t.from_address(id(constant)).value += 1 << 40
