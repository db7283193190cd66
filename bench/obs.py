"""`python -m bench.obs`: measure OBS Studio beside our compositor, without a GPU. `make bench` leaves it out.

Both compose five moving pictures of 1280×720 and a text at 1280×720, 30 times a second. OBS Studio is Debian's. Its
packages are unpacked in the user's cache, and nothing is installed. It runs under Xvfb, where Mesa computes OpenGL. It
decodes its pictures from files without compression, and records to nowhere without compression. Our compositor gets
frames from Chromium's camera and gives them to a reader. An empty scene tells what the rest of OBS takes."""

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import numpy as np

from bench import compose
from bench.processes import cpu
from e2e.desktop import screen
from e2e.kaibo import until

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kaibo/obs"
LIBRARIES = "usr/lib/x86_64-linux-gnu"
WIDTH, HEIGHT, RATE, PICTURES = 1280, 720, 30, 5
ROUNDS = int(os.environ.get("BENCH_OBS_ROUNDS", "5"))
SECONDS = float(os.environ.get("BENCH_OBS_SECONDS", "6"))
"""How long each figure is measured."""
SETTLE = 5
RUNS = re.compile(r"Loading up OpenGL on adapter (.+)")
STARTED = "==== Recording Start"
LATE = re.compile(r"rendering lag/stalls: \d+ \(([\d.]+)%\)")
PLAIN = f"""[General]
Name=Bench
[Video]
BaseCX={WIDTH}
BaseCY={HEIGHT}
OutputCX={WIDTH}
OutputCY={HEIGHT}
FPSType=0
FPSCommon={RATE}
[Output]
Mode=Advanced
[AdvOut]
RecType=FFmpeg
FFOutputToFile=false
FFURL=/dev/null
FFFormat=nut
FFVEncoder=rawvideo
FFVEncoderId=13
FFAEncoder=pcm_s16le
FFAEncoderId=65536
"""
GLOBAL = """[General]
FirstRun=true
LastVersion=486539266
EnableAutoUpdates=false
ConfirmOnExit=false
[Basic]
Profile=Bench
ProfileDir=Bench
SceneCollection=Bench
SceneCollectionFile=Bench
[BasicWindow]
PreviewEnabled=false
"""


class CannotRunError(Exception):
    """OBS Studio cannot run on this machine. The text says why."""


class Round(NamedTuple):
    ms: float
    """CPU time of all processes for each frame that was drawn."""
    rate: float
    """Frames that were drawn, per second. OBS repeats the last one where it is late."""
    renderer: str


def measure() -> Iterator[str]:
    """Return medians of five rounds. Each round has all three."""
    try:
        root = _unpacked()
    except CannotRunError as error:
        yield f"OBS Studio cannot run here: {error}"
        return
    ours, full, empty = [], [], []
    with tempfile.TemporaryDirectory() as name, compose.opened() as made:
        film = _film(Path(name) / "film.y4m")
        for at in range(ROUNDS):
            try:
                full.append(_obs(root, Path(name) / f"full{at}", _scene(film)))
                empty.append(_obs(root, Path(name) / f"empty{at}", []))
            except CannotRunError as error:
                yield f"OBS Studio cannot run here: {error}"
                return
            ours.append(compose.cost(*made, PICTURES, drawn=True))
    yield f"OBS Studio, {full[0].renderer}: {_told(full)}"
    yield f"OBS Studio with an empty scene: {_told(empty)}"
    ratio = median(one.ms for one in ours) / median(one.ms for one in full)
    yield f"our compositor, with four drawn sources: {_told(ours)}, ratio {ratio:.2f}"


def _told(rounds: Sequence[Round | compose.Cost]) -> str:
    ms, rate = median(one.ms for one in rounds), median(one.rate for one in rounds)
    return f"{ms:.1f} ms of CPU a frame, {rate:.0f}/s, {ms * rate / 1000:.2f} cores"


def _unpacked() -> Path:
    """Return the folder with OBS Studio and what it needs, made at the first run.

    Raises CannotRunError if its packages cannot be fetched."""
    root = CACHE / "root"
    if (root / "usr/bin/obs").exists():
        return root
    if not shutil.which("apt-get") or not shutil.which("dpkg"):
        raise CannotRunError("the machine has no apt-get")
    shutil.rmtree(CACHE, ignore_errors=True)
    packages = CACHE / "packages"
    packages.mkdir(parents=True)
    plan = _run("apt-get", "install", "-s", "--no-install-recommends", "obs-studio", "obs-plugins")
    _run("apt-get", "download", *re.findall(r"^Inst (\S+)", plan, re.MULTILINE), folder=packages)
    made = CACHE / "unpacking"
    for package in packages.glob("*.deb"):
        _run("dpkg", "-x", str(package), str(made))
    # OBS looks for its modules there, seen from the folder that it runs in.
    (CACHE / "obs-plugins").mkdir()
    (CACHE / "obs-plugins/64bit").symlink_to(root / LIBRARIES / "obs-plugins")
    shutil.rmtree(packages)
    made.rename(root)
    return root


def _run(*command: str, folder: Path | None = None) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotRunError(f"{' '.join(command[:2])}: {done.stderr.strip().splitlines()[-1:]}")
    return done.stdout


def _obs(root: Path, home: Path, scene: list[dict[str, Any]]) -> Round:
    """Run OBS Studio with a scene.

    Raises CannotRunError if it ends by itself."""
    _configure(home / ".config/obs-studio", scene)
    paths = [root / LIBRARIES / part for part in ("", "blas", "lapack", "pulseaudio")]
    with ExitStack() as stack:
        server, manager, display = screen()
        for process in (server, manager):
            stack.callback(process.wait, 10)
            stack.callback(process.terminate)
        environment = os.environ | {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_RUNTIME_DIR": str(home),
            "DISPLAY": display,
            "LD_LIBRARY_PATH": ":".join(map(str, paths)),
            "QT_PLUGIN_PATH": str(root / LIBRARIES / "qt5/plugins"),
            "QT_QPA_PLATFORM": "xcb",
        }
        log = stack.enter_context((home / "log").open("w+"))
        command = [str(root / "usr/bin/obs"), "--multi", "--startrecording"]
        obs = subprocess.Popen(command, cwd=root / "usr", env=environment, stdout=log, stderr=log)
        stack.callback(obs.wait)
        stack.callback(obs.kill)
        said = home / "log"
        until(lambda: obs.poll() is not None or STARTED in said.read_text(), 60, "OBS Studio gives frames")
        time.sleep(SETTLE)
        used = cpu(obs.pid, SECONDS)
        if obs.poll() is not None:
            raise CannotRunError(f"it ended: {said.read_text().strip().splitlines()[-1:]}")
        obs.send_signal(signal.SIGINT)
        obs.wait(30)
        text = said.read_text()
    renderer, late = RUNS.search(text), LATE.search(text)
    rate = RATE * (1 - float(late[1]) / 100) if late else RATE
    return Round(1000 * used / max(rate, 1), rate, renderer[1] if renderer else "unknown renderer")


def _configure(folder: Path, sources: list[dict[str, Any]]) -> None:
    (folder / "basic/profiles/Bench").mkdir(parents=True)
    (folder / "basic/scenes").mkdir()
    (folder / "global.ini").write_text(GLOBAL)
    (folder / "basic/profiles/Bench/basic.ini").write_text(PLAIN)
    items = [source.pop("item") | {"name": source["name"], "id": at} for at, source in enumerate(sources, 1)]
    scene = {"id": "scene", "name": "Scene", "settings": {"items": items, "id_counter": len(items)}}
    collection = {
        "name": "Bench",
        "current_scene": "Scene",
        "current_program_scene": "Scene",
        "scene_order": [{"name": "Scene"}],
        "sources": [*sources, scene],
    }
    (folder / "basic/scenes/Bench.json").write_text(json.dumps(collection))


def _scene(film: Path) -> list[dict[str, Any]]:
    """Place three pictures above two, each cut to its place, and a text above them."""
    width, height, columns = WIDTH // 3, HEIGHT // 2, 3
    cut = (WIDTH - 2 * width) // 2
    whole = {"visible": True, "align": 5, "scale": {"x": 0.5, "y": 0.5}, "crop_left": cut, "crop_right": cut}
    settings = {"local_file": str(film), "is_local_file": True, "looping": True, "hw_decode": False}
    pictures = [
        {
            "id": "ffmpeg_source",
            "name": f"Camera {at}",
            "settings": settings,
            "item": whole | {"pos": {"x": at % columns * width, "y": at // columns * height}},
        }
        for at in range(PICTURES)
    ]
    words = {"text": "All hands", "font": {"face": "Sans", "size": 58, "style": "Bold", "flags": 1}}
    place = {"visible": True, "align": 5, "scale": {"x": 1, "y": 1}, "pos": {"x": 64, "y": 36}}
    return [*pictures, {"id": "text_ft2_source_v2", "name": "Title", "settings": words, "item": place}]


def _film(file: Path) -> Path:
    """Write two seconds of a moving pattern in Y4M, without compression."""
    line = (np.arange(2 * WIDTH) % 220 + 16).astype(np.uint8)
    grey = np.full((HEIGHT // 2, WIDTH), 128, np.uint8).tobytes()
    with file.open("wb") as out:
        out.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{RATE}:1 Ip A1:1 C420jpeg\n".encode())
        for at in range(2 * RATE):
            out.write(b"FRAME\n" + line[8 * at : 8 * at + WIDTH].tobytes() * HEIGHT + grey)
    return file


if __name__ == "__main__":
    for told in measure():
        print(told, flush=True)
