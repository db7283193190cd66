"""Every action of the signed door has a test that calls it with an SDK."""

import importlib
import pkgutil

from kaibo.app import SIGNED

import tests.sdk
from tests.sdk.client import DECLARED


def test_every_signed_action_is_called_by_an_sdk() -> None:
    for module in pkgutil.iter_modules(tests.sdk.__path__, "tests.sdk."):
        importlib.import_module(module.name)
    names = [action.name for action in SIGNED]
    assert sorted(names) == sorted(set(names)), "one name in two versions: name both in `calls`"
    assert set(names) == DECLARED
