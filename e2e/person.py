"""A person with a browser of their own: a process, a camera and a microphone from files."""

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from e2e.kaibo import SLOW

CHROMIUM = "/usr/bin/chromium"
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
  if (window.__counting) return window.__frames;
  window.__counting = true; window.__frames = 0;
  const count = () => { window.__frames += 1; video.requestVideoFrameCallback(count); };
  video.requestVideoFrameCallback(count);
  return 0;
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
    """`page` is the one page of a browser process of its own."""

    browser: Browser
    context: BrowserContext
    page: Page

    def state(self) -> str:
        return str(self.page.evaluate("document.body.dataset.state ?? ''"))

    def wait(self, state: str, seconds: float = 20) -> None:
        self.page.wait_for_selector(f"body[data-state='{state}']", timeout=SLOW * seconds * 1000)

    def enter(self, url: str, page: str, state: str = "preview") -> None:
        """Open a launch link and carry on in the browser."""
        self.page.goto(url)
        self.page.click("#use-browser")
        self.page.wait_for_selector(f"body[data-page='{page}'][data-state='{state}']")

    def frames(self) -> int:
        """How many different pictures the program's element has shown since this was first asked."""
        return int(self.page.evaluate(COUNT_FRAMES))

    def colour(self, x: float, y: float) -> list[float]:
        """Of the program at a place, as parts of its width and height."""
        found: list[float] = self.page.evaluate(COLOUR_AT, [x, y])
        return found

    def loudness(self, selector: str, *tones: int) -> list[float]:
        """In dB, of each tone, in all that these elements play."""
        found: list[float] = self.page.evaluate(LOUDNESS, [selector, list(tones)])
        return found

    def open_sound(self) -> None:
        """Where the browser wants a tap first; it may count what a test does to the page as one."""
        if self.page.is_visible("#tap-sound"):
            self.page.click("#tap-sound")

    def tab(self) -> "Person":
        """Another tab of the same browser."""
        return Person(self.browser, self.context, self.context.new_page())


def meet(playwright: Playwright, camera: Path | None, voice: Path | None, *flags: str, allowed: bool = True) -> Person:
    """Somebody with that camera and that voice; without them the browser has none. It starts with these flags too."""
    given = [*FLAGS, *flags]
    if camera:
        given += [*FAKE, f"--use-file-for-fake-video-capture={camera}", f"--use-file-for-fake-audio-capture={voice}"]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=given)
    options: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "locale": "en-US"}
    context = browser.new_context(**options, permissions=["camera", "microphone"] if allowed else [])
    context.set_default_timeout(SLOW * 20_000)
    page = context.new_page()
    return Person(browser, context, page)


def paint(file: Path, colour: tuple[int, int, int]) -> Path:
    """A camera: one flat colour with a bright block that wanders along the bottom, in Y4M."""
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
    """A camera: a bar of each colour from left to right, in Y4M. It does not move."""
    edges = [at * WIDTH // len(colours) // 2 * 2 for at in range(len(colours) + 1)]
    planes = [np.zeros(size, np.uint8) for size in ((HEIGHT, WIDTH), *[(HEIGHT // 2, WIDTH // 2)] * 2)]
    for colour, left, right in zip(colours, edges, edges[1:], strict=False):
        for plane, value, scale in zip(planes, _yuv(colour), (1, 2, 2), strict=True):
            plane[:, left // scale : right // scale] = value
    frame = b"FRAME\n" + b"".join(plane.tobytes() for plane in planes)
    file.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{RATE}:1 Ip A1:1 C420jpeg\n".encode() + frame * RATE)
    return file


def _yuv(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    """BT.601, limited range, as cameras give it."""
    r, g, b = colour
    y = 16 + (65.5 * r + 128.6 * g + 25.0 * b) / 255
    cb = 128 + (-37.8 * r - 74.2 * g + 112 * b) / 255
    cr = 128 + (112 * r - 93.8 * g - 18.2 * b) / 255
    return round(y), round(cb), round(cr)


def sing(file: Path, hertz: int) -> Path:
    """A microphone: one tone that swells, because a steady one is taken for noise and suppressed."""
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
