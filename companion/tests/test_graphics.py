"""Which painter Qt uses."""

import os
import sys
from pathlib import Path

import pytest
from kaibo_companion import graphics

KEY = "QT_QUICK_BACKEND"


@pytest.mark.parametrize("device", ["dri/renderD128", "nvidia0", "dxg"])
def test_gpu_is_found_by_its_device(tmp_path: Path, device: str) -> None:
    assert not graphics.has_gpu(tmp_path)
    (tmp_path / device).parent.mkdir(exist_ok=True)
    (tmp_path / device).touch()
    assert graphics.has_gpu(tmp_path)


@pytest.mark.parametrize("device", ["dri/card0", "nvidiactl"])
def test_screen_or_driver_alone_is_no_gpu(tmp_path: Path, device: str) -> None:
    (tmp_path / device).parent.mkdir(exist_ok=True)
    (tmp_path / device).touch()
    assert not graphics.has_gpu(tmp_path)


@pytest.mark.parametrize(
    ("platform", "gpu", "chosen", "then"),
    [
        ("linux", False, None, "software"),
        ("linux", True, None, None),
        ("linux", False, "rhi", "rhi"),
        ("win32", False, None, None),
        ("darwin", False, None, None),
    ],
)
def test_software_painter_is_chosen_without_gpu(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, gpu: bool, chosen: str | None, then: str | None
) -> None:
    monkeypatch.setenv(KEY, chosen or "")
    if not chosen:
        monkeypatch.delenv(KEY)
    monkeypatch.setattr(sys, "platform", platform)
    if gpu:
        (tmp_path / "dxg").touch()
    graphics.choose(tmp_path)
    assert os.environ.get(KEY) == then


@pytest.mark.parametrize(
    ("session", "then"),
    [
        ({"WAYLAND_DISPLAY": "there"}, "wayland"),
        ({"WAYLAND_DISPLAY": "there", "DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}, "wayland"),
        ({"WAYLAND_DISPLAY": "gone", "DISPLAY": ":0"}, None),
        ({"XDG_SESSION_TYPE": "wayland"}, "wayland"),
        ({"XDG_SESSION_TYPE": "wayland", "DISPLAY": ":0"}, None),
        ({"XDG_SESSION_TYPE": "x11"}, None),
        ({"QT_QPA_PLATFORM": "wayland-egl;xcb", "DISPLAY": ":0"}, "wayland"),
        ({"QT_QPA_PLATFORM": "wayland;xcb", "DISPLAY": ":0", "WAYLAND_DISPLAY": "gone"}, None),
        ({"QT_QPA_PLATFORM": "xcb;wayland", "DISPLAY": ":0", "WAYLAND_DISPLAY": "there"}, None),
        ({"QT_QPA_PLATFORM": "xcb;wayland", "WAYLAND_DISPLAY": "there"}, "wayland"),
        ({"QT_QPA_PLATFORM": "offscreen", "WAYLAND_DISPLAY": "there"}, None),
        ({"WAYLAND_DISPLAY": "there", "EGL_PLATFORM": "surfaceless"}, "surfaceless"),
    ],
)
def test_egl_platform_is_set_early_on_wayland(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, session: dict[str, str], then: str | None
) -> None:
    for name in ("EGL_PLATFORM", "QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "DISPLAY"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    for name, value in {"XDG_RUNTIME_DIR": str(tmp_path), **session}.items():
        monkeypatch.setenv(name, value)
    for socket in ("there", "wayland-0"):
        (tmp_path / socket).touch()
    monkeypatch.setattr(sys, "platform", "linux")
    graphics.choose(tmp_path)
    assert os.environ.get("EGL_PLATFORM") == then
