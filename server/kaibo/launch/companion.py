"""The desktop app as this server offers it: a folder with a manifest and the installers it names."""

import json
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from kaibo.gateway.action import Wire

System = Literal["windows", "macos", "linux"]


class Installer(Wire):
    """One file. `size` in bytes."""

    system: System
    arch: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,16}$")]
    file: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Manifest(Wire):
    """What is offered, one version at a time."""

    version: str = ""
    files: list[Installer] = []


def manifest(folder: Path) -> Manifest:
    """The one in `manifest.json`; an empty one when there is none, or when it is not as it should be."""
    try:
        return Manifest.model_validate(json.loads((folder / "manifest.json").read_text()))
    except (OSError, ValueError, ValidationError):
        return Manifest()
