"""No action of the signed door is without a test that calls it by an SDK."""

import importlib
import pkgutil

from kaibo.app import SIGNED

import tests.sdk
from tests.sdk.client import DECLARED


def test_every_signed_action_is_called_by_an_sdk() -> None:
    for module in pkgutil.iter_modules(tests.sdk.__path__, "tests.sdk."):
        importlib.import_module(module.name)
    names = [action.name for action in SIGNED]
    assert sorted(names) == sorted(set(names)), "one name in two versions: say both to `calls`"
    assert set(names) == DECLARED
