import { Track, VideoPreset } from "livekit-client";
import type { Outgoing } from "./publisher";

/** Pictures a second of a screen on the stage. */
export const SCREEN_FPS = 15;

/** A person on the stage is one small tile among others, so it needs few bits. `bits` per second. */
export const TILE = { width: 640, height: 360, fps: 20, bits: 500_000 } as const;

/** The second, smaller picture that a guest sends. Most pages draw 25 people as small as this. */
export const SMALL = new VideoPreset(320, 180, 120_000, 15);

/** List the tracks that a person sends to the stage: camera, microphone, screen. Never the mix: people would hear
 *  themselves. `smaller`: further sizes of the camera, which pages that draw it small take. */
export function backstage(
	camera: MediaStreamTrack | null,
	mic: MediaStreamTrack | null,
	micOpen: boolean,
	screen: { picture: MediaStreamTrack | null; sound: MediaStreamTrack | null } | null,
	smaller: VideoPreset[] = [],
): Outgoing[] {
	const out: Outgoing[] = [];
	const layers = { simulcast: smaller.length > 0, videoSimulcastLayers: smaller };
	const tile = { ...picture(TILE.bits, TILE.fps), ...layers };
	if (camera) out.push({ source: Track.Source.Camera, track: camera, muted: false, options: tile });
	if (mic) out.push({ source: Track.Source.Microphone, track: mic, muted: !micOpen, options: { dtx: true, red: true } });
	if (!screen) return out;
	const { picture: shared, sound } = screen;
	if (shared) {
		// Each shared screen has another id. The crew shows viewers a screen by this name.
		const options = { ...picture(1_500_000, SCREEN_FPS), name: shared.id };
		out.push({ source: Track.Source.ScreenShare, track: shared, muted: false, options });
	}
	if (sound) out.push({ source: Track.Source.ScreenShareAudio, track: sound, muted: false, options: { dtx: false } });
	return out;
}

/** The name of a voice that one person alone gets. The others learn from it that the host talks, and do not hear it. */
export const ASIDE = "aside";

/** Send the microphone to one person alone, by identity. All else goes to everybody. */
export function aside(outgoing: Outgoing[], only: string): Outgoing[] {
	return outgoing.map((item) =>
		item.source === Track.Source.Microphone ? { ...item, only, options: { ...item.options, name: ASIDE } } : item,
	);
}

function picture(maxBitrate: number, maxFramerate: number) {
	const encoding = { maxBitrate, maxFramerate };
	return { videoCodec: "vp8" as const, simulcast: false, videoEncoding: encoding, screenShareEncoding: encoding };
}
