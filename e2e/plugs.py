"""Devices and screens of one page that a test can take away. Chromium cannot do that with its own made-up ones."""

from e2e.cameras import BLUE, RED, YELLOW
from e2e.person import Person

TWO_CAMERAS = """(() => {
  const cameras = COLOURS, gone = new Set(), open = [];
  const { mediaDevices } = navigator;
  const get = mediaDevices.getUserMedia.bind(mediaDevices), list = mediaDevices.enumerateDevices.bind(mediaDevices);
  const there = () => Object.keys(cameras).filter((id) => !gone.has(id));
  const label = (id) => `${id} camera`;
  const fail = (name) => { throw Object.assign(new Error(name), { name }); };
  const film = (id) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const pen = canvas.getContext('2d');
    let step = 0;
    const draw = () => {
      pen.fillStyle = cameras[id]; pen.fillRect(0, 0, 640, 360);
      pen.fillStyle = '#fff'; pen.fillRect(step++ % 600, 320, 40, 30);
    };
    draw();
    const timer = setInterval(draw, 66);
    const track = canvas.captureStream(15).getVideoTracks()[0], stop = track.stop.bind(track);
    track.stop = () => { clearInterval(timer); stop(); };
    track.getSettings = () => ({ deviceId: id, width: 640, height: 360, frameRate: 15 });
    Object.defineProperty(track, 'label', { value: label(id) });
    open.push({ id, track });
    return track;
  };
  mediaDevices.getUserMedia = async ({ video, audio }) => {
    const stream = audio ? await get({ audio }) : new MediaStream();
    if (!video) return stream;
    if (!there().length) fail('NotFoundError');
    const { ideal, exact } = video.deviceId ?? {};
    if (exact && gone.has(exact)) fail('OverconstrainedError');
    stream.addTrack(film(exact ?? (there().includes(ideal) ? ideal : there()[0])));
    return stream;
  };
  mediaDevices.enumerateDevices = async () => [
    ...(await list()).filter(({ kind }) => kind !== 'videoinput'),
    ...there().map((id) => ({ kind: 'videoinput', deviceId: id, groupId: id, label: label(id) })),
  ];
  window.setPlugged = (id, plugged) => {
    if (plugged) gone.delete(id); else gone.add(id);
    for (const { track } of open.filter((one) => !plugged && one.id === id && one.track.readyState === 'live')) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
    mediaDevices.dispatchEvent(new Event('devicechange'));
  };
})()""".replace("COLOURS", f"{{ red: 'rgb{RED}', blue: 'rgb{BLUE}' }}")
"""An init script: the page has a red and a blue camera, and its own microphone."""

HAND_MICROPHONE = """(() => {
  const { mediaDevices } = navigator;
  const get = mediaDevices.getUserMedia.bind(mediaDevices), list = mediaDevices.enumerateDevices.bind(mediaDevices);
  const device = { kind: 'audioinput', deviceId: 'hand', groupId: 'hand', label: 'hand microphone' };
  mediaDevices.getUserMedia = async (wanted) => {
    if (wanted.audio?.deviceId?.exact !== 'hand') return get(wanted);
    const audio = new AudioContext(), out = audio.createMediaStreamDestination();
    const tone = new OscillatorNode(audio, { frequency: 660 });
    tone.connect(new GainNode(audio, { gain: 0.3 })).connect(out);
    tone.start();
    const track = out.stream.getAudioTracks()[0];
    track.getSettings = () => ({ deviceId: 'hand' });
    Object.defineProperty(track, 'label', { value: device.label });
    return out.stream;
  };
  mediaDevices.enumerateDevices = async () => [...(await list()), device];
})()"""
"""An init script: the page has one more microphone, in which a tone of 660 Hz sounds. Add it after the cameras."""

SCREENS = """(() => {
  const colours = COLOURS;
  window.screens = [];
  navigator.mediaDevices.getDisplayMedia = async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const pen = canvas.getContext('2d'), colour = colours[window.screens.length % colours.length];
    const draw = () => { pen.fillStyle = colour; pen.fillRect(0, 0, 640, 360); };
    draw();
    setInterval(draw, 66);
    const stream = canvas.captureStream(15);
    window.screens.push(stream.getVideoTracks()[0]);
    return stream;
  };
  window.endScreen = (at) => {
    window.screens[at].stop();
    window.screens[at].dispatchEvent(new Event('ended'));
  };
})()""".replace("COLOURS", f"['rgb{YELLOW}', 'rgb{BLUE}', 'rgb{RED}']")
"""An init script: the first shared screen of a page is yellow, the second one blue, the third one red."""

FREEZING_SCREEN = """(() => {
  const painted = () => {
    const canvas = new OffscreenCanvas(640, 360), pen = canvas.getContext('2d');
    pen.fillStyle = '#456'; pen.fillRect(0, 0, 640, 360);
    return canvas;
  };
  window.screenGoes = true;
  navigator.mediaDevices.getDisplayMedia = async () => {
    const canvas = painted(), screen = new MediaStreamTrackGenerator({ kind: 'video' });
    const writer = screen.writable.getWriter();
    setInterval(async () => {
      if (!window.screenGoes) return;
      const frame = new VideoFrame(canvas, { timestamp: performance.now() * 1000 });
      await writer.write(frame).catch(() => {});
      frame.close();
    }, 33);
    return new MediaStream([screen]);
  };
})()"""
"""An init script: a shared screen shows one still picture, sent again and again while `screenGoes`."""


def plug(person: Person, camera: str) -> None:
    person.page.evaluate("(id) => window.setPlugged(id, true)", camera)


def unplug(person: Person, camera: str) -> None:
    person.page.evaluate("(id) => window.setPlugged(id, false)", camera)
