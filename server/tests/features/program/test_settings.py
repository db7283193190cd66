"""The size of the program, from the server's settings."""

from typing import Any

import pytest
from kaibo.activity import show_settings
from kaibo.activity.picture import SETTINGS
from kaibo.call import Limits


@pytest.mark.parametrize(
    ("width", "height", "name"), [(1920, 1080, "1080p"), (1280, 720, "720p"), (640, 360, "360p"), (800, 450, "server")]
)
def test_size_of_the_server_is_the_default_by_its_name(width: int, height: int, name: str) -> None:
    limits = Limits(program=(width, height, 30))
    nothing: dict[str, Any] = {}
    assert show_settings.filled(nothing, SETTINGS, limits).size == name
    assert show_settings.filled({"Picture": {"Size": "720p"}}, SETTINGS, limits).size == "720p"
