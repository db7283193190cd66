"""A person in a browser, with a camera and a microphone from files."""

import json
import os
import signal
import wave
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from e2e.counts import STARTED
from e2e.kaibo import until
from e2e.patience import patience

CHROMIUM = "/usr/bin/chromium"
SHELL = "/usr/bin/chromium-headless-shell"
"""The same engine without the window around a page. That costs a quarter of a show's CPU time."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FAKE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
WIDTH, HEIGHT, RATE, SECONDS = 640, 360, 15, 2
COUNT_FRAMES = """() => {
  const video = document.querySelector('video#program');
  if (window.__counting && (!video || video === window.__counting)) return window.__frames;
  window.__counting = video; window.__frames ??= 0;
  const count = () => { window.__frames += 1; video.requestVideoFrameCallback(count); };
  video.requestVideoFrameCallback(count);
  return window.__frames;
}"""
COLOUR_AT = """([x, y]) => {
  const video = document.querySelector('video#program');
  const canvas = document.createElement('canvas'); canvas.width = 16; canvas.height = 16;
  const ctx = canvas.getContext('2d', { willReadFrequently: true });
  const w = video.videoWidth, h = video.videoHeight;
  ctx.drawImage(video, x * w - 8, y * h - 8, 16, 16, 0, 0, 16, 16);
  const data = ctx.getImageData(0, 0, 16, 16).data, sum = [0, 0, 0];
  for (let i = 0; i < data.length; i += 4) for (let c = 0; c < 3; c += 1) sum[c] += data[i + c] / 256;
  return sum;
}"""
LOUDNESS = """async ([selector, tones]) => {
  const ac = window.__ac ??= new AudioContext();
  await ac.resume();
  const analyser = ac.createAnalyser(); analyser.fftSize = 8192; analyser.smoothingTimeConstant = 0;
  const sources = [];
  for (const element of document.querySelectorAll(selector)) {
    if (!element.srcObject?.getAudioTracks().length) continue;
    const source = ac.createMediaStreamSource(new MediaStream(element.srcObject.getAudioTracks()));
    source.connect(analyser); sources.push(source);
  }
  await new Promise((done) => setTimeout(done, 600));
  const levels = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(levels);
  for (const source of sources) source.disconnect();
  const bin = ac.sampleRate / analyser.fftSize;
  const peak = (hz) => { const at = Math.round(hz / bin); return Math.max(...levels.slice(at - 2, at + 3)); };
  return tones.map(peak);
}"""


@dataclass
class Person:
    """`context` has cookies and storage of its own. Other people may be in the same browser process."""

    browser: Browser
    context: BrowserContext
    page: Page

    def state(self) -> str:
        return str(self.page.evaluate("document.body.dataset.state ?? ''"))

    def wait(self, state: str, seconds: float = 20) -> None:
        self.page.wait_for_selector(f"body[data-state='{state}']", timeout=patience() * seconds * 1000)

    def enter(self, url: str, page: str, state: str = "preview") -> None:
        """Open a launch link and carry on in the browser."""
        self.page.goto(url)
        self.page.click("#use-browser")
        self.page.wait_for_selector(f"body[data-page='{page}'][data-state='{state}']")

    def take_free_seat(self, url: str) -> None:
        """Open a host's link after another host left. The seat is taken until the server counts that host as gone."""
        self.page.goto(url)
        self.page.click("#use-browser")

        def seated() -> bool:
            self.page.wait_for_selector("body[data-page='studio']:is([data-state='preview'], [data-state='taken'])")
            if self.state() == "taken":
                self.page.reload()
            return self.state() == "preview"

        until(seated, 30, "the seat is free")

    def goes_on(self, pictures: int = 15) -> None:
        """Wait for so many pictures of the program from now on."""
        shown = self.frames()
        until(lambda: self.frames() > shown + pictures, 10 + pictures / 5, "pictures of the program")

    def frames(self) -> int:
        """Count the pictures that the program's element has shown since the first call, also when it is a new one."""
        return int(self.page.evaluate(COUNT_FRAMES))

    def colour(self, x: float, y: float) -> list[float]:
        """Read the program's colour at a place: parts of its width and height."""
        found: list[float] = self.page.evaluate(COLOUR_AT, [x, y])
        return found

    def loudness(self, selector: str, *tones: int) -> list[float]:
        """Measure each tone in what these elements play, in dB."""
        found: list[float] = self.page.evaluate(LOUDNESS, [selector, list(tones)])
        return found

    def open_sound(self) -> None:
        """Tap where the browser wants a tap before it plays. It may count an earlier click of the test."""
        if self.page.is_visible("#tap-sound"):
            self.page.click("#tap-sound")

    def tab(self) -> "Person":
        """Open another tab of the same browser."""
        return Person(self.browser, self.context, self.context.new_page())

    def leave(self) -> None:
        """Close the browser's windows."""
        self.context.close()


@contextmanager
def frozen(person: Person) -> Iterator[None]:
    """Stop all processes of this person's browser. No other person may be in it."""
    pids = _processes(person)
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def kill(person: Person) -> None:
    """Kill all processes of this person's browser. No other person may be in it."""
    for pid in _processes(person):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _processes(person: Person) -> list[int]:
    session = person.browser.new_browser_cdp_session()
    return [int(process["id"]) for process in session.send("SystemInfo.getProcessInfo")["processInfo"]]


class Browsers:
    """Chromium processes: one for each camera and set of flags, because the camera's file is a flag of the process.

    `media` has the files. `only`: all people have this camera, so that one process is enough."""

    def __init__(self, playwright: Playwright, media: Path, only: str = "") -> None:
        self._playwright, self._media, self._only = playwright, media, only
        self._shared: dict[tuple[str, ...], Browser] = {}
        self._alone: list[Browser] = []

    def shared(self, name: str, *flags: str) -> Browser:
        """Return the process with this camera and these flags. Without a name it has no camera."""
        kind = (self._only or name, *flags)
        if kind not in self._shared or not self._shared[kind].is_connected():
            self._shared[kind] = self._launch(SHELL, *kind)
        return self._shared[kind]

    def alone(self, name: str, *flags: str) -> Browser:
        """Start a whole browser for one person, which the test may stop or kill.

        It also asks for permissions and obeys flags as the shell does not."""
        self._alone.append(self._launch(CHROMIUM, name, *flags))
        return self._alone[-1]

    def end(self, browser: Browser) -> None:
        """Close a process that `alone` started."""
        self._alone.remove(browser)
        browser.close()

    def close(self) -> None:
        for browser in (*self._alone, *self._shared.values()):
            browser.close()

    def _launch(self, program: str, name: str, *flags: str) -> Browser:
        return launch(self._playwright, *devices(self._media, name), *flags, program=program)


def devices(media: Path, name: str) -> list[str]:
    """Return the flags for a camera and a voice; none without a name."""
    if not name:
        return []
    video, audio = media / f"{name}.y4m", media / f"{name}.wav"
    return [*FAKE, f"--use-file-for-fake-video-capture={video}", f"--use-file-for-fake-audio-capture={audio}"]


def launch(playwright: Playwright, *flags: str, program: str = CHROMIUM) -> Browser:
    STARTED["Chromium"] += 1
    return playwright.chromium.launch(executable_path=program, args=[*FLAGS, *flags])


def without_cookies(playwright: Playwright, profile: Path, **options: Any) -> BrowserContext:
    """Start a browser that refuses all cookies, as its person chose in its settings."""
    (profile / "Default").mkdir(parents=True)
    settings = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (profile / "Default/Preferences").write_text(json.dumps(settings))
    STARTED["Chromium"] += 1
    return playwright.chromium.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=FLAGS, locale="en-US", **options
    )


def sit_down(browser: Browser, **options: Any) -> Person:
    """Open a context in English with its devices allowed, unless its options differ."""
    plain = {"viewport": {"width": 1280, "height": 800}, "locale": "en-US", "permissions": ["camera", "microphone"]}
    context = browser.new_context(**(plain | options))
    context.set_default_timeout(patience() * 20_000)
    return Person(browser, context, context.new_page())


def meet(playwright: Playwright, camera: Path | None, voice: Path | None, **options: Any) -> Person:
    """Start a browser with one person in it, for a script. `options` are those of the context."""
    files = [f"--use-file-for-fake-video-capture={camera}", f"--use-file-for-fake-audio-capture={voice}"]
    return sit_down(launch(playwright, *([*FAKE, *files] if camera else [])), **options)


def paint(file: Path, colour: tuple[int, int, int]) -> Path:
    """Write a camera's film in Y4M: one flat colour, with a bright block that wanders along the bottom."""
    luma, cb, cr = _yuv(colour)
    with file.open("wb") as out:
        out.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{RATE}:1 Ip A1:1 C420jpeg\n".encode())
        for frame in range(RATE * SECONDS):
            plane = np.full((HEIGHT, WIDTH), luma, np.uint8)
            left = frame * (WIDTH - 40) // (RATE * SECONDS)
            plane[HEIGHT - 40 : HEIGHT - 10, left : left + 40] = 235
            half = (HEIGHT // 2, WIDTH // 2)
            out.write(b"FRAME\n" + plane.tobytes())
            out.write(np.full(half, cb, np.uint8).tobytes() + np.full(half, cr, np.uint8).tobytes())
    return file


def paint_bars(file: Path, colours: Sequence[tuple[int, int, int]]) -> Path:
    """Write a camera's film in Y4M: a still bar of each colour, from left to right."""
    edges = [at * WIDTH // len(colours) // 2 * 2 for at in range(len(colours) + 1)]
    planes = [np.zeros(size, np.uint8) for size in ((HEIGHT, WIDTH), *[(HEIGHT // 2, WIDTH // 2)] * 2)]
    for colour, left, right in zip(colours, edges, edges[1:], strict=False):
        for plane, value, scale in zip(planes, _yuv(colour), (1, 2, 2), strict=True):
            plane[:, left // scale : right // scale] = value
    frame = b"FRAME\n" + b"".join(plane.tobytes() for plane in planes)
    file.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{RATE}:1 Ip A1:1 C420jpeg\n".encode() + frame * RATE)
    return file


def _yuv(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    """Convert to BT.601, limited range, as cameras give it."""
    r, g, b = colour
    y = 16 + (65.5 * r + 128.6 * g + 25.0 * b) / 255
    cb = 128 + (-37.8 * r - 74.2 * g + 112 * b) / 255
    cr = 128 + (112 * r - 93.8 * g - 18.2 * b) / 255
    return round(y), round(cb), round(cr)


def sing(file: Path, hertz: int) -> Path:
    """Write a microphone's sound: one tone that swells, because browsers suppress a steady one as noise."""
    rate = 48_000
    t = np.arange(rate * SECONDS) / rate
    swell = 0.6 + 0.4 * np.sin(2 * np.pi * 2 * t)
    tone = (np.sin(2 * np.pi * hertz * t) * swell * 0.3 * 32767).astype(np.int16)
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(tone.tobytes())
    return file
