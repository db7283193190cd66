"""A viewer who looks at each picture, and listens all the time. A short look would miss a short slip."""

from collections.abc import Sequence
from typing import NamedTuple

from e2e.kaibo import until
from e2e.person import Person

NOTE = """([colours, tones, slack, pixels, every, beside, clear]) => {
  const video = document.querySelector('video#program'), width = 32, height = 18;
  const begin = window.__begin = () => {
    window.__noted = { pictures: 0, seen: colours.map(() => 0), sounds: 0, heard: tones.map(() => -200) };
  };
  begin();
  const pen = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  const look = () => {
    pen.drawImage(video, 0, 0, width, height);
    const { data } = pen.getImageData(0, 0, width, height), found = colours.map(() => 0), noted = window.__noted;
    for (let at = 0; at < data.length; at += 4)
      colours.forEach((colour, n) => {
        if (colour.every((value, c) => Math.abs(value - data[at + c]) <= slack)) found[n] += 1;
      });
    noted.pictures += 1;
    found.forEach((count, n) => { if (count >= pixels) noted.seen[n] += 1; });
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);

  const audio = window.__ac ??= new AudioContext(), analyser = audio.createAnalyser();
  void audio.resume();
  analyser.fftSize = 4096;
  analyser.smoothingTimeConstant = 0;
  const levels = new Float32Array(analyser.frequencyBinCount), bin = audio.sampleRate / analyser.fftSize;
  let track = null, source = null;
  setInterval(() => {
    const now = video.srcObject?.getAudioTracks()[0] ?? null, noted = window.__noted;
    if (now !== track) {
      source?.disconnect();
      source = now && audio.createMediaStreamSource(new MediaStream([now]));
      source?.connect(analyser);
      track = now;
    }
    if (!track || audio.state !== 'running') return;
    analyser.getFloatFrequencyData(levels);
    noted.sounds += 1;
    tones.forEach((hertz, n) => {
      const at = Math.round(hertz / bin), level = Math.max(...levels.slice(at - 1, at + 2));
      if (level - Math.max(levels[at - beside], levels[at + beside]) > clear) {
        noted.heard[n] = Math.max(noted.heard[n], level);
      }
    });
  }, every);
}"""
SLACK = 40
"""Of 255: how far a colour may be from the person's own."""
PIXELS = 6
"""Of 32 × 18: a picture that is smaller than this is none of a person."""
NOTHING = -55
"""dB. A voice at a viewer has about -30. The echoes of other voices and of lost packets have less than -65."""
EVERY_MS = 60
"""The window of the analyser is 85 ms long, so no sound falls between two."""
BESIDE, CLEAR_DB = 5, 12
"""A tone is louder by so much than what is so many steps of 12 Hz beside it. A crack is not."""


class Noted(NamedTuple):
    pictures: int
    """How many pictures were looked at."""
    seen: list[int]
    """The pictures that had each colour."""
    sounds: int
    """How often the sound was listened to."""
    heard: list[float]
    """The loudest moment of each tone, in dB."""


class Witness:
    """Notes colours and tones at a viewer. The viewer must have sound already."""

    def __init__(self, viewer: Person, colours: Sequence[tuple[int, int, int]], tones: Sequence[int]) -> None:
        self._viewer = viewer
        viewer.page.evaluate(
            NOTE, [[list(one) for one in colours], list(tones), SLACK, PIXELS, EVERY_MS, BESIDE, CLEAR_DB]
        )

    def begin(self) -> None:
        """Forget what was noted until now."""
        self._viewer.page.evaluate("window.__begin()")

    def noted(self) -> Noted:
        """Return what came since `begin`."""
        told = self._viewer.page.evaluate("window.__noted")
        return Noted(told["pictures"], told["seen"], told["sounds"], told["heard"])

    def watch(self, pictures: int) -> Noted:
        """Wait until so many pictures, and as many sounds, came since `begin`. Return all of it."""

        def enough() -> bool:
            noted = self.noted()
            return noted.pictures >= pictures and noted.sounds >= pictures

        until(enough, 5 + pictures / 5, f"{pictures} pictures, and the sound of that time")
        return self.noted()
