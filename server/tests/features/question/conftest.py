"""The show of the chat's tests."""

from tests.features.chat.conftest import room

__all__ = ["room"]
